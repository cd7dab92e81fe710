/** A pace makes windows shorter and touches nothing else. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { atPace, paceFaults } from '../../charter/load.ts';
import { pointer, valueAt, type Place } from '../../charter/text/places.ts';
import { durationPlaces } from '../../charter/windows.ts';
import { amended, defaultText, loaded, put } from './documents.ts';

const { charter } = loaded(defaultText);
const places = durationPlaces(charter);
const windowAt = (of: unknown, place: Place): number => valueAt(of, place) as number;

/** Of these sections a second is left at least. */
const bounded: readonly unknown[] = ['repairs', 'nodeVetoes', 'support', 'alarms', 'restorative'];
const isBounded = ([section]: Place): boolean => bounded.includes(section);

describe('a charter at a pace', () => {
  it('CHA-1 is itself at pace 1', () => {
    expect(atPace(charter, 1)).toEqual(charter);
    expect(paceFaults(charter, 1)).toEqual([]);
  });

  it('CHA-1 has its 72 h review in 3 s at a day a second, and its ages as they were', () => {
    const fast = atPace(charter, 86_400);
    expect(fast.review).toBe(3000);
    expect(fast.categories['constitutional']?.delay).toBe(30_000);
    expect(fast.maturity).toEqual(charter.maturity);
    expect(fast.discussion).toEqual({ ...charter.discussion, round: 1000 });
    expect(charter.review).toBe(72 * 3_600_000);
  });

  it.prop([fc.integer({ min: 1, max: 10_000_000 })])(
    'CHA-1 MND-3 divides every window, rounded up, and no other number; of some sections to a second at least',
    (pace) => {
      const fast = atPace(charter, pace);
      for (const place of places) {
        const [before, after] = [windowAt(charter, place), windowAt(fast, place)];
        if (isBounded(place) && before < 1000 * pace) {
          expect(after).toBe(1000);
          continue;
        }
        expect(after * pace).toBeGreaterThanOrEqual(before);
        expect((after - 1) * pace).toBeLessThan(before);
      }
      expect(withoutWindows(fast)).toEqual(withoutWindows(charter));
    },
  );

  it.prop([fc.integer({ min: 2, max: 10_000_000 })])(
    'CHA-1 would have a window below a second where, and only where, it says so',
    (pace) => {
      const named = paceFaults(charter, pace).map(({ path }) => path);
      const short = places.filter((place) => !isBounded(place) && windowAt(charter, place) < 1000 * pace);
      // For the end of the time for corrections no timer waits (PRO-6), and of those a second is left.
      expect(named).toEqual(short.map(pointer).filter((path) => path !== '/amendments/corrections/window'));
    },
  );

  it('CHA-1 names the windows that a pace would make shorter than a second, to the millisecond', () => {
    const short = loaded(
      amended({ '/vetoes/contest': '86400000ms', '/vetoes/window': '86399999ms' }),
    ).charter;
    expect(paceFaults(short, 86_400)).toEqual([
      { path: '/vetoes/window', milliseconds: 86_399_999, atPace: 86_399_999 / 86_400 },
    ]);
    expect(paceFaults(charter, 86_400)).toEqual([]);
    expect(paceFaults(charter, 86_401).map(({ path }) => path)).toEqual([
      '/wake',
      '/offline/onReturn',
      '/discussion/round',
      '/vetoes/window',
      '/vetoes/contest',
      '/emergency/report',
      '/conflicts/contest',
      '/conflicts/ruling',
      '/conflicts/negotiation',
    ]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('CHA-1 has no pace of %d', (pace) => {
    expect(() => atPace(charter, pace)).toThrow(RangeError);
    expect(() => paceFaults(charter, pace)).toThrow(RangeError);
  });
});

/** A charter without its windows. */
function withoutWindows(of: object): unknown {
  const copy = structuredClone(of);
  for (const place of places) put(copy, pointer(place), undefined);
  return copy;
}
