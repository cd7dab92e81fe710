/** A conflict under way: its state, and how it is written down. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { PollOpening, ProcessWrite } from '../../activities/index.ts';
import type { Charter } from '../../charter/types.ts';
import {
  type ConflictOutcome,
  type ConflictState,
  inRoom,
  leavePassage,
  partiesOf,
} from '../../rules/conflict.ts';
import { namedOf } from '../../rules/conflict-parties.ts';
import type { ConflictEntry, ConflictFacts } from '../../rules/conflict/entries.ts';
import type { Facts } from '../../rules/refusal.ts';
import { activitiesFor } from '../activities.ts';
import { now } from '../clock.ts';
import {
  addEntry,
  allWritten,
  type Journal,
  nextWritten,
  openJournal,
  writeDown,
  writeEnding,
} from '../journal.ts';
import type { Awaiting } from '../awaiting.ts';
import type { ConflictInput } from '../messages.ts';
import { showToOperators, untilWords } from '../operators.ts';
import type { Telling } from '../reminders.ts';

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

/** One side has nobody left, or the opener withdrew it (CNF-1). */
export type Abandoned = Ending<'dropped' | 'withdrawn'>;

/** What the workflow holds. Handlers and stages change it and note what happened; its one way through the stages writes it down. */
export interface Dispute {
  readonly input: ConflictInput;
  readonly charter: Charter;
  /** The charter's section on conflicts, which it has while one is open (CHA-1). */
  readonly rules: NonNullable<Charter['conflicts']>;
  readonly journal: Journal<ConflictEntry>;
  readonly telling: Telling;
  readonly awaiting: Awaiting;
  state: ConflictState;
  /** When the stage before ended: the next one opens then. */
  stageEnded: string;
  /** What was done so that the stage at hand ends before its window does: when. */
  over: string | null;
  /** What ends the conflict in whatever stage it is. */
  interrupted: (Abandoned & { readonly at: string }) | null;
  /** The talks are over: what was theirs cannot be done any more (CNF-1). */
  climbed: boolean;
  /** Something outside may have changed, and has not been looked at (see the signal `lookAgain`). */
  looking: boolean;
  /** The appeal that a party has turned to the guardian with (APP-1). */
  lodged: {
    readonly by: string;
    readonly principle: string;
    readonly reason: string;
    readonly at: string;
  } | null;
  /** Who mediates next, where the last look of the negotiation has found them. */
  mediators: ConflictState['mediators'];
  /** The ids of the remedies that were put. */
  remedies: readonly string[];
  /** Polls that open with the next write. */
  polls: PollOpening[];
}

export function openDispute(input: ConflictInput): Dispute {
  const { id, parties, what, remedy, createdAt, remandOf, charter: copy } = input;
  const continuationOf = input.continuationOf ?? null;
  const { version, hash, pace, charter } = copy;
  const journal = openJournal<ConflictEntry>();
  // Where it comes from is no secret of the room (AUT-2).
  if (continuationOf !== null)
    addEntry(journal, { at: createdAt, kind: 'continuation-of', facts: { id: continuationOf }, room: false });
  if (charter.conflicts === null) throw ApplicationFailure.nonRetryable('the charter has no conflicts');
  return {
    input,
    charter,
    rules: charter.conflicts,
    journal,
    telling: { underWay: 0 },
    awaiting: { elsewhere: false },
    state: {
      ...{ id, stage: remandOf === null ? 'negotiation' : 'arbitration', step: null },
      ...{ parties, dropped: [], noParty: [], what, remedy },
      charter: { version, hash, pace },
      ...{
        terms: [],
        mostTerms: copy.charter.conflicts?.terms ?? 0,
        messages: [],
        heldSince: null,
        impasse: [],
        mediators: null,
        electorate: null,
        chosen: null,
        tally: null,
      },
      ...{ guardian: null, resolution: null, appeal: null, decided: null, path: [], deadline: null },
      ...{ outcome: null, createdAt, endedAt: null, remandOf, remandedTo: null },
      ...{ continuationOf, continuedBy: null },
    },
    stageEnded: createdAt,
    over: null,
    interrupted: null,
    climbed: false,
    // Whoever departed while it was being opened is found at the first look.
    looking: true,
    lodged: null,
    mediators: null,
    remedies: [],
    polls: [],
  };
}

/** Notes what happened, for the next write; what happens in the room stays in it (AUT-2). */
export function note<Kind extends ConflictEntry['kind']>(
  dispute: Dispute,
  kind: Kind,
  facts: ConflictFacts<Kind>,
  at: string = now(),
): void {
  addEntry(dispute.journal, { at, kind, facts, room: inRoom(dispute.state) } as ConflictEntry);
}

/** Writes the state and what was noted; answers once readers can see it. */
export async function write(dispute: Dispute): Promise<void> {
  await writeDown(dispute.journal, (sequence) =>
    activitiesFor(electorsOf(dispute)).recordProcess(takeChange(dispute, sequence, inRoom(dispute.state))),
  );
}

/** Answers once what was just done can be read, with what follows from it at once: the way through the stages writes both (CNF-2). */
export async function shown({ journal }: Dispute): Promise<void> {
  if (journal.entries.length > 0) await nextWritten(journal);
  else await allWritten(journal);
}

function takeChange(dispute: Dispute, sequence: number, confidential: boolean): ProcessWrite {
  const { journal, state, polls } = dispute;
  const { entries } = journal;
  journal.entries = [];
  dispute.polls = [];
  const { stage, deadline, outcome } = state;
  const where = outcome ?? `${stage}${untilWords(deadline)}`;
  showToOperators(`conflict of ${partiesOf(state).length} parties: ${where}`, state);
  const parties = namedOf(state).flat();
  return { kind: 'conflict', sequence, state, entries, polls, parties, confidential };
}

const electorsOf = ({ state: { electorate } }: Dispute): number => electorate?.size ?? 0;

/** The end of a conflict: its row, its last entry and its record are written together; one that ends in its room stays there (AUT-2). */
export async function conclude(dispute: Dispute, { outcome, rule, facts }: Ending): Promise<ConflictOutcome> {
  await writeEnding(dispute.journal, async (sequence) => {
    const { state, stageEnded: endedAt } = dispute;
    note(dispute, 'ended', { outcome, rule, ...facts }, endedAt);
    const path = leavePassage(state.path, endedAt);
    dispute.state = { ...state, stage: 'ended', step: null, path, deadline: null, outcome, endedAt };
    const change = takeChange(dispute, sequence, inRoom(state));
    await activitiesFor(electorsOf(dispute)).concludeProcess(change);
  });
  return outcome;
}
