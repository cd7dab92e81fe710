/**
 * Replays what happened in a process, as its timeline or its record tells it: each entry is held against the rules as things stood before it,
 * by the functions that its workflow asks, and folded as its workflow folded it (PRO-10, REC-1).
 */
import { z } from 'zod';
import { type EntryTable, hasForms } from '../../rules/entries.ts';
import type { Facts, Refusal } from '../../rules/refusal.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { electorate, tally } from '../parts/schema/figures.ts';
import { count, isInstant } from '../parts/schema/parts.ts';
import { asTheyHappened } from '../proposal/entries.ts';
import { compared, type Difference } from './difference.ts';

interface Happened {
  readonly at: string;
  readonly kind: EntryKind;
  readonly facts: Facts;
}

/** An entry, and where it is told. `places`: where a record has its facts, and its instant, if not below the pointer itself. */
export interface Told<Entry extends Happened> {
  readonly entry: Entry;
  readonly document: Difference['document'];
  readonly pointer: string;
  readonly places?: Readonly<Record<string, string>> | undefined;
}

/** What is wrong, in a sentence; of the whole entry, or of one of its facts. */
export type Wrong = string | readonly [fact: string, sentence: string];

/** What the rules say of a kind of entry, as things stand before it. */
export interface Row<State, Entry> {
  /** The facts that follow, and the instant (`at`) where time did it. */
  due?(state: State, entry: Entry): Facts;
  /** What else is wrong with it. */
  wrong?(state: State, entry: Entry): Iterable<Wrong>;
  /** Why who did it could not do it then, as their table of permissions says; what was refused changes nothing. */
  refused?(state: State, entry: Entry): Refusal | undefined;
  /** What is said of a refusal, where the kind has a sentence for it. */
  said?(refused: Refusal, entry: Entry, state: State): Wrong | undefined;
}

/** What a replay asks of a kind of process. Of kinds of entries without a row no rule says anything. */
export interface Course<State, Entry extends Happened> {
  readonly entries: EntryTable;
  /** The shapes of its facts that are more than a form, beside those that several kinds have. */
  readonly shapes?: Readonly<Record<string, z.ZodType>> | undefined;
  readonly rows: {
    readonly [Kind in Entry['kind']]?: Row<State, Extract<Entry, { readonly kind: Kind }>> | undefined;
  };
  readonly evolve: (state: State, entry: Entry) => State;
}

/** Every difference of a replay; answers the state after the last entry. */
export function* replay<State, Entry extends Happened>(
  { entries, shapes, rows, evolve }: Course<State, Entry>,
  begun: State,
  told: readonly Told<Entry>[],
): Generator<Difference, State> {
  let state = begun;
  for (const one of told) {
    const { entry, document } = one;
    if (document === 'evidence' && !isWellFormed({ entries, shapes }, entry))
      yield wrong(one, `has not the facts of ${entry.kind}`);
    else if (yield* follows(rows[entry.kind as Entry['kind']], state, one)) state = evolve(state, entry);
  }
  return state;
}

/** Answers false of what was refused. */
function* follows<State, Entry extends Happened>(
  row: Row<State, Entry> | undefined,
  state: State,
  told: Told<Entry>,
): Generator<Difference, boolean> {
  const { entry, document } = told;
  const { at, facts } = entry;
  for (const [name, due] of Object.entries(row?.due?.(state, entry) ?? {}))
    yield* compared(pointerOf(told, name), name === 'at' ? at : facts[name], due, document);
  for (const sentence of row?.wrong?.(state, entry) ?? []) yield wrong(told, sentence);
  const refused = row?.refused?.(state, entry);
  if (refused === undefined) return true;
  const { code, rule, facts: why } = refused;
  const late = `was said ${at}, but the stage closed ${String(why.deadline)} (PRO-10)`;
  const otherwise = code === 'window-closed' ? late : `could not be done then: ${code} (${rule})`;
  yield wrong(told, row?.said?.(refused, entry, state) ?? otherwise);
  return false;
}

function pointerOf({ entry, document, pointer, places }: Told<Happened>, name: string): string {
  if (document === 'record') return places?.[name] ?? `${pointer}/${name}`;
  if (name === 'at') return `${pointer}/at`;
  return Object.hasOwn(entry.facts, name) ? `${pointer}/facts/${name}` : pointer;
}

function wrong(told: Told<Happened>, what: Wrong): Difference {
  const { document, pointer } = told;
  if (typeof what === 'string') return { document, pointer, sentence: what };
  return { document, pointer: pointerOf(told, what[0]), sentence: what[1] };
}

const commonShapes: Readonly<Record<string, z.ZodType>> = {
  tally,
  electorate: z.union([count, electorate.extend({ council: count.optional() }).loose()]),
  parties: z.tuple([z.array(z.string()), z.array(z.string())]),
};

function isWellFormed(
  { entries, shapes: own }: Pick<Course<unknown, Happened>, 'entries' | 'shapes'>,
  { kind, facts }: Happened,
): boolean {
  const shapes = { ...commonShapes, ...own };
  const shape = Object.hasOwn(entries, kind) ? entries[kind] : undefined;
  if (shape === undefined || !hasForms(shape, facts)) return false;
  return Object.entries(shape.facts).every(([name, { form }]) => {
    const value = facts[name] ?? null;
    if (value === null) return true;
    return form === 'instant' ? isInstant(value) : (shapes[name]?.safeParse(value).success ?? true);
  });
}

/** The entries of a part of the evidence, with the instants at which they happened. */
export const toldIn = <Entry extends Happened>(
  part: 'timeline' | 'room',
  entries: readonly TimelineEntry[],
): Told<Entry>[] =>
  asTheyHappened(entries).map((entry, place) => ({
    entry: entry as unknown as Entry,
    document: 'evidence',
    pointer: `/${part}/${place}`,
  }));

/** An entry as a record tells it: of what is long it has the hash alone, which no rule asks for. */
export const toldBy = <Entry extends Happened>(
  pointer: string,
  kind: Entry['kind'],
  at: string,
  facts: object,
  places?: Readonly<Record<string, string>>,
): Told<Entry> => ({ entry: { kind, at, facts } as Entry, document: 'record', pointer, places });

/** Whose own case it is does not judge it (GUA-1). */
export const ownCase = (judge: string | null, concerned: readonly string[], fact: string): Wrong[] =>
  judge !== null && concerned.includes(judge)
    ? [[fact, `is ${judge}, who would judge their own case (GUA-1)`]]
    : [];
