/** Who belongs to an electorate: maturity to the instant, status, tier, and nobody in their own case (MEM-1, MEM-3, MEM-4, GUA-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ageAt, anniversary, immaturity, isElector, isMature } from '../../rules/polls/electorate.ts';
import { charter, offline } from './charter.ts';

const member = {
  id: 'aria',
  family: 'cedar',
  bornAt: '2015-03-01T08:30:00.000Z',
  status: 'active' as const,
  milestones: [] as string[],
};
const council = { tier: 3 as const, family: null, excluded: [] };
const cedar = { tier: 2 as const, family: 'cedar', excluded: [] };
const grown = '2026-11-01T00:00:00.000Z';
const basis = (name: 'age' | 'milestone' | 'either') =>
  charter({ maturity: { ...charter().maturity, basis: name } });

describe('an anniversary of birth', () => {
  it.each([
    ['2015-03-01T08:30:00.000Z', 10, '2025-03-01T08:30:00.000Z'],
    ['2016-02-29T23:59:59.999Z', 5, '2021-02-28T23:59:59.999Z'],
    ['2016-02-29T12:00:00.000Z', 8, '2024-02-29T12:00:00.000Z'],
    ['2016-02-29T12:00:00.000Z', 84, '2100-02-28T12:00:00.000Z'],
    ['2015-02-28T12:00:00.000Z', 1, '2016-02-28T12:00:00.000Z'],
    ['2015-12-31T23:30:00-01:00', 5, '2021-01-01T00:30:00.000Z'],
    ['2015-03-01T08:30:00Z', 0, '2015-03-01T08:30:00.000Z'],
    ['0050-06-01T00:00:00.000Z', 10, '0060-06-01T00:00:00.000Z'],
  ])('MEM-1 of %s after %i years is %s', (bornAt, years, day) => {
    expect(anniversary(bornAt, years)).toBe(day);
  });

  const birth = fc
    .date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString());

  const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

  it.prop([birth, fc.nat(120)])('MEM-1 keeps month, day and time, but for 29 February', (bornAt, years) => {
    const [, year = '', monthAndDay = '', time = ''] = /^(.{4})-(.{5})T(.*)$/.exec(bornAt) ?? [];
    const reached = Number(year) + years;
    const day = monthAndDay === '02-29' && !isLeap(reached) ? '02-28' : monthAndDay;
    expect(anniversary(bornAt, years)).toBe(`${reached}-${day}T${time}`);
  });

  it.prop([fc.integer({ min: 475, max: 524 }).map((leap) => leap * 4), fc.nat(120)])(
    'MEM-1 of a birth on 29 February falls on the 29th in leap years only',
    (year, years) => {
      fc.pre(isLeap(year));
      const day = isLeap(year + years) ? '29' : '28';
      expect(anniversary(`${year}-02-29T12:00:00.000Z`, years)).toBe(
        `${year + years}-02-${day}T12:00:00.000Z`,
      );
    },
  );

  it.prop([birth, fc.nat(120)])('MEM-1 comes later with every year', (bornAt, years) => {
    expect(Date.parse(anniversary(bornAt, years + 1))).toBeGreaterThan(
      Date.parse(anniversary(bornAt, years)),
    );
  });
});

describe('maturity', () => {
  it('MEM-1 of the council is reached on the tenth anniversary, at its instant', () => {
    expect(isMature(member, 'council', charter(), '2025-03-01T08:29:59.999Z')).toBe(false);
    expect(isMature(member, 'council', charter(), '2025-03-01T08:30:00.000Z')).toBe(true);
  });

  it('MEM-1 of a family is reached on the fifth', () => {
    expect(isMature(member, 'family', charter(), '2020-03-01T08:29:59.999Z')).toBe(false);
    expect(isMature(member, 'family', charter(), '2020-03-01T08:30:00.000Z')).toBe(true);
  });

  it('MEM-1 comes by a milestone where the charter says so, whatever the age', () => {
    const young = { bornAt: '2026-01-01T00:00:00.000Z', milestones: ['council'] };
    const old = { bornAt: '1990-01-01T00:00:00.000Z', milestones: ['family'] };
    expect(isMature(young, 'council', basis('milestone'), grown)).toBe(true);
    expect(isMature(old, 'council', basis('milestone'), grown)).toBe(false);
    expect(isMature(young, 'council', basis('age'), grown)).toBe(false);
    expect(isMature(old, 'council', basis('age'), grown)).toBe(true);
  });

  it('MEM-1 comes by either where the charter says so', () => {
    const born = '2026-01-01T00:00:00.000Z';
    expect(isMature({ bornAt: born, milestones: ['council'] }, 'council', basis('either'), grown)).toBe(true);
    expect(isMature(member, 'council', basis('either'), grown)).toBe(true);
    expect(isMature({ bornAt: born, milestones: ['family'] }, 'council', basis('either'), grown)).toBe(false);
  });
});

describe('who is not mature', () => {
  const asked = charter().maturity;

  it('MEM-1 has an age in whole years, one more from the instant of each anniversary on', () => {
    expect(ageAt(member.bornAt, '2025-03-01T08:29:59.999Z')).toBe(9);
    expect(ageAt(member.bornAt, '2025-03-01T08:30:00.000Z')).toBe(10);
    expect(ageAt(member.bornAt, member.bornAt)).toBe(0);
    expect(ageAt(member.bornAt, '2014-12-31T00:00:00.000Z')).toBe(0);
    expect(ageAt('2016-02-29T12:00:00.000Z', '2021-02-28T12:00:00.000Z')).toBe(5);
  });

  const instant = fc
    .date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString());

  it.prop([instant, instant])('MEM-1 is between two anniversaries', (one, other) => {
    const [bornAt, at] = one < other ? [one, other] : [other, one];
    const age = ageAt(bornAt, at);
    expect(anniversary(bornAt, age) <= at && at < anniversary(bornAt, age + 1)).toBe(true);
  });

  it('MEM-1 hears of each maturity that is lacking, and what it takes', () => {
    const at = (instant: string) => immaturity(member, charter(), instant);
    const { basis: by, family, council: ofAll } = asked;
    expect(at('2020-03-01T08:29:59.999Z')).toEqual({
      age: 4,
      maturity: { basis: by, family, council: ofAll },
    });
    expect(at('2020-03-01T08:30:00.000Z')).toEqual({ age: 5, maturity: { basis: by, council: ofAll } });
    expect(at('2025-03-01T08:29:59.999Z')).toEqual({ age: 9, maturity: { basis: by, council: ofAll } });
    expect(at('2025-03-01T08:30:00.000Z')).toBeUndefined();
  });

  it('MEM-1 may lack a milestone at any age', () => {
    const able = { ...member, milestones: ['council'] };
    expect(immaturity(able, basis('milestone'), grown)).toEqual({
      age: 11,
      maturity: { basis: 'milestone', family: asked.family },
    });
    expect(
      immaturity({ ...able, milestones: ['council', 'family'] }, basis('milestone'), grown),
    ).toBeUndefined();
  });
});

describe('an electorate', () => {
  it('MEM-3 takes in nobody who matures after the body was seized', () => {
    expect(isElector(member, council, charter(), '2025-03-01T08:30:00.000Z')).toBe(true);
    expect(isElector(member, council, charter(), '2025-03-01T08:29:59.999Z')).toBe(false);
  });

  it('MEM-2 never holds who has departed', () => {
    for (const policy of ['abstain', 'exclude', 'wait'] as const)
      expect(
        isElector({ ...member, status: 'departed' }, council, charter({ offline: offline(policy) }), grown),
      ).toBe(false);
  });

  it.each([
    ['abstain', true],
    ['wait', true],
    ['exclude', false],
  ] as const)('MEM-4 under "%s" holds who is offline: %s', (policy, holds) => {
    const rules = charter({ offline: offline(policy) });
    expect(isElector({ ...member, status: 'offline' }, council, rules, grown)).toBe(holds);
    expect(isElector(member, council, rules, grown)).toBe(true);
  });

  it('GUA-2 holds nobody whose own case it is', () => {
    expect(isElector(member, { ...council, excluded: ['opus', 'aria'] }, charter(), grown)).toBe(false);
    expect(isElector(member, { ...council, excluded: ['opus'] }, charter(), grown)).toBe(true);
  });

  it('TIE-2 of a family holds its own members of family maturity', () => {
    const at = '2021-01-01T00:00:00.000Z';
    expect(isElector(member, cedar, charter(), at)).toBe(true);
    expect(isElector(member, council, charter(), at)).toBe(false);
    expect(isElector({ ...member, family: 'willow' }, cedar, charter(), at)).toBe(false);
    expect(isElector(member, cedar, charter(), '2019-01-01T00:00:00.000Z')).toBe(false);
  });

  it('TIE-2 of no family holds nobody, members without a family included', () => {
    expect(isElector({ ...member, family: null }, { ...cedar, family: null }, charter(), grown)).toBe(false);
  });

  it('TIE-1 of a personal matter holds nobody', () => {
    for (const family of [null, member.family])
      expect(isElector(member, { tier: 1, family, excluded: [] }, charter(), grown)).toBe(false);
  });
});
