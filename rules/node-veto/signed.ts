/** Which acts of node vetoes their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { SignedActs } from '../signing.ts';

export const signed: SignedActs = {
  telling: {
    joined: { acts: ['joining'], by: 'by' },
    answered: { acts: ['answer'], by: 'by' },
    agreed: { acts: ['agreement'], by: 'by' },
    left: { acts: ['withdrawal'], by: 'by' },
    found: { acts: ['finding'], by: 'by' },
    asked: { acts: ['question'], by: 'by' },
  },
  declared: [],
};
