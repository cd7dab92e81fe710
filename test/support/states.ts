/** Processes as they may stand, for tests of what is said about them: each with what its story needs. */
import type { AppealState } from '../../rules/appeal/state.ts';
import { begunConflict, type ConflictState } from '../../rules/conflict/state.ts';
import { begunEmergency, type EmergencyState } from '../../rules/emergency/state.ts';
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
  ...begunEmergency({
    id,
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
  }),
  deadline: '2026-03-03T09:00:00.000Z',
  actionState: 'done',
  ...more,
});

/** In negotiation, carl with dora against emil. */
export const conflictState = (more: Partial<ConflictState> = {}): ConflictState => ({
  ...begunConflict({
    id,
    parties: [['carl', 'dora'], ['emil']],
    what: 'The noise.',
    remedy: 'Quiet after ten.',
    charter,
    mostTerms: 10,
    createdAt: opened,
    remandOf: null,
  }),
  deadline: '2026-03-03T09:00:00.000Z',
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
