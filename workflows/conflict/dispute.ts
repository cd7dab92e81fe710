/** A conflict under way: its state, and how it is written down. */
import {
  ApplicationFailure,
  condition,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { PollOpening, ProcessWrite } from '../../activities/index.ts';
import type { Charter } from '../../charter/types.ts';
import {
  type ConflictOutcome,
  type ConflictState,
  inRoom,
  leavePassage,
  partiesOf,
} from '../../rules/conflict.ts';
import type { Facts } from '../../rules/refusal.ts';
import { now } from '../clock.ts';
import { writeProcessEnding } from '../decision.ts';
import { activities } from '../swift.ts';
import { type ConflictInput, searchAttributes } from '../messages.ts';

/** How a conflict ends, and the facts that led there. */
export interface Ending<Outcome extends ConflictOutcome = ConflictOutcome> {
  readonly outcome: Outcome;
  readonly rule: string;
  readonly facts: Facts;
}

export const ending = <Outcome extends ConflictOutcome>(
  outcome: Outcome,
  rule: string,
  facts: Facts = {},
): Ending<Outcome> => ({
  outcome,
  rule,
  facts,
});

/** What the council or the guardian decided; the appeal may change it (APP-1). */
export type Decided = Ending<NonNullable<ConflictState['decided']>>;

/** One side has nobody left (CNF-1). */
export type Dropped = Ending<'dropped'>;

/** What the workflow holds. Handlers and stages change it and note what happened; its one way through the stages writes it down. */
export interface Dispute {
  readonly input: ConflictInput;
  readonly charter: Charter;
  /** The charter's section on conflicts, which it has while one is open (CHA-1). */
  readonly rules: NonNullable<Charter['conflicts']>;
  state: ConflictState;
  /** When the stage before ended: the next one opens then. */
  stageEnded: string;
  /** What was done so that the stage at hand ends before its window does: when. */
  over: string | null;
  /** What ends the conflict in whatever stage it is. */
  interrupted: (Dropped & { readonly at: string }) | null;
  /** Something outside may have changed, and has not been looked at (see the signal `lookAgain`). */
  looking: boolean;
  /** The appeal that a party has turned to the guardian with (APP-1). */
  lodged: {
    readonly by: string;
    readonly principle: string;
    readonly reason: string;
    readonly at: string;
  } | null;
  /** The ids of the remedies that were put. */
  remedies: readonly string[];
  /** Polls that open with the next write. */
  polls: PollOpening[];
  /** What happened since the last write. */
  entries: ProcessWrite['entries'][number][];
  /** The number of the last write asked for, and of the last that is done. */
  sequence: number;
  written: number;
}

export function openDispute(input: ConflictInput): Dispute {
  const { id, parties, what, remedy, createdAt, remandOf, charter: copy } = input;
  const { version, hash, pace, charter } = copy;
  if (charter.conflicts === null) throw ApplicationFailure.nonRetryable('the charter has no conflicts');
  return {
    input,
    charter,
    rules: charter.conflicts,
    state: {
      ...{ id, stage: remandOf === null ? 'negotiation' : 'arbitration', step: null },
      ...{ parties, dropped: [], what, remedy },
      charter: { version, hash, pace },
      ...{ terms: [], impasse: [], mediators: null, electorate: null, chosen: null, tally: null },
      ...{ guardian: null, resolution: null, appeal: null, decided: null, path: [], deadline: null },
      ...{ outcome: null, createdAt, endedAt: null, remandOf, remandedTo: null },
    },
    stageEnded: createdAt,
    over: null,
    interrupted: null,
    // Whoever departed while it was being opened is found at the first look.
    looking: true,
    lodged: null,
    remedies: [],
    polls: [],
    entries: [],
    sequence: 0,
    written: 0,
  };
}

/** Notes what happened, for the next write; what happens in the room stays in it (AUT-2). */
export function note(dispute: Dispute, kind: string, facts: Facts, at: string = now()): void {
  dispute.entries.push({ at, kind, facts, room: inRoom(dispute.state) });
}

/** Writes the state and what was noted. */
export async function write(dispute: Dispute): Promise<void> {
  const change = nextChange(dispute, inRoom(dispute.state));
  await activities.recordProcess(change);
  dispute.written = change.sequence;
}

/** Answers once readers can see what was just done. */
export async function shown(dispute: Dispute): Promise<void> {
  const sequence = dispute.sequence + 1;
  await condition(() => dispute.written >= sequence);
}

function nextChange(dispute: Dispute, confidential: boolean): ProcessWrite {
  dispute.sequence += 1;
  const { sequence, state, entries, polls } = dispute;
  dispute.entries = [];
  dispute.polls = [];
  const { stage, deadline, outcome, parties } = state;
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.deadline, value: deadline === null ? null : new Date(deadline) },
  ]);
  const until = deadline === null ? '' : ` until ${deadline}`;
  setCurrentDetails(`conflict of ${partiesOf(state).length} parties: ${outcome ?? `${stage}${until}`}`);
  return { kind: 'conflict', sequence, state, entries, polls, parties: parties.flat(), confidential };
}

/** The end of a conflict: its row, its last entry and its record are written together; one that ends in its room stays there (AUT-2). */
export async function conclude(dispute: Dispute, { outcome, rule, facts }: Ending): Promise<ConflictOutcome> {
  const { state, stageEnded: endedAt } = dispute;
  note(dispute, 'ended', { outcome, rule, ...facts }, endedAt);
  const path = leavePassage(state.path, endedAt);
  dispute.state = { ...state, stage: 'ended', step: null, path, deadline: null, outcome, endedAt };
  const change = nextChange(dispute, inRoom(state));
  await writeProcessEnding(change);
  dispute.written = change.sequence;
  return outcome;
}
