/** JSON Pointers as RFC 6901 writes them. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { placeOf, pointer, valueAt, withValueAt } from '../../charter/text/places.ts';

/** The document and the table of RFC 6901, section 5. */
const document = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('a JSON Pointer', () => {
  it.each<[string, unknown]>([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('CHA-2 %j points at what RFC 6901 says', (path, value) => {
    expect(valueAt(document, placeOf(path))).toEqual(value);
    expect(pointer(placeOf(path))).toBe(path);
  });

  it.each(['/foo/2', '/foo/-', '/foo/00', '/foo/length', '/foo/0/0', '/bar', '/toString', '/__proto__'])(
    'CHA-2 %s points at nothing there, and changes nothing',
    (path) => {
      expect(valueAt(document, placeOf(path))).toBeUndefined();
      expect(withValueAt(document, placeOf(path), 9)).toEqual(document);
    },
  );

  it.prop([fc.array(fc.oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~01')), { minLength: 1 })])(
    'CHA-2 names any place, and leads back to it',
    (place) => {
      expect(placeOf(pointer(place))).toEqual(place);
    },
  );

  it('CHA-2 replaces in a copy, in lists and objects', () => {
    const before = { list: [{ deep: 1 }, 2], other: { same: true } };
    const after = withValueAt(before, ['list', 0, 'deep'], 'new');
    expect(after).toEqual({ list: [{ deep: 'new' }, 2], other: { same: true } });
    expect(before.list[0]).toEqual({ deep: 1 });
  });
});
