/** A charter in words: one sentence or clause for each field, found by walking through the schema, so that none is left unsaid. */
import { z } from 'zod';
import { absentMeanings, offMeanings } from '../meanings/absent.ts';
import { resolveCharter } from '../resolve.ts';
import { documentSchema, type CharterDocument } from '../schema.ts';
import { entryOf, fieldsOf, isOneValue, isShare, type Schema, unwrapped } from '../shape.ts';
import { pointer, type Place } from '../text/places.ts';
import { absentWords, fieldWords } from './fields.ts';
import type { Charter } from '../types.ts';
import { told, type Sizes, type Telling } from './telling.ts';

/** What a charter says at one place. */
export interface Fact {
  /** RFC 6901 JSON Pointer into the document. */
  readonly path: string;
  /** The field's path as charter/describe.ts has it, `*` being every entry. */
  readonly field: string;
  /** A sentence; of an entry of tiers, categories and principles a clause. Empty where nothing is out of the ordinary. */
  readonly words: string;
}

const nobodyKnows: Sizes = { council: [], families: [] };

/** Everything that a charter without faults says, in the order of the schema. */
export function factsOf(document: CharterDocument, sizes: Sizes = nobodyKnows): readonly Fact[] {
  const charter = resolveCharter(document);
  return below(documentSchema, asRead(document, charter), { place: [], field: '' }, { ...sizes, charter });
}

/** The charter as the engine reads it, in the shape of its document: what a category takes from its tier stands in it. */
function asRead({ tiers, categories }: CharterDocument, charter: Charter): object {
  return {
    ...charter,
    tiers: Object.fromEntries(
      Object.entries(charter.tiers).map(([name, tier]) => [name, { ...tier, seats: tiers[name]?.seats }]),
    ),
    categories: Object.fromEntries(
      Object.entries(charter.categories).map(([name, { adopts = 'vote', ...category }]) => [
        name,
        { ...category, adopts, tier: categories[name]?.tier },
      ]),
    ),
  };
}

interface Spot {
  readonly place: Place;
  readonly field: string;
}

type Around = Omit<Telling, 'holder'>;

function below(
  schema: z.ZodObject,
  holder: unknown,
  { place, field }: Spot,
  around: Around,
): readonly Fact[] {
  return fieldsOf(schema).flatMap(([key, inner]) => {
    const value = (holder as Readonly<Record<string, unknown>>)[key];
    const spot = { place: [...place, key], field: `${field}/${key}` };
    const words = wordsAt(unwrapped(inner).form, value, spot.field, { ...around, holder });
    const said = words === undefined ? [] : [{ path: pointer(spot.place), field: spot.field, words }];
    return [...said, ...inside(unwrapped(inner).form, value, spot, around)];
  });
}

function inside(form: Schema, value: unknown, { place, field }: Spot, around: Around): readonly Fact[] {
  if (value === null || value === undefined || isOneValue(form)) return [];
  if (form instanceof z.ZodObject) return below(form, value, { place, field }, around);
  const entry = entryOf(form);
  if (entry === undefined) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    below(entry, item, { place: [...place, key], field: `${field}/*` }, around),
  );
}

/**
 * Undefined where others say it: of a section its fields, of a part that another sentence has with it that one.
 * @throws Error where nobody says it
 */
function wordsAt(form: Schema, value: unknown, field: string, telling: Telling): string | undefined {
  const words = fieldWords[field];
  if (words === null) return undefined;
  if (words === undefined && !isSection(form)) throw new Error(`charter/words/ has no words for ${field}`);
  if (value === undefined)
    return isOfEntry(field) ? '' : (absentWords[field] ?? switchedOff(field, absentMeanings));
  if (value === null && typeof words !== 'function')
    return isOfEntry(field) ? '' : switchedOff(field, offMeanings);
  return words === undefined ? undefined : told(words, value, form, telling);
}

const isSection = (form: Schema): boolean =>
  (form instanceof z.ZodObject && !isShare(form)) || entryOf(form) !== undefined;

/** A field of a tier, category or principle, of which only what is out of the ordinary is said. */
export const isOfEntry = (field: string): boolean => field.includes('*');

/** The words of describe.ts for what is off, after the names of the fields that lead there. */
function switchedOff(field: string, meanings: Readonly<Record<string, string>>): string {
  const [first = '', ...rest] = field.slice(1).split('/');
  return `${first.charAt(0).toUpperCase()}${[first.slice(1), ...rest].join(', ')}: ${meanings[field] ?? 'not said'}.`;
}
