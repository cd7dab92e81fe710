/** What an action on a family needs of it, and how what it held is shared out (MEM-7, ALC-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  dealt,
  type FamilyAction,
  familyFault,
  isFamilyAction,
  type FamilyHolding,
  type FamilyStanding,
  type Joining,
} from '../../rules/council/families.ts';
import type { Action, Share } from '../../rules/model.ts';

const grown: Joining = { id: 'zoe', family: null, status: 'active', isMature: true, parents: [] };
const child: Joining = { ...grown, isMature: false, parents: ['anna', 'ben'] };
const holding = (resource: string, amount: number, more: Partial<FamilyHolding> = {}): FamilyHolding => ({
  id: '1',
  resource,
  amount,
  until: null,
  ...more,
});

describe('an action on a family', () => {
  it('MEM-7 is an admission, a release or a dissolution, and no other', () => {
    const of = (type: string) => isFamilyAction({ type } as Action);
    expect(['family.admit', 'family.release', 'family.dissolve', 'task', 'none'].map(of)).toEqual([
      ...[true, true, true, false, false],
    ]);
  });
});

const fault = (action: FamilyAction, standing: Partial<FamilyStanding>, execution = false) =>
  familyFault(action, { isThere: true, member: undefined, holdings: [], ...standing }, { execution });

describe('an admission to a family', () => {
  const admit = (parents?: readonly string[]): FamilyAction => ({
    type: 'family.admit',
    family: 'ash',
    member: 'zoe',
    ...(parents === undefined ? {} : { parents }),
  });

  it('MEM-7 is of a member of no family, who has not departed, to a family that there is', () => {
    expect(fault(admit(), { member: grown })).toBeUndefined();
    const unknown = (facts: object) => ({ code: 'unknown-member', rule: 'MEM-7', facts });
    expect(fault(admit(), { member: grown, isThere: false })).toEqual(unknown({ families: ['ash'] }));
    for (const member of [undefined, { ...grown, status: 'departed' } as const])
      expect(fault(admit(), { member })).toEqual(unknown({ members: ['zoe'] }));
  });

  it('MEM-7 is refused of who is in a family, at submission and at execution', () => {
    for (const execution of [false, true])
      expect(fault(admit(), { member: { ...grown, family: 'oak' } }, execution)).toEqual({
        code: 'in-a-family',
        rule: 'MEM-7',
        facts: { members: ['zoe'], families: ['oak'] },
      });
  });

  it('MEM-7 below family maturity asks for all parents, and above it for nobody but the joiner', () => {
    expect(fault(admit(['ben', 'anna']), { member: child })).toBeUndefined();
    const others = [
      undefined,
      [],
      ['anna'],
      ['anna', 'anna'],
      ['anna', 'ben', 'carl'],
      ['anna', 'ben', 'ben'],
    ];
    for (const parents of [...others, ['carl'], ['anna', 'carl']])
      expect(fault(admit(parents), { member: child })).toEqual({
        code: 'other-parents',
        rule: 'MEM-7',
        facts: { member: 'zoe', parents: ['anna', 'ben'], isMature: false },
      });
    expect(fault(admit(['anna']), { member: grown })).toMatchObject({
      code: 'other-parents',
      facts: { parents: [], isMature: true },
    });
  });

  it('MEM-7 is refused where no parent is left, or none was named: nobody consents for another', () => {
    const orphan = { ...child, parents: [] };
    for (const parents of [undefined, [], ['anna']])
      expect(fault(admit(parents), { member: orphan })).toMatchObject({ code: 'other-parents' });
  });

  it('MEM-7 MEM-2 a parent who departed after the submission has consented; who has grown up since has not', () => {
    expect(fault(admit(['anna', 'ben']), { member: { ...child, parents: ['ben'] } }, true)).toBeUndefined();
    expect(fault(admit(['anna', 'ben']), { member: grown }, true)).toMatchObject({ code: 'other-parents' });
    expect(fault(admit(), { member: child }, true)).toMatchObject({ code: 'other-parents' });
  });
});

describe('a release from a family', () => {
  const release: FamilyAction = { type: 'family.release', family: 'ash', member: 'zoe' };

  it('MEM-7 is of one below family maturity alone', () => {
    expect(fault(release, { member: { ...child, family: 'ash' } })).toBeUndefined();
    expect(fault(release, { member: { ...grown, family: 'ash' } })).toEqual({
      code: 'of-family-maturity',
      rule: 'MEM-7',
      facts: { member: 'zoe' },
    });
  });

  it('MEM-7 is of one of that family', () => {
    for (const family of [null, 'oak'])
      expect(fault(release, { member: { ...child, family } })).toEqual({
        code: 'already-done',
        rule: 'MEM-7',
        facts: { member: 'zoe', family },
      });
  });
});

describe('a dissolution', () => {
  const dissolve = (...shares: readonly Share[]): FamilyAction => ({
    type: 'family.dissolve',
    family: 'ash',
    shares,
  });
  const holdings = [holding('water', 6), holding('water', 4, { id: '2' }), holding('hall', 1)];
  const hall: Share = { resource: 'hall', amount: 1, to: 'zoe' };
  const water = (amount: number): Share => ({ resource: 'water', amount, to: { family: 'oak' } });

  it('MEM-7 says all that the family holds, not a unit less and not a unit more', () => {
    expect(fault(dissolve(water(10), hall), { holdings })).toBeUndefined();
    expect(fault(dissolve(water(9), hall, water(1)), { holdings })).toBeUndefined();
    for (const [amount, shared] of [
      [9, 9],
      [11, 11],
    ] as const)
      expect(fault(dissolve(water(amount), hall), { holdings })).toEqual({
        code: 'other-shares',
        rule: 'MEM-7',
        facts: { family: 'ash', resources: [{ resource: 'water', held: 10, shared }] },
      });
  });

  it('MEM-7 ALC-2 names no resource that it does not hold, and leaves none out', () => {
    expect(fault(dissolve(water(10)), { holdings })).toMatchObject({
      facts: { resources: [{ resource: 'hall', held: 1, shared: 0 }] },
    });
    expect(
      fault(dissolve(water(10), hall, { resource: 'land', amount: 1, to: 'zoe' }), { holdings }),
    ).toMatchObject({ facts: { resources: [{ resource: 'land', held: 0, shared: 1 }] } });
    expect(fault(dissolve(), { holdings: [] })).toBeUndefined();
  });

  it('MEM-7 gives nothing to the family that will be none', () => {
    const own: Share = { resource: 'water', amount: 10, to: { family: 'ash' } };
    expect(fault(dissolve(own, hall), { holdings })).toEqual({
      code: 'unknown-member',
      rule: 'MEM-7',
      facts: { families: ['ash'] },
    });
  });

  it('MEM-7 ALC-2 deals each resource out of what is held of it', () => {
    expect(dealt([hall, water(10)], holdings)).toEqual([
      { ...hall, until: null, parts: [{ id: '1', amount: 1 }] },
      {
        ...water(10),
        until: null,
        parts: [
          { id: '1', amount: 6 },
          { id: '2', amount: 4 },
        ],
      },
    ]);
  });

  it('ALC-2 ALC-3 what ends last is dealt first, and each part ends as the family’s would have', () => {
    const ending = [
      holding('water', 3, { id: '1', until: '2027-01-01T00:00:00.000Z' }),
      holding('water', 4, { id: '2' }),
    ];
    const shares: Share[] = [
      { resource: 'water', amount: 5, to: 'zoe' },
      { resource: 'water', amount: 2, to: 'max' },
    ];
    expect(dealt(shares, ending)).toEqual([
      { resource: 'water', to: 'zoe', until: null, amount: 4, parts: [{ id: '2', amount: 4 }] },
      {
        resource: 'water',
        to: 'zoe',
        until: '2027-01-01T00:00:00.000Z',
        amount: 1,
        parts: [{ id: '1', amount: 1 }],
      },
      {
        resource: 'water',
        to: 'max',
        until: '2027-01-01T00:00:00.000Z',
        amount: 2,
        parts: [{ id: '1', amount: 2 }],
      },
    ]);
  });

  const amounts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
  it.prop([amounts, fc.array(fc.nat({ max: 99 }), { maxLength: 4 })])(
    'MEM-7 ALC-1 deals exactly what is held, to each what is said, and of no holding more than it is',
    (held, cuts) => {
      const own = held.map((amount, place) =>
        holding('water', amount, {
          id: String(place),
          until: place % 2 === 0 ? null : `2027-01-0${place}T00:00:00.000Z`,
        }),
      );
      const whole = held.reduce((sum, amount) => sum + amount, 0);
      const marks = [0, ...cuts.filter((cut) => cut < whole).toSorted((one, other) => one - other), whole];
      const shares = marks.slice(1).flatMap((mark, place): Share[] => {
        const amount = mark - (marks[place] ?? 0);
        return amount === 0 ? [] : [{ resource: 'water', amount, to: `member-${place}` }];
      });
      const found = dealt(shares, own);
      for (const { amount, to } of shares)
        expect(found.filter((one) => one.to === to).reduce((sum, one) => sum + one.amount, 0)).toBe(amount);
      for (const { amount, id, until } of own) {
        const parts = found.flatMap((one) =>
          one.parts.filter((part) => part.id === id).map((part) => ({ ...part, until: one.until })),
        );
        expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
        for (const part of parts) expect(part.until).toBe(until);
      }
    },
  );
});
