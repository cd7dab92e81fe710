/** Which acts of emergencies their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import { confirms, type SignedActs } from '../signing.ts';

export const signed: SignedActs = {
  telling: {
    reported: { acts: ['report'], by: 'by' },
    justified: { acts: ['justification'], by: 'by' },
    'override-opened': { acts: ['override-calls'], by: 'by' },
    'ratification-opened': { acts: ['ratification-calls'], by: 'by' },
    'task-confirmed': confirms,
  },
  declared: [],
};
