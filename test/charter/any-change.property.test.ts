/** Whatever is changed in a charter, it is a charter, or it is refused with places that exist (CHA-2). */
import { fc, it } from '@fast-check/vitest';
import { expect } from 'vitest';
import { describeFaults, readCharter } from '../../charter/load.ts';
import { placeOf, pointer, valueAt, type Place } from '../../charter/text/places.ts';
import { amended, defaultDocument } from './documents.ts';

const document = defaultDocument();

/** Every place of the default charter below its root. */
function placesBelow(value: unknown, place: Place): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  const inner = Object.entries(value).flatMap(([key, part]) => placesBelow(part, [...place, key]));
  return place.length === 0 ? inner : [place, ...inner];
}
const places = placesBelow(document, []);
const paths = fc.constantFrom(...places.map(pointer));

/** Undefined takes away what is there; a value from elsewhere in the charter is often one that fits. */
const values = fc.oneof(
  paths.map((path) => valueAt(document, placeOf(path))),
  fc.constantFrom<unknown>(undefined, null, true, false, 0, -1, 0.1, 'unanimous', '1ms', '1h', {}, []),
  fc.record({ num: fc.nat(5), den: fc.nat(5), strict: fc.boolean() }),
  fc.jsonValue(),
);

/** A field that there is not, below what is there. */
const fields = fc.tuple(paths, fc.constantFrom('threshold', 'quorum', 'delay', 'windw', 'approval'));
const additions = fields
  .filter(([path]) => isObject(valueAt(document, placeOf(path))))
  .map(([path, field]) => `${path}/${field}`);

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of the same kind from elsewhere: another window, share, list, switch. */
const kindOf = (value: unknown): string =>
  isObject(value)
    ? Object.keys(value as object)
        .toSorted()
        .join()
    : Array.isArray(value)
      ? 'list'
      : typeof value;
const fitting = paths.chain((path) => {
  const kind = kindOf(valueAt(document, placeOf(path)));
  const peers = places.map((place) => valueAt(document, place)).filter((value) => kindOf(value) === kind);
  return fc.tuple(fc.constant(path), fc.constantFrom(...peers));
});

/** One change, or two of which neither lies within the other. */
const changes = fc
  .array(fc.oneof(fc.tuple(fc.oneof(paths, additions), values), fitting), { minLength: 1, maxLength: 2 })
  .filter(([one, other]) => other === undefined || !meet(one?.[0] ?? '', other[0]))
  .map((all) => Object.fromEntries(all));

const meet = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

it.prop([changes], { numRuns: 200 })(
  'CHA-2 a changed charter loads and loads again the same, or each of its faults has a place, a rule and words',
  (changed) => {
    const candidate = amended(changed);
    const result = readCharter(candidate);
    if (!('faults' in result)) {
      expect(readCharter(JSON.parse(JSON.stringify(result.document)))).toEqual(result);
      return;
    }
    expect(result.faults).not.toEqual([]);
    for (const { path, rule, message, facts } of result.faults) {
      const place = placeOf(path);
      // What is missing is placed where it would be, in something that is there.
      expect(valueAt(candidate, place) ?? valueAt(candidate, place.slice(0, -1)), path).toBeDefined();
      expect(rule).toBe('CHA-2');
      expect(message).not.toMatch(/Invalid|undefined|\[object/);
      expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    }
    expect(describeFaults(result.faults).split('\n').length).toBeGreaterThanOrEqual(result.faults.length);
  },
);
