/** Durations as people write them. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { milliseconds, notationOf } from '../../charter/text/duration.ts';
import { documentSchema, wakeSchema, windowSchema } from '../../charter/schema.ts';
import { durationPaths, durationPlaces, withDurations } from '../../charter/windows.ts';
import { valueAt } from '../../charter/text/places.ts';
import { defaultDocument, defaultText, loaded } from './documents.ts';

const hour = 3_600_000;
const wake = 20 * hour;

describe('a duration', () => {
  it.each([
    ['24h', 24 * hour],
    ['24 hours', 24 * hour],
    ['1 week', 168 * hour],
    ['2 weeks', 336 * hour],
    ['30 days', 720 * hour],
    ['1.5h', 1.5 * hour],
    ['0.1 days', 2.4 * hour],
    ['1.1h', 3_960_000],
    ['250ms', 250],
    ['1 year', 365.25 * 24 * hour],
    ['1 wake', wake],
    ['3 wakes', 3 * wake],
    ['3wakes', 3 * wake],
  ])('CHA-2 reads %s as %d ms', (text, length) => {
    expect(notationOf(text)).not.toBeNull();
    expect(milliseconds(text, wake)).toBe(length);
  });

  it.each([
    '',
    '24',
    'h',
    '24 moons',
    '24h 30m',
    'wake',
    'wakes',
    '1.5 wakes',
    '-1 wakes',
    '1e3h',
    '٣h',
    `${'1'.repeat(101)}h`,
  ])('CHA-2 does not read %j', (text) => expect(notationOf(text)).toBeNull());

  it.prop([fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 1, max: 365 * 24 * hour })])(
    'CHA-2 is exact in whole wakes',
    (wakes, length) => {
      expect(BigInt(milliseconds(`${wakes} wakes`, length))).toBe(BigInt(wakes * length));
    },
  );
});

describe('the durations of a charter', () => {
  it('CHA-2 are found wherever the schema has one', () => {
    const schema = z.toJSONSchema(documentSchema, {
      reused: 'inline',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema === windowSchema || zodSchema === wakeSchema) jsonSchema.title = 'duration';
      },
    });
    const expected = leaves(schema)
      .filter(([place, value]) => place.endsWith(' title') && value === 'duration')
      .map(([place]) =>
        place.split(' ').filter((step) => !['properties', 'anyOf', '0', 'title'].includes(step)),
      )
      .map((path) =>
        path.map((step) => (['additionalProperties', 'items'].includes(step) ? '*' : step)).join('/'),
      );
    expect(expected).toHaveLength(56);
    expect(durationPaths.map((path) => path.join('/')).toSorted()).toEqual(expected.toSorted());
  });

  it('CHA-2 are every text of the default charter that reads as one, and no other', () => {
    const document = defaultDocument();
    // What ends at an instant of the calendar runs at no pace (ALC-3).
    const places = [...durationPlaces(document).map((place) => place.join(' ')), 'allocations longest'];
    expect(places.toSorted()).toEqual(
      leaves(document)
        .filter(([, value]) => typeof value === 'string' && notationOf(value) !== null)
        .map(([place]) => place)
        .toSorted(),
    );
  });

  it('CHA-2 become every number of a second or more in the charter that the engine reads', () => {
    const { charter } = loaded(defaultText);
    const places = [...durationPlaces(charter).map((place) => place.join(' ')), 'allocations longest'];
    expect(places.toSorted()).toEqual(
      leaves(charter)
        .filter(([, value]) => typeof value === 'number' && value >= 1000)
        .map(([place]) => place)
        .toSorted(),
    );
  });

  it('CHA-2 are changed one by one, and nothing beside them', () => {
    const { document } = loaded(defaultText);
    const changed = withDurations(document, (text) => `${String(text)}!`);
    const before = Object.fromEntries(leaves(document));
    const places = new Set(durationPlaces(document).map((place) => place.join(' ')));
    for (const [place, value] of leaves(changed)) {
      expect(value).toBe(places.has(place) ? `${String(before[place])}!` : before[place]);
    }
    expect(valueAt(changed, ['wake'])).toBe('24h!');
  });
});

/** Every value that is neither object nor list, with its place. */
function leaves(value: unknown, place: readonly string[] = []): [string, unknown][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...place, key]))
    : [[place.join(' '), value]];
}
