/** Which acts of a look back their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { SignedActs } from '../signing.ts';

export const signed: SignedActs = {
  telling: { answered: { acts: ['answer'], by: 'by' } },
  declared: [],
};
