/**
 * Replays what happened in a process, as its timeline or its record tells it: each entry is held against the rules as things stood before it,
 * by the functions that its workflow asks, and folded as its workflow folded it (PRO-10, REC-1).
 */
import { z } from 'zod';
import type { EntryTable } from '../../rules/entries.ts';
import { hasForms } from '../../rules/entries.ts';
import type { Facts, Refusal } from '../../rules/refusal.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { electorate, tally } from '../parts/figures-schema.ts';
import { count, isInstant } from '../parts/schema-parts.ts';
import { asTheyHappened } from '../proposal/entries.ts';
import { compared, type Difference, type Document, same } from './difference.ts';

/** Where an entry stands. `facts`: the places of its facts in a record, which has none of them below one pointer. */
export interface Place {
  readonly document: Document;
  readonly pointer: string;
  readonly facts?: Readonly<Record<string, string>>;
}

interface Happened {
  readonly at: string;
  readonly kind: string;
  readonly facts: Facts;
}

/** An entry, and where it is told. */
export interface Told<Entry> {
  readonly entry: Entry;
  readonly place: Place;
}

/** What a replay asks of a kind of process. */
export interface Course<State, Entry extends Happened> {
  readonly entries: EntryTable;
  /** In what an entry does not follow from the rules, as it stands before it; answers false where it could not happen at all. */
  follows(state: State, entry: Entry, place: Place): Generator<Difference, boolean>;
  evolve(state: State, entry: Entry): State;
}

/** Every difference of a replay; answers the state after the last entry. */
export function* replay<State, Entry extends Happened>(
  course: Course<State, Entry>,
  begun: State,
  told: readonly Told<Entry>[],
): Generator<Difference, State> {
  let state = begun;
  for (const { entry, place } of told)
    if (place.document === 'evidence' && !isWellFormed(course.entries, entry))
      yield { ...place, pointer: `${place.pointer}/facts`, sentence: `are not those of ${entry.kind}` };
    else if (yield* course.follows(state, entry, place)) state = course.evolve(state, entry);
  return state;
}

/** The entries of a part of the evidence, with the instants at which they happened. */
export const toldIn = <Entry>(part: 'timeline' | 'room', entries: readonly TimelineEntry[]): Told<Entry>[] =>
  asTheyHappened(entries).map((entry, number) => ({
    entry: entry as unknown as Entry,
    place: { document: 'evidence', pointer: `/${part}/${number}` },
  }));

/** An entry as a record tells it. @param facts where its facts stand, where not below the pointer itself */
export const inTheRecord = <Entry extends Happened>(
  pointer: string,
  entry: Entry,
  facts?: Readonly<Record<string, string>>,
): Told<Entry> => ({ entry, place: { document: 'record', pointer, ...(facts && { facts }) } });

/** The shapes of facts that are more than a form. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  tally,
  electorate: z.union([count, electorate.extend({ council: count.optional() }).loose()]),
  parties: z.tuple([z.array(z.string()), z.array(z.string())]),
};

function isWellFormed(table: EntryTable, { kind, facts }: Happened): boolean {
  const shape = Object.hasOwn(table, kind) ? table[kind] : undefined;
  if (shape === undefined || !hasForms(shape, facts)) return false;
  return Object.entries(shape.facts).every(([name, { form }]) => {
    const value = facts[name];
    if (value === null || value === undefined) return true;
    return form === 'instant' ? isInstant(value) : (shapes[name]?.safeParse(value).success ?? true);
  });
}

const pointerOf = ({ document, pointer, facts }: Place, name: string): string =>
  facts?.[name] ?? `${pointer}/${document === 'evidence' && name !== 'at' ? 'facts/' : ''}${name}`;

/** Something is wrong with an entry as a whole, or with one fact of it. */
export const wrong = (place: Place, sentence: string, fact?: string): Difference => ({
  document: place.document,
  pointer: fact === undefined ? place.pointer : pointerOf(place, fact),
  sentence,
});

/** A fact, or the instant (`at`), is told other than it follows. */
export const differs = (place: Place, name: string, told: unknown, follows: unknown): Generator<Difference> =>
  compared(pointerOf(place, name), told, follows, place.document);

/** Whether an act could be done then: why not is a sentence, of its own where the kind has one for it. */
export function* permitted(
  place: Place,
  refused: Refusal | undefined,
  { at, by, own = () => undefined }: ActTold,
): Generator<Difference, boolean> {
  if (refused === undefined) return true;
  const { code, rule, facts } = refused;
  const late = `was said ${at}, but the stage closed ${String(facts.deadline)} (PRO-10)`;
  const otherwise = code === 'window-closed' ? late : `is of ${by}, but that was refused: ${code} (${rule})`;
  const said = own(refused) ?? otherwise;
  yield typeof said === 'string' ? wrong(place, said) : wrong(place, said.sentence, said.fact);
  return false;
}

interface ActTold {
  readonly at: string;
  readonly by: string;
  readonly own?: (
    refused: Refusal,
  ) => string | { readonly fact: string; readonly sentence: string } | undefined;
}

/** Whose own case it is does not judge it (GUA-1). @param fact that names them; an entry that asks them needs none */
export function* judges(
  place: Place,
  judge: string | null,
  concerned: readonly string[],
  fact?: string,
): Generator<Difference> {
  if (judge !== null && concerned.includes(judge))
    yield wrong(
      place,
      `${fact === undefined ? 'asks' : 'is'} ${judge}, who would judge their own case (GUA-1)`,
      fact,
    );
}

/** Each thing that the record has is told as often, and its figures as the record has them; the rest of it is composed from what is told. */
export function* toldAlike(
  timeline: readonly TimelineEntry[],
  recorded: readonly Told<Happened>[],
  kinds: readonly string[],
): Generator<Difference> {
  for (const kind of kinds) {
    const due = recorded.filter(({ entry }) => entry.kind === kind);
    const told = [...timeline.entries()].filter(([, entry]) => entry.kind === kind);
    if (told.length !== due.length)
      yield {
        document: 'evidence',
        pointer: '/timeline',
        sentence: `tells ${told.length} times of ${kind}, but the record has ${due.length}`,
      };
    for (const [turn, [place, { facts }]] of told.entries())
      for (const name of figures) {
        const recordedFacts = due[turn]?.entry.facts ?? {};
        if (name in recordedFacts && !same(facts[name], recordedFacts[name]))
          yield {
            document: 'evidence',
            pointer: `/timeline/${place}/facts/${name}`,
            sentence: 'is not what the record says',
          };
      }
  }
}

const figures = ['closedAt', 'tally', 'condorcetWinner', 'schulze', 'electorate'];
