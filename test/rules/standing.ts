/** A tier 3 proposal in review as it stands, with nobody judged and nothing owed, for the tests of acts. */
import type { ProposalState } from '../../rules/proposal/state.ts';
import { proposalState } from '../support/states.ts';

const until = '2026-03-05T09:00:00.000Z';

/** That proposal, but for what is said. */
export const standing = (more: Partial<ProposalState> = {}): ProposalState =>
  proposalState({
    id: 'proposal-1',
    author: 'anna',
    deadline: until,
    objectingUntil: until,
    charter: { version: 1, hash: '', pace: 1 },
    ...more,
  });
