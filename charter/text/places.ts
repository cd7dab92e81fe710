/** Places in a document of plain JSON values: their names (RFC 6901), what stands there, and copies with something else there. */

/** A place in a document, from its root: keys of objects and indexes of arrays. */
export type Place = readonly (string | number)[];

/** The JSON Pointer of a place (RFC 6901, section 3: `~` is written `~0`, `/` is written `~1`). */
export function pointer(place: Place): string {
  return place.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The place that a well-formed JSON Pointer names (RFC 6901, section 4); an index of an array is a decimal text. */
export function placeOf(path: string): Place {
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a place; undefined where nothing does. Inherited properties are nothing. */
export function valueAt(document: unknown, place: Place): unknown {
  let value = document;
  for (const key of place) {
    if (!holds(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** A copy of the document with another value at a place; the document itself where the place does not exist. */
export function withValueAt(document: unknown, place: Place, value: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  if (!holds(document, key)) return document;
  const inner = withValueAt(document[key], rest, value);
  return Array.isArray(document)
    ? document.map((item: unknown, index) => (index === Number(key) ? inner : item))
    : { ...document, [key]: inner };
}

/** A copy of the document with undefined at these places; indexes of lists stay. Every list and object is copied once at most. */
export function withoutPlaces(document: unknown, places: readonly Place[]): unknown {
  if (places.some((place) => place.length === 0)) return undefined;
  const below = new Map<string, Place[]>();
  for (const [key, ...rest] of places) {
    if (key === undefined || !holds(document, key)) continue;
    const inner = below.get(String(key));
    if (inner === undefined) below.set(String(key), [rest]);
    else inner.push(rest);
  }
  if (below.size === 0) return document;
  const without = (key: string, value: unknown): unknown => withoutPlaces(value, below.get(key) ?? []);
  return Array.isArray(document)
    ? document.map((item: unknown, index) => without(String(index), item))
    : Object.fromEntries(
        Object.entries(document as object).map(([key, value]) => [key, without(key, value)]),
      );
}

type Holder = Readonly<Record<string | number, unknown>>;

function holds(value: unknown, key: string | number): value is Holder {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
  return !Array.isArray(value) || /^(?:0|[1-9]\d*)$/.test(String(key));
}
