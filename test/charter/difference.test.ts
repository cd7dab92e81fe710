/** What differs between two documents, as people read it before they vote. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { difference } from '../../charter/change/difference.ts';
import { placeOf, withValueAt } from '../../charter/text/places.ts';
import { amended, defaultDocument, put } from './documents.ts';

describe('the difference between two charters', () => {
  it('AMD-1 names each field that changed, with both its values', () => {
    const after = amended({ '/voting/window': '48h', '/discussion/rounds': 2, '/review': null });
    expect(difference(defaultDocument(), after)).toEqual([
      { path: '/discussion/rounds', before: 3, after: 2 },
      { path: '/review', before: '72h', after: null },
      { path: '/voting/window', before: '72h', after: '48h' },
    ]);
  });

  it('AMD-1 shows what is new and what is gone as a whole, on one side only', () => {
    const garden = { tier: 'council', actions: ['none'] };
    const after = amended({ '/categories/garden': garden, '/categories/wake-allocation': undefined });
    expect(difference(defaultDocument(), after)).toEqual([
      { path: '/categories/garden', after: garden },
      { path: '/categories/wake-allocation', before: defaultDocument().categories['wake-allocation'] },
    ]);
  });

  it('AMD-1 tells a field that is null from one that is not there', () => {
    const off = amended({ '/appeals': null });
    const absent = amended({ '/appeals': undefined });
    expect(difference(off, absent)).toEqual([{ path: '/appeals', before: null }]);
    expect(difference(absent, off)).toEqual([{ path: '/appeals', after: null }]);
  });

  it('AMD-1 shows a share that becomes a word as one change', () => {
    const after = amended({ '/categories/constitutional/threshold': 'unanimous' });
    expect(difference(defaultDocument(), after)).toEqual([
      { path: '/categories/constitutional/threshold', before: { num: 4, den: 5 }, after: 'unanimous' },
    ]);
  });

  it('AMD-1 shows a list of words as one value, in whatever item it changed', () => {
    const path = '/categories/reproduction/gates';
    expect(difference(defaultDocument(), amended({ [`${path}/1`]: 'diversity' }))).toEqual([
      { path, before: ['parents', 'resources', 'diversity'], after: ['parents', 'diversity', 'diversity'] },
    ]);
  });

  it('AMD-1 shows what changed within the principles, and the whole list when one comes or goes', () => {
    const { principles } = defaultDocument();
    const text = 'Whoever disagrees may leave.';
    expect(difference(defaultDocument(), amended({ '/principles/1/text': text }))).toEqual([
      { path: '/principles/1/text', before: principles[1]?.text, after: text },
    ]);
    const fewer = principles.slice(1);
    expect(difference(defaultDocument(), amended({ '/principles': fewer }))).toEqual([
      { path: '/principles', before: principles, after: fewer },
    ]);
  });

  it('AMD-1 writes a key of any characters as RFC 6901 does', () => {
    expect(difference({ 'a/b': { 'm~n': 1 } }, { 'a/b': { 'm~n': 2 } })).toEqual([
      { path: '/a~1b/m~0n', before: 1, after: 2 },
    ]);
  });

  it('AMD-1 sees a key that objects inherit as any other', () => {
    expect(difference({}, JSON.parse('{"__proto__":1,"toString":2}'))).toEqual([
      { path: '/__proto__', after: 1 },
      { path: '/toString', after: 2 },
    ]);
  });
});

/** Small values of few names, so that two of them often share a part. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(0, 1, '0', null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '/', '~', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
}));

/** Two documents that differ in a few places only. */
const alike = fc
  .tuple(value, fc.array(fc.tuple(fc.nat(), value), { maxLength: 3 }))
  .map(([before, edits]) => {
    const after = edits.reduce<unknown>((document, [number, inner]) => {
      const paths = pathsIn(document);
      return withValueAt(document, placeOf(paths[number % paths.length]!), inner);
    }, before);
    return [before, after] as const;
  });

describe('any two documents', () => {
  it.prop([value])(
    'AMD-1 of the same values do not differ, in whatever order their keys stand',
    (document) => {
      expect(difference(document, reversed(document))).toEqual([]);
    },
  );

  it.prop([fc.oneof(alike, fc.tuple(value, value))])(
    'AMD-1 are the same once the differences are put in the place of what was there',
    ([before, after]) => {
      expect(canonical(replaced(before, difference(before, after)))).toBe(canonical(after));
    },
  );

  it.prop([fc.oneof(alike, fc.tuple(value, value))])(
    'AMD-1 differ at places in canonical order, none of them below another',
    ([before, after]) => {
      const paths = difference(before, after).map(({ path }) => path);
      const order = pathsIn(reversed(before)).concat(pathsIn(reversed(after)));
      expect(paths).toEqual([...new Set(paths)].toSorted(byKeys));
      expect(paths.filter((path) => !order.includes(path))).toEqual([]);
      expect(paths.filter((path) => paths.some((other) => path.startsWith(`${other}/`)))).toEqual([]);
    },
  );

  it.prop([fc.oneof(alike, fc.tuple(value, value))])(
    'AMD-1 differ the other way round in the same places, before and after changed over',
    ([before, after]) => {
      const back = difference(after, before).map(({ path, ...sides }) => ({
        path,
        ...('after' in sides ? { before: sides.after } : {}),
        ...('before' in sides ? { after: sides.before } : {}),
      }));
      expect(back).toEqual(difference(before, after));
    },
  );
});

function replaced(before: unknown, differences: ReturnType<typeof difference>): unknown {
  const holder = { document: structuredClone(before) };
  for (const { path, after } of differences) put(holder, `/document${path}`, after);
  return holder.document;
}

/** The JSON of a value with its keys in one order. */
function canonical(document: unknown): string {
  if (typeof document !== 'object' || document === null) return JSON.stringify(document);
  if (Array.isArray(document)) return `[${document.map(canonical).join()}]`;
  const parts = Object.entries(document).map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${parts.toSorted().join()}}`;
}

/** A copy with the keys of every object the other way round. */
function reversed(document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return document;
  if (Array.isArray(document)) return document.map(reversed);
  return Object.fromEntries(
    Object.entries(document)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

/** The paths of a document, the root among them. */
function pathsIn(document: unknown, above = ''): string[] {
  if (typeof document !== 'object' || document === null) return [above];
  const below = Object.entries(document).flatMap(([key, inner]) =>
    pathsIn(inner, `${above}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [above, ...below];
}

/** The order of RFC 8785, level by level; no list here has more than ten items, so that indexes sort as texts. */
function byKeys(one: string, other: string): number {
  const [left, right] = [placeOf(one), placeOf(other)];
  const level = left.findIndex((key, index) => key !== right[index]);
  const [here, there] = [String(left[level]), String(right[level])];
  return here < there ? -1 : 1;
}
