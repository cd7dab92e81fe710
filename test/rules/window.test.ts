/** Half-open windows, on both sides of their close, and how they follow each other (VOT-6, PRO-10). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { after, lateBy, nextOpening, type Window } from '../../rules/window.ts';

const window = { opens: '2026-11-01T12:00:00.000Z', closes: '2026-11-04T12:00:00.000Z' };
/** From its opening on, and before its close. */
const isWithin = ({ opens, closes }: Window, at: string) => lateBy(opens, at) >= 0 && lateBy(closes, at) < 0;
const threeDays = 72 * 3_600_000;
const iso = (instant: number) => new Date(instant).toISOString();

describe('a window', () => {
  it('VOT-6 takes an answer at the opening and a millisecond before the close, but not at the close', () => {
    expect(isWithin(window, '2026-11-01T11:59:59.999Z')).toBe(false);
    expect(isWithin(window, '2026-11-01T12:00:00.000Z')).toBe(true);
    expect(isWithin(window, '2026-11-04T11:59:59.999Z')).toBe(true);
    expect(isWithin(window, '2026-11-04T12:00:00.000Z')).toBe(false);
  });

  it('VOT-6 compares instants, not the way they are written', () => {
    expect(isWithin(window, '2026-11-04T13:59:59.999+02:00')).toBe(true);
    expect(isWithin(window, '2026-11-04T14:00:00.000+02:00')).toBe(false);
  });

  it('PRO-10 closes so long after it opens, to the millisecond and in UTC', () => {
    expect(after(window.opens, threeDays)).toBe(window.closes);
    expect(after('2026-11-01T14:00:00.000+02:00', -1)).toBe('2026-11-01T11:59:59.999Z');
  });

  it('PRO-10 tells by how much an act is late', () => {
    expect(lateBy(window.closes, '2026-11-04T12:00:00.001Z')).toBe(1);
    expect(lateBy(window.closes, '2026-11-04T12:00:00.000Z')).toBe(0);
    expect(lateBy(window.closes, '2026-11-04T11:59:59.999Z')).toBe(-1);
  });

  it.prop([fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }), fc.nat(6000)])(
    'VOT-6 an instant belongs to one of the windows that follow each other, and only to one',
    (lengths, offset) => {
      const start = Date.parse(window.opens);
      const bounds = lengths.reduce((ends, length) => [...ends, ends.at(-1)! + length], [start]);
      const holding = lengths.filter((_, index) =>
        isWithin({ opens: iso(bounds[index]!), closes: iso(bounds[index + 1]!) }, iso(start + offset)),
      );
      expect(holding).toHaveLength(start + offset < bounds.at(-1)! ? 1 : 0);
    },
  );
});

describe('the next window', () => {
  const ended = Date.parse(window.closes);
  const hundredth = threeDays / 100;

  it('PRO-10 opens where the last one ended, though the machine notices a little late', () => {
    expect(nextOpening(window.closes, iso(ended), threeDays)).toBe(window.closes);
    expect(nextOpening(window.closes, iso(ended + 40), threeDays)).toBe(window.closes);
  });

  it('PRO-10 opens anew once more than a hundredth of it would be lost', () => {
    expect(nextOpening(window.closes, iso(ended + hundredth), threeDays)).toBe(window.closes);
    expect(nextOpening(window.closes, iso(ended + hundredth + 1), threeDays)).toBe(
      iso(ended + hundredth + 1),
    );
  });

  it('PRO-10 opens at its instant where a clock runs behind', () => {
    expect(nextOpening(window.closes, iso(ended - 5), threeDays)).toBe(window.closes);
  });

  it.prop([fc.integer({ min: 1000, max: 30 * 86_400_000 }), fc.nat(60 * 86_400_000)])(
    'PRO-10 leaves at least ninety-nine hundredths of it, and never opens before the last one ended',
    (length, late) => {
      const now = ended + late;
      const opens = Date.parse(nextOpening(window.closes, iso(now), length));
      expect(opens).toBeGreaterThanOrEqual(ended);
      expect(opens).toBeLessThanOrEqual(now);
      expect((opens + length - now) * 100).toBeGreaterThanOrEqual(length * 99);
    },
  );
});
