/** What describes a kind of process: everything that must know kinds finds them in one list (rules/kinds.ts). */
import type { Audience, OwedAct, Notification } from './audience.ts';
import type { EntryTable } from './entries.ts';
import type { PermittedAct } from './permitted.ts';
import type { SignedActs } from './signing.ts';

/** How every process stands; instants are ISO 8601, UTC. */
export interface Standing {
  readonly id: string;
  readonly stage: string;
  readonly deadline: string | null;
  readonly outcome: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted process whose matter this is (PRO-9). */
  readonly continuationOf?: string | null;
}

/** How one comes to be: somebody opens it, in a sentence, or an act in another process does. */
export type Opening =
  { readonly by: string; readonly rule: string } | { readonly act: string; readonly of: readonly string[] };

/** Its functions are methods, so that what is written of any kind takes each of them. */
export interface Kind<Name extends string, State extends Standing, Part extends string, Entry = unknown> {
  readonly name: Name;
  /** Several of them, as a path names them. */
  readonly plural: string;
  /** What they are, in a few words. */
  readonly about: string;
  /** In their order; the last is the end. */
  readonly stages: readonly State['stage'][];
  readonly outcomes: readonly NonNullable<State['outcome']>[];
  /** All that can happen in it, with its facts. */
  readonly entries: EntryTable;
  /** Each of its stages and outcomes in a sentence. */
  readonly stageWords: Readonly<Record<State['stage'], string>>;
  readonly outcomeWords: Readonly<Record<NonNullable<State['outcome']>, string>>;
  readonly opening: Opening;
  /** Who does what in it, and in which stages; in the order of the process. */
  readonly permissions: Readonly<Record<string, PermittedAct>>;
  /** Which of its acts are signed, and what tells of them (AUT-1). */
  readonly signed: SignedActs;
  /** What operators see of it: never a member's words. */
  title(state: State): string;
  /** What it is about, in a sentence or a name, for whom may read it; of a proposal its title says so, which stands in its text. */
  matter(state: State): string | null;
  /** Whose own case it is (GUA-1, GUA-2). */
  concerned(state: State): readonly string[];
  /** How many electors its largest electorate has. */
  electors(state: State): number;
  /** Whether what happens now stays in a room of its own (AUT-2). */
  inRoom(state: State): boolean;
  /** Whom an entry of its timeline concerns, and what they owe from then on. */
  notices(state: State, entry: Entry): readonly Notification[];
  /** Who still owes an act as it stands; electors are looked for in the open poll. */
  stillOwing(state: State, act: OwedAct): readonly Audience[];
  /** The process in which its matter goes on, where it was interrupted (PRO-9). */
  continuedBy(state: State): string | null;
  /** The parts of its evidence, in the order of canonical JSON (REC-1). */
  readonly evidence: readonly Part[];
}

/** A kind whose state follows from its entries. */
export interface Folded<State, Entry = unknown> {
  /** The state after an entry; whatever else of it changes is told by none: what is still under way. */
  evolve(state: State, entry: Entry): State;
}

/** Takes a kind as it describes itself, by its state and its entries: `defineKind<State, Entry>()({…})`. */
export const defineKind =
  <State extends Standing, Entry>() =>
  <const Name extends string, const Part extends string>(
    kind: Kind<Name, State, Part, Entry>,
  ): Kind<Name, State, Part, Entry> =>
    kind;

/** The same of a kind whose state follows from its entries. */
export const defineFoldedKind =
  <State extends Standing, Entry>() =>
  <const Name extends string, const Part extends string>(
    kind: Kind<Name, State, Part, Entry> & Folded<State, Entry>,
  ): Kind<Name, State, Part, Entry> & Folded<State, Entry> =>
    kind;

/** What every kind's last stage is, and how each ends whose workflow is gone (PRO-9). */
export const endedWords = 'It is over; its record stands in the ledger.';
export const interruptedWords =
  'Its workflow was gone, and an operator ended it; nothing is decided, and its matter goes on in a process that is linked to it.';
