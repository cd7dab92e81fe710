/** What there is to allocate, and how much of it may be (ALC-1). */
import { describe, expect, it } from 'vitest';
import { definitionFault, grantFault } from '../../rules/council/resources.ts';

const water = { id: 'water', unit: 'litre', total: 100 };
const give = (amount: number) => ({ resource: 'water', amount });

describe('an allocation', () => {
  it('ALC-1 is of a resource that there is', () => {
    expect(grantFault(give(1), null, { resource: undefined, allocated: 0 })).toEqual({
      code: 'unknown-resource',
      rule: 'ALC-1',
      facts: { resource: 'water' },
    });
    expect(grantFault(give(1), 'emil', { resource: undefined, allocated: 0 })?.code).toBe('unknown-resource');
  });

  it('ALC-1 takes the last of a total, and not one more: the figures say how much is free', () => {
    const standing = { resource: water, allocated: 60 };
    expect(grantFault(give(40), null, standing)).toBeUndefined();
    expect(grantFault(give(41), null, standing)).toEqual({
      code: 'over-total',
      rule: 'ALC-1',
      facts: { resource: 'water', unit: 'litre', total: 100, allocated: 60, free: 40, amount: 41 },
    });
    // What was allocated before the resource had a total.
    expect(grantFault(give(1), null, { resource: water, allocated: 130 })?.facts).toMatchObject({ free: 0 });
  });

  it('ALC-1 is bounded by nothing without a total, nor by what counts with its giver', () => {
    const unbounded = { resource: { ...water, total: null }, allocated: 9e15 };
    expect(grantFault(give(1e15), null, unbounded)).toBeUndefined();
    expect(grantFault(give(41), { family: 'ash' }, { resource: water, allocated: 100 })).toBeUndefined();
  });
});

describe('a definition', () => {
  const define = (total: number | null, unit = 'litre') =>
    ({ type: 'resource.define', id: 'water', unit, total }) as const;
  const standing = { resource: water, allocated: 60 };

  it('ALC-1 adds what there was not', () => {
    expect(definitionFault(define(5), { resource: undefined, allocated: 0 })).toBeUndefined();
  });

  it('ALC-1 never sets a total below what is allocated', () => {
    expect(definitionFault(define(60), standing)).toBeUndefined();
    expect(definitionFault(define(59), standing)).toEqual({
      code: 'below-allocated',
      rule: 'ALC-1',
      facts: { resource: 'water', unit: 'litre', total: 59, allocated: 60 },
    });
    expect(definitionFault(define(null), standing)).toBeUndefined();
  });

  it('ALC-1 changes the total alone, and changes it', () => {
    expect(definitionFault(define(100), standing)).toEqual({
      code: 'already-done',
      rule: 'ALC-1',
      facts: { resource: 'water', unit: 'litre', total: 100 },
    });
    expect(definitionFault(define(200, 'drop'), standing)).toEqual({
      code: 'other-unit',
      rule: 'ALC-1',
      facts: { resource: 'water', unit: 'litre', asked: 'drop' },
    });
  });
});
