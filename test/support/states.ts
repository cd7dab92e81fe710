/** Processes as they may stand, for tests of what is said about them: each with what its story needs. */
import type { AppealState } from '../../rules/appeal/state.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import { type ProposalState, unclaimed } from '../../rules/proposal/state.ts';

const id = '01893c1c-0f4f-7000-8000-000000000001';
const opened = '2026-03-02T09:00:00.000Z';
const charter = { version: 1, hash: '0'.repeat(64), pace: 1 };

/** In review, by carl. */
export const proposalState = (more: Partial<ProposalState> = {}): ProposalState => ({
  ...unclaimed,
  id,
  category: 'operations',
  tier: 3,
  author: 'carl',
  stage: 'review',
  round: 0,
  version: 1,
  deadline: null,
  electorate: { size: 5, quorum: 4 },
  charter,
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

/** In force, by opus, who owes a report within a day and a justification within three. */
export const emergencyState = (more: Partial<EmergencyState> = {}): EmergencyState => ({
  id,
  stage: 'in-force',
  actor: 'opus',
  what: 'The pump is off.',
  reason: 'It burns.',
  action: { type: 'none' },
  reversal: { type: 'none' },
  charter,
  createdAt: opened,
  reportDue: '2026-03-03T09:00:00.000Z',
  justificationDue: '2026-03-05T09:00:00.000Z',
  limit: '2026-03-05T09:00:00.000Z',
  deadline: '2026-03-03T09:00:00.000Z',
  report: null,
  justification: null,
  breaches: [],
  polls: {},
  formerPolls: [],
  removal: null,
  anotherOverrideUntil: null,
  actionState: 'done',
  reversalState: null,
  outcome: null,
  decidedAt: null,
  endedAt: null,
  retryOf: null,
  retriedBy: null,
  retryUntil: null,
  ...more,
});

/** In negotiation, carl with dora against emil. */
export const conflictState = (more: Partial<ConflictState> = {}): ConflictState => ({
  id,
  stage: 'negotiation',
  step: null,
  parties: [['carl', 'dora'], ['emil']],
  dropped: [],
  noParty: [],
  what: 'The noise.',
  remedy: 'Quiet after ten.',
  charter,
  terms: [],
  mostTerms: 10,
  messages: [],
  heldSince: null,
  impasse: [],
  mediators: null,
  electorate: null,
  chosen: null,
  tally: null,
  guardian: null,
  resolution: null,
  appeal: null,
  decided: null,
  path: [],
  deadline: '2026-03-03T09:00:00.000Z',
  outcome: null,
  createdAt: opened,
  endedAt: null,
  remandOf: null,
  remandedTo: null,
  continuationOf: null,
  continuedBy: null,
  ...more,
});

/** Before the guardian, anna; dora appeals. */
export const appealState = (more: Partial<AppealState> = {}): AppealState => ({
  id,
  of: { kind: 'proposal', id },
  stage: 'ruling',
  appellant: 'dora',
  principle: 'exit',
  reason: 'Nobody heard me.',
  guardian: 'anna',
  deadline: '2026-03-09T09:00:00.000Z',
  ruling: null,
  outcome: null,
  remanded: false,
  createdAt: opened,
  endedAt: null,
  continuationOf: null,
  continuedBy: null,
  ...more,
});
