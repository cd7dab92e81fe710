/** A tier 3 proposal in review as it stands, with nobody judged and nothing owed, for the tests of acts. */
import { type ProposalState, unclaimed } from '../../rules/proposal/state.ts';

const opened = '2026-03-02T09:00:00.000Z';

/** That proposal, but for what is said. */
export const standing = (more: Partial<ProposalState> = {}): ProposalState => ({
  ...unclaimed,
  id: 'proposal-1',
  category: 'operations',
  tier: 3,
  author: 'anna',
  stage: 'review',
  round: 0,
  version: 1,
  deadline: '2026-03-05T09:00:00.000Z',
  objectingUntil: '2026-03-05T09:00:00.000Z',
  electorate: { size: 5, quorum: 4 },
  charter: { version: 1, hash: '', pace: 1 },
  outcome: null,
  createdAt: opened,
  submittedAt: opened,
  endedAt: null,
  links: [],
  lastRound: false,
  votes: 0,
  amendments: { made: 0, most: 5 },
  edits: { made: 0, most: 200 },
  pendingVersion: null,
  guardian: null,
  assignee: null,
  ...more,
});
