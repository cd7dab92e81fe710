/** Which acts of the founding of families their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { SignedActs } from '../signing.ts';

export const signed: SignedActs = {
  telling: {
    accepted: { acts: ['acceptance'], by: 'by', says: { accept: (said) => said === true } },
    declined: { acts: ['acceptance'], by: 'by', says: { accept: (said) => said === false } },
  },
  declared: [],
};
