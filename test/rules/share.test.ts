/** Shares compared by exact integers (VOT-1). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { atLeast, leastAsking, leastWhole, moreThan } from '../../rules/polls/share.ts';

const share = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([one, other]) => ({ num: Math.min(one, other), den: Math.max(one, other) }));
const huge = fc.bigInt({ min: 0n, max: 10n ** 40n });

describe('a share of a whole', () => {
  it.each([
    [{ num: 3, den: 4 }, 15, 20, true],
    [{ num: 3, den: 4 }, 14, 20, false],
    [{ num: 2, den: 3 }, 67, 100, true],
    [{ num: 2, den: 3 }, 66, 100, false],
    [{ num: 4, den: 5 }, 5, 6, true],
    [{ num: 4, den: 5 }, 4, 6, false],
    [{ num: 2, den: 3 }, 16, 24, true],
    [{ num: 1, den: 1 }, 3, 3, true],
    [{ num: 1, den: 1 }, 2, 3, false],
  ])('VOT-1 at least %o: %i of %i is %s', (fraction, part, whole, enough) => {
    expect(atLeast(fraction, part, whole)).toBe(enough);
  });

  it('VOT-1 more than a share leaves out the share itself', () => {
    expect(moreThan({ num: 1, den: 2 }, 10, 20)).toBe(false);
    expect(moreThan({ num: 1, den: 2 }, 11, 20)).toBe(true);
    expect(moreThan({ num: 2, den: 3 }, 16, 24)).toBe(false);
  });

  it('VOT-1 67 of 101 is over 66 % and still under two thirds', () => {
    expect(atLeast({ num: 66, den: 100 }, 67, 101)).toBe(true);
    expect(atLeast({ num: 2, den: 3 }, 67, 101)).toBe(false);
  });

  it('VOT-1 one vote beyond 2^53 still tips the scale', () => {
    const third = 2n ** 53n + 1n;
    expect(atLeast({ num: 1, den: 3 }, third, 3n * third)).toBe(true);
    expect(moreThan({ num: 1, den: 3 }, third, 3n * third)).toBe(false);
    expect(moreThan({ num: 1, den: 3 }, third + 1n, 3n * third)).toBe(true);
    expect(atLeast({ num: 1, den: 3 }, third - 1n, 3n * third)).toBe(false);
  });

  it('VOT-1 a part that is not whole is no count of votes', () => {
    expect(() => atLeast({ num: 1, den: 2 }, 1.5, 3)).toThrow(RangeError);
  });

  it.prop([share, huge, huge])(
    'VOT-1 more than is at least, and not the other way round only at the share itself',
    (fraction, part, whole) => {
      const exactly = part * BigInt(fraction.den) === whole * BigInt(fraction.num);
      expect(atLeast(fraction, part, whole)).toBe(moreThan(fraction, part, whole) || exactly);
      expect(moreThan(fraction, part, whole) && exactly).toBe(false);
    },
  );

  it.prop([share, huge, huge])('VOT-1 a larger part never reaches less', (fraction, part, whole) => {
    if (atLeast(fraction, part, whole)) expect(atLeast(fraction, part + 1n, whole)).toBe(true);
    else expect(moreThan(fraction, part, whole)).toBe(false);
  });

  it.prop([share, fc.integer({ min: 2, max: 50 }), fc.nat(10_000), fc.nat(10_000)])(
    'VOT-1 an expanded fraction is the same share',
    (fraction, factor, part, whole) => {
      const expanded = { num: fraction.num * factor, den: fraction.den * factor };
      expect(atLeast(expanded, part, whole)).toBe(atLeast(fraction, part, whole));
      expect(moreThan(expanded, part, whole)).toBe(moreThan(fraction, part, whole));
    },
  );
});

describe('the least part that reaches a share', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [8, 6],
    [20, 15],
    [5000, 3750],
  ])('TIE-4 three quarters of %i electors take %i', (electorate, least) => {
    expect(leastWhole({ num: 3, den: 4 }, electorate)).toBe(least);
  });

  it.prop([share, huge])('TIE-4 reaches it, and one less does not', (fraction, whole) => {
    const least = leastWhole(fraction, whole);
    expect(atLeast(fraction, least, whole)).toBe(true);
    if (least > 0n) expect(atLeast(fraction, least - 1n, whole)).toBe(false);
  });

  it.prop([share, fc.nat(1_000_000)])('TIE-4 is a number where the whole is one', (fraction, whole) => {
    expect(BigInt(leastWhole(fraction, whole))).toBe(leastWhole(fraction, BigInt(whole)));
    expect(typeof leastWhole(fraction, whole)).toBe('number');
  });
});

describe('how many of those left it takes', () => {
  it.each([
    [1, 1],
    [3, 1],
    [4, 1],
    [5, 2],
    [8, 2],
    [20, 5],
    [21, 6],
  ])('MAN-2 a quarter of a council of %i is %i', (council, needs) => {
    expect(leastAsking({ num: 1, den: 4 }, council)).toBe(needs);
  });

  it('TIE-3 MEM-2 sinks as electors depart, and is never nobody', () => {
    expect([3, 2, 1, 0].map((left) => leastAsking({ num: 2, den: 3 }, left))).toEqual([2, 2, 1, 1]);
  });
});
