/** Which acts of repair plans their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { SignedActs, Says } from '../signing.ts';

const ofObligation: Readonly<Record<string, Says>> = { n: (said, { obligation }) => said === obligation };

export const signed: SignedActs = {
  telling: {
    spoken: { acts: ['words'], by: 'by' },
    chosen: { acts: ['choice'], by: 'by', says: ofObligation },
    'terms-put': { acts: ['terms'], by: 'by' },
    'terms-answered': { acts: ['acceptance'], by: 'by', says: { terms: (said, { n }) => said === n } },
    done: { acts: ['done'], by: 'by', says: ofObligation },
    'receiver-answered': { acts: ['confirmation'], by: 'by', says: ofObligation },
    verified: { acts: ['verification'], by: 'by', says: ofObligation },
    released: { acts: ['release'], by: 'by', says: ofObligation },
  },
  declared: [],
};
