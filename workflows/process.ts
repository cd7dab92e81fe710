/** The kit under the kinds of processes: how one opens, what happens in it, how that is written down, and its ending with record and receipt (PRO-9). */
import { condition, setHandler } from '@temporalio/workflow';
import type { PollOpening, ProcessWrite } from '../activities/index.ts';
import type { Folded, Kind, Standing } from '../rules/kind.ts';
import type { Facts, Refusal } from '../rules/refusal.ts';
import type { Entries, EntryFacts } from '../rules/timeline.ts';
import { activitiesFor } from './activities.ts';
import { type Alarm, noAlarm } from './kit/alarm.ts';
import type { Taken } from './kit/acts.ts';
import type { Awaiting } from './kit/awaiting.ts';
import { now } from './kit/clock.ts';
import {
  addEntry,
  allWritten,
  type Journal,
  nextWritten,
  openJournal,
  writeDown,
  writeEnding,
} from './kit/journal.ts';
import { awaitedEnded, lookAgain, opened } from './messages.ts';
import { showToOperators, untilWords } from './kit/operators.ts';
import { mustBeSealed, refusal } from './kit/proof.ts';
import { allFinished, type BackgroundWork } from './kit/reminders.ts';

/** An entry of any of them. */
type AnyEntry = ProcessWrite['entries'][number];

/** The kinds whose workflows stand on the kit. */
export type Name = ProcessWrite['kind'];

/** What a workflow holds of its process. In handlers and stages something happens to it; `write` writes it down. */
export interface Process<State extends Standing = Standing, Of extends Name = Name> {
  readonly kind: Kind<Of, State, string> & Folded<State>;
  readonly journal: Journal<AnyEntry>;
  readonly background: BackgroundWork;
  readonly awaiting: Awaiting;
  readonly alarm: Alarm;
  readonly taken: Taken;
  state: State;
  /** What of the state follows from the rest, as it is written. */
  derive(state: State): State;
  /** Polls that open with the next write. */
  polls: PollOpening[];
  /** Something outside may have changed, and has not been looked at (see the signal `lookAgain`). */
  looking: boolean;
  /** The instant up to which reminders are given. */
  reminded: string;
  /** Why there never was one, though it began. */
  refused: Refusal | null;
}

/** What a kind adds; `looking` where it is looked at from the start. */
type Opening<State extends Standing> = Pick<Process<State>, 'state'> &
  Partial<Pick<Process<State>, 'looking' | 'derive'>>;

/**
 * Opens a process that this council's API started, and hears its signals; whoever asks is answered once its first row can be read.
 * @param id as its input names it
 * @param open what it begins with, of an input that was sealed for it
 */
export function openProcess<State extends Standing, Of extends Name, Own extends Opening<State>>(
  kind: Kind<Of, State, string> & Folded<State>,
  id: string | undefined,
  open: () => Own,
): Process<State, Of> & Own {
  mustBeSealed(id);
  const own = open();
  const { createdAt, continuationOf = null } = own.state;
  const process = {
    kind,
    journal: openJournal<AnyEntry>(kind.name),
    background: { underWay: 0 },
    awaiting: { elsewhere: false },
    alarm: noAlarm(),
    taken: new Map(),
    derive: (state: State) => state,
    polls: [],
    looking: false,
    reminded: createdAt,
    refused: null,
    ...own,
  } as Process<State, Of> & Own;
  // Where it comes from is no secret of a room (AUT-2).
  if (continuationOf !== null)
    addEntry(process.journal, {
      at: createdAt,
      kind: 'continuation-of',
      facts: { id: continuationOf },
      room: false,
    });
  setHandler(lookAgain, () => {
    process.looking = true;
  });
  setHandler(awaitedEnded, () => {
    process.awaiting.elsewhere = true;
  });
  setHandler(opened, async () => {
    await condition(() => process.journal.written > 0 || process.refused !== null);
    if (process.refused !== null) throw refusal(process.refused);
  });
  return process;
}

/** Something happens: the state follows from it, and it is noted for the next write. What happens in a room stays in it (AUT-2). */
export function happen<Of extends Name, What extends Entries[Of]['kind']>(
  process: Process<Standing, Of>,
  what: What,
  facts: EntryFacts<Of, What>,
  at: string = now(),
): void {
  const { journal, kind, state: before } = process;
  const entry = { at, kind: what, facts } as unknown as AnyEntry;
  process.state = kind.evolve(before, entry);
  // What ends in its room is told there.
  const room = kind.inRoom(process.state.stage === 'ended' ? before : process.state);
  addEntry(journal, { ...entry, room } as AnyEntry);
}

/** Writes the state and what was noted; answers once readers can see it. */
export async function write(process: Process): Promise<void> {
  await writeDown(process.journal, async (sequence) => {
    const change = takeChange(process, sequence, process.kind.inRoom(process.state));
    process.refused ??= (await sized(process).recordProcess(change)) ?? null;
  });
}

const sized = ({ kind, state }: Process) => activitiesFor(kind.electors(state));

/** Answers once what was just done can be read, with what follows from it at once: the way through the stages writes both. */
export async function shown({ journal }: { readonly journal: Journal<unknown> }): Promise<void> {
  if (journal.entries.length > 0) await nextWritten(journal);
  else await allWritten(journal);
}

/** Answers once the ending can be read, to whoever brought it about. */
export async function endingShown(process: Process): Promise<void> {
  await condition(() => process.state.stage === 'ended');
  await allWritten(process.journal);
}

/** The state, and everything that is new since the change before. */
export function takeChange<State extends Standing, Of extends Name>(
  process: Process<State, Of>,
  sequence: number,
  confidential: boolean,
): ProcessWrite<Of> {
  process.state = process.derive(process.state);
  const { kind, journal, state, polls } = process;
  const { entries } = journal;
  journal.entries = [];
  process.polls = [];
  const { stage, deadline, outcome } = state;
  showToOperators(`${kind.title(state)}: ${outcome ?? stage}${untilWords(deadline)}`, state);
  const parties = kind.concerned(state);
  // Its kind says of what its state and its entries are.
  return {
    kind: kind.name,
    sequence,
    state,
    entries,
    polls,
    parties,
    confidential,
  } as unknown as ProcessWrite<Of>;
}

/** The last of a process: when it ended, what is told of it, and what of its state is told nowhere. */
interface Last<State extends Standing> {
  readonly at: string;
  readonly facts: Facts;
  readonly state?: Partial<State>;
}

/**
 * The end of a process: its row, its last entry and its record are written together; one that ends in its room stays there (AUT-2).
 * @param last asked once nothing else is being written
 */
export async function conclude<State extends Standing>(
  process: Process<State>,
  last: () => Last<State>,
): Promise<void> {
  await writeEnding(process.journal, async (sequence) => {
    const confidential = process.kind.inRoom(process.state);
    const { at, facts, state } = last();
    happen(process, 'ended', facts as never, at);
    process.state = { ...process.state, ...state };
    await sized(process).concludeProcess(takeChange(process, sequence, confidential));
  });
  await allFinished(process.background);
}
