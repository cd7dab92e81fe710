/** A difference between what a record says and what follows from it: where it lies, and a sentence. */

/** What a JSON Pointer points into. */
export type Document = 'record' | 'evidence';

export interface Difference {
  readonly document: Document;
  /** RFC 6901. */
  readonly pointer: string;
  readonly sentence: string;
}

/** The JSON Pointer of a key below another pointer (RFC 6901, section 3). */
export const below = (pointer: string, ...keys: readonly (string | number)[]): string =>
  [pointer, ...keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

export const inRecord = (pointer: string, sentence: string): Difference => ({
  document: 'record',
  pointer,
  sentence,
});

export const inEvidence = (pointer: string, sentence: string): Difference => ({
  document: 'evidence',
  pointer,
  sentence,
});

/** Beyond this many, more of them would help nobody. */
export const mostDifferences = 100;

/** Takes the first hundred differences of a search that may find a million. */
export function firstOf(search: Iterable<Difference>): readonly Difference[] {
  const found: Difference[] = [];
  for (const one of search) {
    if (found.length === mostDifferences) break;
    found.push(one);
  }
  return found;
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  for (const key of keys) if (!Object.hasOwn(other, key) || !same(one[key], other[key])) return false;
  return true;
}

/** Where the value that stands at a pointer is another than the computed one, field by field. */
export function* compared(
  pointer: string,
  recorded: unknown,
  computed: unknown,
  document: Document = 'record',
): Generator<Difference> {
  if (same(recorded, computed)) return;
  if (isObject(recorded) && isObject(computed) && Array.isArray(recorded) === Array.isArray(computed)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(computed)]);
    for (const key of keys)
      yield* compared(below(pointer, key), own(recorded, key), own(computed, key), document);
    return;
  }
  yield { document, pointer, sentence: `is ${shown(recorded)}, but ${shown(computed)} follows` };
}

type Keyed = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Keyed => typeof value === 'object' && value !== null;

const own = (value: Keyed, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
