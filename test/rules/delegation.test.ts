/** Which delegation counts, and how many votes a representative may carry (DEL-1 to DEL-3). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { breadthIn, capOf, carryAlike, isInForce } from '../../rules/delegation/scope.ts';

const closes = '2026-03-04T12:00:00.000Z';
const justBefore = '2026-03-04T11:59:59.999Z';
const justAfter = '2026-03-04T12:00:00.001Z';
const made = { madeAt: '2026-02-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z', revokedAt: null };

describe('a delegation at the close of a poll', () => {
  it('DEL-1 is in force from the instant after which it was made', () => {
    expect(isInForce({ ...made, madeAt: justBefore }, closes)).toBe(true);
    expect(isInForce({ ...made, madeAt: closes }, closes)).toBe(false);
    expect(isInForce({ ...made, madeAt: justAfter }, closes)).toBe(false);
  });

  it('DEL-1 is over at its expiry', () => {
    expect(isInForce({ ...made, until: justAfter }, closes)).toBe(true);
    expect(isInForce({ ...made, until: closes }, closes)).toBe(false);
    expect(isInForce({ ...made, until: justBefore }, closes)).toBe(false);
  });

  it('DEL-2 is not in force once revoked, and a revocation at the close is late', () => {
    expect(isInForce({ ...made, revokedAt: justBefore }, closes)).toBe(false);
    expect(isInForce({ ...made, revokedAt: closes }, closes)).toBe(true);
    expect(isInForce({ ...made, revokedAt: justAfter }, closes)).toBe(true);
  });

  it('DEL-1 reads instants, not their spelling', () => {
    expect(isInForce({ ...made, until: '2026-03-04T13:00:00.000+02:00' }, closes)).toBe(false);
    expect(isInForce({ ...made, until: '2026-03-04T11:00:00.000-02:00' }, closes)).toBe(true);
  });
});

describe('the scope of a delegation', () => {
  const decision = { id: 'decision-1', category: 'infrastructure' };

  it('DEL-1 is one decision, one category, or all', () => {
    expect(breadthIn({ proposal: 'decision-1' }, decision)).toBe('decision');
    expect(breadthIn({ category: 'infrastructure' }, decision)).toBe('category');
    expect(breadthIn({}, decision)).toBe('all');
  });

  it('DEL-1 takes in no other decision and no other category', () => {
    expect(breadthIn({ proposal: 'decision-2' }, decision)).toBeNull();
    expect(breadthIn({ category: 'resources' }, decision)).toBeNull();
    expect(breadthIn({ proposal: 'infrastructure' }, decision)).toBeNull();
    expect(breadthIn({ category: 'decision-1' }, decision)).toBeNull();
  });
});

describe('the cap of a representative', () => {
  const quarter = { num: 1, den: 4, of: 'delegated' } as const;

  it.each([
    [0, 1],
    [1, 1],
    [4, 1],
    [7, 1],
    [8, 2],
    [11, 2],
    [12, 3],
    [100, 25],
    [103, 25],
  ])('DEL-3 a quarter of %i delegated votes is %i, and one at least', (delegated, cap) => {
    expect(capOf(quarter, { delegated, electorate: 1000 })).toBe(cap);
  });

  it('DEL-3 is a share of the electorate where the charter says so, one at least there too', () => {
    const ofElectorate = { ...quarter, of: 'electorate' } as const;
    expect(capOf(ofElectorate, { delegated: 3, electorate: 20 })).toBe(5);
    expect(capOf(ofElectorate, { delegated: 3, electorate: 3 })).toBe(1);
  });

  it('DEL-3 is no limit where the charter has none', () => {
    expect(capOf(null, { delegated: 20, electorate: 20 })).toBeNull();
  });

  it('DEL-3 a cap of nothing still lets everybody carry one', () => {
    expect(capOf({ num: 0, den: 1, of: 'delegated' }, { delegated: 20, electorate: 20 })).toBe(1);
  });

  it('DEL-3 is exact beyond what a division of floats can tell apart', () => {
    const delegated = 2 ** 53 - 1;
    const share = { num: 999_999_999, den: 1_000_000_000, of: 'delegated' } as const;
    expect(capOf(share, { delegated, electorate: delegated })).toBe(9_007_199_245_733_791);
  });

  it.prop([fc.nat(1000), fc.integer({ min: 1, max: 1000 }), fc.nat(1_000_000)])(
    'DEL-3 is the greatest whole number that is no more than the share',
    (one, other, delegated) => {
      const share = { num: Math.min(one, other), den: other, of: 'delegated' } as const;
      const cap = capOf(share, { delegated, electorate: 0 })!;
      if (cap > 1) expect(cap * share.den).toBeLessThanOrEqual(share.num * delegated);
      expect((cap + 1) * share.den).toBeGreaterThan(share.num * delegated);
    },
  );
});

describe('two charters', () => {
  const section = {
    longest: 90,
    chains: false,
    conflicted: 'carry',
    cap: { num: 1, den: 4, of: 'delegated' },
  } as const;

  it('AMD-1 DEL-3 carry alike where cap, chains and conflicted representatives are alike, however long a delegation may last', () => {
    expect(carryAlike(section, { ...section, longest: 30, cap: { ...section.cap } })).toBe(true);
    expect(carryAlike({ ...section, cap: null }, { ...section, cap: null })).toBe(true);
    expect(carryAlike(null, null)).toBe(true);
  });

  it.each([
    { ...section, cap: null },
    { ...section, cap: { ...section.cap, num: 2 } },
    { ...section, cap: { ...section.cap, den: 5 } },
    { ...section, cap: { ...section.cap, of: 'electorate' } },
    { ...section, chains: true },
    { ...section, conflicted: 'drop' },
    null,
  ] as const)('AMD-1 DEL-3 DEL-4 DEL-5 do not where one of them is another: %j', (other) => {
    expect(carryAlike(section, other)).toBe(false);
    expect(carryAlike(other, section)).toBe(false);
  });
});
