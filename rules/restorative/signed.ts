/** Which acts of restorative work their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { SignedActs } from '../signing.ts';

export const signed: SignedActs = {
  telling: {
    'referral-answered': { acts: ['acceptance'], by: 'by' },
    'facilitator-named': { acts: ['facilitator'], by: 'by' },
    ready: { acts: ['ready'], by: 'by' },
    'not-ready': { acts: ['not-ready'], by: 'by' },
    'circle-held': { acts: ['circles'], by: 'by', says: { at: (said, { held }) => said === held } },
    stopped: { acts: ['stop'], by: 'by' },
    'plan-put': { acts: ['plan'], by: 'by' },
    'plan-accepted': { acts: ['plan/acceptance'], by: 'by', says: { plan: (said, { n }) => said === n } },
    'check-answered': { acts: ['checks'], by: 'by' },
    left: { acts: ['leaving'], by: 'by' },
  },
  declared: [],
};
