/** Which acts of conflicts their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import { appeals, type SignedActs } from '../signing.ts';

export const signed: SignedActs = {
  telling: {
    message: { acts: ['messages'], by: 'by' },
    'terms-put': { acts: ['terms'], by: 'by' },
    'terms-accepted': { acts: ['acceptance'], by: 'by' },
    impasse: { acts: ['impasse'], by: 'by' },
    'no-party': { acts: ['no-party'], by: 'by' },
    'no-party-contested': { acts: ['no-party/contest'], by: 'by' },
    'no-party-ended': { acts: ['no-party/ruling'], by: 'guardian' },
    withdrawn: { acts: ['withdrawal'], by: 'by' },
    'guardian-resolved': { acts: ['resolution'], by: 'guardian' },
    appealed: appeals,
  },
  declared: ['remedies'],
};
