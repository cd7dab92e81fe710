/** Entries of the evidence in a list: an array, or as many as no array of objects has room for, kept as columns of numbers (REC-1). */
import { keepTexts, type Texts } from '../bytes/texts.ts';
import { isObject, type JsonObject } from '../bytes/json.ts';

/** What an array of them has as well. An entry that is read twice may be two objects. */
export interface Entries<Entry> extends Iterable<Entry> {
  readonly length: number;
  readonly at: (place: number) => Entry | undefined;
  readonly entries: () => IterableIterator<[number, Entry]>;
}

/** What the lists of one evidence have in common: an elector is named in several of them. */
export interface Shared {
  readonly texts: Texts;
  /** What is neither a text nor a small number, by its JSON. */
  readonly others: { readonly values: unknown[]; readonly numbers: Map<string, number> };
}

export const sharing = (): Shared => ({
  texts: keepTexts(),
  others: { values: [], numbers: new Map() },
});

/** Electors by their ids, and others with them; they are gone through when somebody is first asked about, for mostly nobody is. */
export function electorsIn(
  electorate: Iterable<{ readonly member: string }>,
  others: Iterable<string> = [],
): Pick<ReadonlySet<string>, 'has'> {
  let electors: Set<string> | undefined;
  const read = (): Set<string> => {
    const all = new Set(others);
    for (const { member } of electorate) all.add(member);
    return all;
  };
  return { has: (member) => (electors ??= read()).has(member) };
}

/** What UTF-8 cannot hold. */
const loneSurrogate = /\p{Surrogate}/u;

/** Entries in one piece of the columns. */
const together = 8_192;
/** Lists of keys that are looked through one by one. */
const few = 16;
/** Numbers below it are kept as they are. */
const small = 2 ** 30;

/** A list that entries are put into, one after the other. */
export interface PackedEntries extends Entries<JsonObject> {
  readonly add: (entry: unknown) => void;
}

/** @param widest fields that an entry has at most; one of more, or that is no object, is kept as one without any: no schema has it */
export function packEntries({ texts, others }: Shared, widest: number): PackedEntries {
  const width = widest + 1;
  const pieces: Int32Array[] = [];
  /** The lists of keys that entries have: a few, and of a liar's entries each another. */
  const keyLists: (readonly string[])[] = [];
  const keyNumbers = new Map<string, number>();
  /** Of each column the last value: most of them are that of the entry before. */
  const last: { value: unknown; code: number }[] = [];
  let length = 0;

  /** Texts are even, others odd, and small numbers below zero. */
  function codeOf(value: unknown): number {
    if (typeof value === 'string' && !loneSurrogate.test(value)) return texts.number(value) * 2;
    if (
      typeof value === 'number' &&
      Number.isInteger(value) &&
      value < small &&
      (value > 0 || Object.is(value, 0))
    )
      return -1 - value;
    const text = JSON.stringify(value);
    let number = others.numbers.get(text);
    if (number === undefined) {
      number = others.values.push(value) - 1;
      others.numbers.set(text, number);
    }
    return number * 2 + 1;
  }

  function valueOf(code: number): unknown {
    if (code < 0) return -1 - code;
    return code % 2 === 0 ? texts.text(code / 2) : others.values[(code - 1) / 2];
  }

  /** Which of the lists has the entry's keys. */
  function keysOf(entry: JsonObject): number {
    for (let list = 0; list < Math.min(keyLists.length, few); list += 1)
      if (hasKeys(entry, keyLists[list] ?? [])) return list;
    const keys = Object.keys(entry);
    const name = JSON.stringify(keys);
    const known = keyNumbers.get(name) ?? keyLists.push(keys) - 1;
    keyNumbers.set(name, known);
    return known;
  }

  function at(place: number): JsonObject | undefined {
    if (place < 0 || place >= length) return undefined;
    const piece = pieces[Math.floor(place / together)] ?? new Int32Array();
    const row = (place % together) * width;
    const keys = keyLists[piece[row] ?? 0] ?? [];
    const entry: Record<string, unknown> = {};
    for (let column = 0; column < keys.length; column += 1)
      entry[keys[column] ?? ''] = valueOf(piece[row + 1 + column] ?? 0);
    return entry;
  }

  function* entries(): IterableIterator<[number, JsonObject]> {
    for (let place = 0; place < length; place += 1) yield [place, at(place) as JsonObject];
  }

  return {
    add: (given) => {
      const entry = isObject(given) && Object.keys(given).length <= widest ? given : {};
      if (length % together === 0) pieces.push(new Int32Array(together * width));
      const piece = pieces.at(-1) ?? new Int32Array();
      const row = (length % together) * width;
      const list = keysOf(entry);
      const keys = keyLists[list] ?? [];
      piece[row] = list;
      for (let column = 0; column < keys.length; column += 1) {
        const value = entry[keys[column] ?? ''];
        let known = last[column];
        if (known === undefined || known.value !== value) {
          known = { value, code: codeOf(value) };
          last[column] = known;
        }
        piece[row + 1 + column] = known.code;
      }
      length += 1;
    },
    get length() {
      return length;
    },
    at,
    entries,
    *[Symbol.iterator]() {
      for (let place = 0; place < length; place += 1) yield at(place) as JsonObject;
    },
  };
}

function hasKeys(entry: JsonObject, keys: readonly string[]): boolean {
  let place = 0;
  for (const key in entry) {
    if (key !== keys[place]) return false;
    place += 1;
  }
  return place === keys.length;
}
