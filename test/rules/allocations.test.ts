/** What is passed on is held, and for as long (ALC-1 to ALC-3). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { giverOf, type Holding, lengthFault, passedOn } from '../../rules/council/allocations.ts';
import type { Action } from '../../rules/model.ts';
import { charter } from './charter.ts';

const may = '2026-05-01T00:00:00.000Z';
const june = '2026-06-01T00:00:00.000Z';
const held: readonly Holding[] = [
  { id: '1', amount: 5, until: may },
  { id: '2', amount: 3, until: null },
  { id: '3', amount: 4, until: june },
];
const pass = (amount: number, until: string | null, holdings = held) =>
  passedOn({ resource: 'wakes', amount, until }, 'wren', holdings);

describe('a member or a family', () => {
  it('ALC-2 passes on from the holding that ends last, and on from there', () => {
    expect(pass(2, may)).toEqual({ parts: [{ id: '2', amount: 2 }] });
    expect(pass(8, may)).toEqual({
      parts: [
        { id: '2', amount: 3 },
        { id: '3', amount: 4 },
        { id: '1', amount: 1 },
      ],
    });
    expect(pass(12, may)).toHaveProperty('parts');
  });

  it('ALC-2 passes on from the older of two holdings that end together, in whatever order they are read', () => {
    for (const until of [june, null]) {
      const [older, newer] = [
        { id: '1', amount: 5, until },
        { id: '2', amount: 5, until },
      ] as const;
      for (const both of [
        [older, newer],
        [newer, older],
      ])
        expect(pass(6, may, both)).toEqual({
          parts: [
            { id: '1', amount: 5 },
            { id: '2', amount: 1 },
          ],
        });
    }
  });

  it('ALC-2 passes on no more than they hold, and for no longer', () => {
    const refused = (amount: number, until: string | null, held: number) => ({
      refusal: {
        code: 'not-held',
        rule: 'ALC-2',
        facts: { resource: 'wakes', giver: 'wren', amount, until, held },
      },
    });
    expect(pass(13, may)).toEqual(refused(13, may, 12));
    expect(pass(8, june)).toEqual(refused(8, june, 7));
    expect(pass(7, june)).toHaveProperty('parts');
    expect(pass(4, null)).toEqual(refused(4, null, 3));
    expect(pass(3, null)).toEqual({ parts: [{ id: '2', amount: 3 }] });
    expect(pass(1, may, [])).toEqual(refused(1, may, 0));
    expect(pass(1, '2026-06-01T00:00:00.001Z', [held[2]!])).toHaveProperty('refusal');
  });

  it.prop([
    fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.constantFrom(null, may, june)), { maxLength: 8 }),
    fc.integer({ min: 1, max: 200 }),
    fc.constantFrom(null, may, june),
  ])(
    'ALC-2 takes exactly the amount out of what lasts, and from none more than is there',
    (rows, amount, until) => {
      const holdings = rows.map(([there, end], place) => ({ id: String(place), amount: there, until: end }));
      const found = pass(amount, until, holdings);
      if ('refusal' in found) return;
      expect(found.parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
      for (const part of found.parts) {
        const source = holdings.find(({ id }) => id === part.id)!;
        expect(part.amount).toBeGreaterThan(0);
        expect(part.amount).toBeLessThanOrEqual(source.amount);
        expect(source.until === null || (until !== null && source.until >= until)).toBe(true);
      }
    },
  );

  it('ALC-2 gives of their own: the author, the family; and the council of what nobody holds', () => {
    const by = { author: 'mira', family: 'birch' };
    expect(giverOf({ tier: 1 }, by)).toBe('mira');
    expect(giverOf({ tier: 2 }, by)).toEqual({ family: 'birch' });
    expect(giverOf({ tier: 3 }, { ...by, family: null })).toBeNull();
  });

  it('ALC-2 TIE-3 gives of the family’s own also where the council decides it', () => {
    expect(giverOf({ tier: 3 }, { author: null, family: 'birch' })).toEqual({ family: 'birch' });
  });
});

describe('a temporary allocation', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const until = (instant: string): Action => ({
    type: 'allocation.grant',
    resource: 'wakes',
    amount: 1,
    to: 'wren',
    until: instant,
  });

  it('ALC-3 lasts 365 days, and not a millisecond longer', () => {
    expect(lengthFault(until('2027-01-01T00:00:00.000Z'), charter(), at)).toBeUndefined();
    expect(lengthFault(until('2027-01-01T00:00:00.001Z'), charter(), at)).toEqual({
      code: 'too-far-ahead',
      rule: 'ALC-3',
      facts: {
        path: '/action/until',
        instant: '2027-01-01T00:00:00.001Z',
        latest: '2027-01-01T00:00:00.000Z',
      },
    });
    expect(lengthFault({ type: 'none' }, charter(), at)).toBeUndefined();
    expect(lengthFault(null, charter(), at)).toBeUndefined();
    const { until: _until, ...permanent } = until(may) as Extract<Action, { type: 'allocation.grant' }>;
    expect(lengthFault({ ...permanent, permanent: true }, charter(), at)).toBeUndefined();
  });
});
