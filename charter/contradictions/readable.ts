/** What can be read of a document in which something may be amiss, so that every fault is found and not only the first (CHA-2). */
import type { Finding } from '../faults/fault.ts';
import { valueAt, withoutPlaces, type Place } from '../text/places.ts';
import type { CategoryText, CharterDocument } from '../schema.ts';
import type { Tier } from '../choices.ts';

/** A part of the document of which anything may be missing. */
export type Readable<Part> = Part extends string | number | boolean | null | undefined
  ? Part
  : Part extends readonly (infer Item)[]
    ? readonly (Readable<Item> | undefined)[]
    : { readonly [Key in keyof Part]?: Readable<Part[Key]> | undefined };

export interface ReadableCharter {
  /** The document without what the schema refused; an item of a list leaves a gap, so that indexes stay. */
  readonly charter: Readable<CharterDocument>;
  /** Whether the document as written has nothing at a place, or null: what is misshapen is written, but cannot be read. */
  readonly isOff: (...place: Place) => boolean;
  /** Whether a place exists in the document as written, null included. */
  readonly exists: (place: Place) => boolean;
}

/** A category under examination, with the tier it names where that can be told. */
export interface Case {
  readonly name: string;
  readonly place: Place;
  readonly category: Readable<CategoryText>;
  readonly tier: Tier | undefined;
  readonly view: ReadableCharter;
}

/** The readable part of a document in which the schema found these things wrong; null when the whole is no object. */
export function readable(document: unknown, misshapen: readonly Finding[]): ReadableCharter | null {
  if (misshapen.some(({ place }) => place.length === 0)) return null;
  const charter = withoutPlaces(
    document,
    misshapen.map(({ place }) => place),
  );
  return {
    charter: charter as Readable<CharterDocument>,
    isOff: (...place) => (valueAt(document, place) ?? null) === null,
    exists: (place) => valueAt(document, place) !== undefined,
  };
}

/** The entries of a record that can be read. */
export function entries<Entry>(
  record: { readonly [name: string]: Entry | undefined } | undefined,
): readonly (readonly [string, Entry])[] {
  return Object.entries(record ?? {}).flatMap(([name, entry]) =>
    entry === undefined ? [] : [[name, entry] as const],
  );
}

/** The number of the tier of this name; undefined where there is none that can be read. */
export function tierNumber(
  { tiers }: ReadableCharter['charter'],
  name: string | undefined,
): Tier | undefined {
  return name !== undefined && tiers !== undefined && Object.hasOwn(tiers, name)
    ? tiers[name]?.tier
    : undefined;
}
