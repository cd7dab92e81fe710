/** Which acts of appeals their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { SignedActs } from '../signing.ts';
import { outcomeOf, type Ruling } from './state.ts';

export const signed: SignedActs = {
  telling: {
    ended: {
      acts: ['ruling'],
      by: 'guardian',
      when: ({ silent, outcome }) => silent !== true && outcome !== 'interrupted',
      says: { ruling: (said, { outcome }) => outcomeOf[said as Ruling] === outcome },
    },
  },
  declared: [],
};
