/** Mandates: what may be granted, which one is in force, who decides under it, and calling back (MAN-1, MAN-2). */
import { it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Permission } from '../../charter/choices.ts';
import { isMandatable, type Mandate, mandateEndFault, mandateFault } from '../../rules/council/mandates.ts';
import { mandateInForce } from './mandate-in-force.ts';
import type { MemberStatus } from '../../rules/model.ts';
import { category, charter } from './charter.ts';

const at = '2026-03-01T00:00:00.000Z';
const inNinetyDays = '2026-05-30T00:00:00.000Z';
const grant = { members: ['aria', 'mira'], category: 'operations', until: '2026-04-01T00:00:00.000Z' };
const statuses = new Map<string, MemberStatus>([
  ['aria', 'active'],
  ['mira', 'offline'],
  ['vega', 'departed'],
]);
const statusOf = (member: string) => statuses.get(member);

const fault = (other: Partial<typeof grant>, rules = charter()) =>
  mandateFault({ ...grant, ...other }, statusOf, rules, at);

describe('granting a mandate', () => {
  it('MAN-1 gives named members one category of the council, offline ones included', () => {
    expect(fault({})).toBeUndefined();
    expect(fault({ members: ['mira'] })).toBeUndefined();
  });

  it('MAN-1 is refused where the charter has no mandates', () => {
    expect(fault({}, charter({ mandates: null }))).toEqual({
      code: 'switched-off',
      rule: 'MAN-1',
      facts: { section: 'mandates' },
    });
  });

  it('MAN-1 ends in 90 days at most', () => {
    const until = '2026-05-30T00:00:00.001Z';
    expect(fault({ until: inNinetyDays })).toBeUndefined();
    expect(fault({ until })).toEqual({
      code: 'too-far-ahead',
      rule: 'MAN-1',
      facts: { path: '/action/until', instant: until, latest: inNinetyDays },
    });
  });

  it('MAN-1 ends in the time to come', () => {
    expect(fault({ until: '2026-03-01T00:00:00.001Z' })).toBeUndefined();
    expect(fault({ until: at })).toEqual({
      code: 'past-instant',
      rule: 'MAN-1',
      facts: { path: '/action/until', instant: at, at },
    });
  });

  it('MAN-1 names members, at least one, each once, and none who is unknown or departed', () => {
    expect(fault({ members: [] })).toEqual({
      code: 'incomplete',
      rule: 'MAN-1',
      facts: { missing: ['members'] },
    });
    expect(fault({ members: ['mira', 'aria', 'mira', 'mira'] })).toEqual({
      code: 'repeated-member',
      rule: 'MAN-1',
      facts: { members: ['mira'] },
    });
    expect(fault({ members: ['vega', 'aria', 'nobody'] })).toEqual({
      code: 'unknown-member',
      rule: 'MAN-1',
      facts: { members: ['vega', 'nobody'] },
    });
  });

  it('MAN-1 is for a category of the charter', () => {
    for (const name of ['weather', 'constructor'])
      expect(fault({ category: name })).toEqual({
        code: 'unknown-category',
        rule: 'MAN-1',
        facts: { category: name },
      });
  });

  it('MAN-1 says which categories can be mandated', () => {
    expect(fault({ category: 'core-principles' })).toEqual({
      code: 'category-not-permitted',
      rule: 'MAN-1',
      facts: { category: 'core-principles', permits: ['operations', 'infrastructure', 'resources'] },
    });
  });
});

describe('a category that can be mandated', () => {
  it.each([
    'operations',
    'infrastructure',
    'external-relations',
    'resources',
    'wake-allocation',
    'existential-risk',
  ])('MAN-1 %s can', (name) => {
    expect(isMandatable(category({ name }))).toBe(true);
  });

  it.each([
    'constitutional',
    'core-principles',
    'justice',
    'leadership',
    'emergency-removal',
    'membership',
    'reproduction',
    'mandate',
  ])('MAN-1 %s cannot, whatever it carries', (name) => {
    expect(isMandatable(category({ name, actions: [] }))).toBe(false);
  });

  it('MAN-1, VET-2 the question of a veto cannot: it goes to the council', () => {
    expect(isMandatable(category({ name: 'veto-question', actions: ['none'] }))).toBe(false);
  });

  it('MAN-1 one of a family or of a member alone cannot', () => {
    expect(isMandatable(category({ tier: 2 }))).toBe(false);
    expect(isMandatable(category({ tier: 1 }))).toBe(false);
  });

  it.each<[Permission, boolean]>([
    ['none', true],
    ['task', true],
    ['http.call', true],
    ['allocation.temporary', true],
    ['allocation.permanent', true],
    ['member.admit', false],
    ['member.release', false],
    ['member.milestone', false],
    ['member.roles', false],
    ['member.guardian', false],
    ['leadership.give', false],
    ['leadership.take', false],
    ['mandate.grant', false],
    ['mandate.end', false],
    ['charter.amend', false],
  ])('MAN-1, TIE-5 one that carries %s beside others, under any name: %s', (permission, possible) => {
    expect(isMandatable(category({ name: 'board', actions: ['task', permission] }))).toBe(possible);
  });
});

const mandate: Mandate = {
  id: 'mandate-1',
  sequence: 1,
  category: 'operations',
  members: ['aria', 'mira'],
  grantedAt: '2026-02-01T00:00:00.000Z',
  until: '2026-04-01T00:00:00.000Z',
  endedAt: null,
};

describe('the mandate in force', () => {
  const inForce = (mandates: readonly Mandate[], instant: string) =>
    mandateInForce(mandates, 'operations', statusOf, instant)?.id;

  it('MAN-1 begins with its grant and is over at its date', () => {
    expect(inForce([mandate], '2026-01-31T23:59:59.999Z')).toBeUndefined();
    expect(inForce([mandate], mandate.grantedAt)).toBe('mandate-1');
    expect(inForce([mandate], '2026-03-31T23:59:59.999Z')).toBe('mandate-1');
    expect(inForce([mandate], mandate.until)).toBeUndefined();
  });

  it('MAN-2 is over from the decision that ends it', () => {
    const ended = { ...mandate, endedAt: at };
    expect(inForce([ended], '2026-02-28T23:59:59.999Z')).toBe('mandate-1');
    expect(inForce([ended], at)).toBeUndefined();
  });

  it('MAN-1 is one of the category itself', () => {
    expect(mandateInForce([mandate], 'resources', statusOf, at)).toBeUndefined();
    expect(mandateInForce([], 'operations', statusOf, at)).toBeUndefined();
  });

  it('MAN-1 MEM-2 is none whose members have all departed: an earlier one counts, or the council decides', () => {
    const later = { ...mandate, id: 'mandate-2', sequence: 2 };
    expect(inForce([{ ...mandate, members: ['vega', 'mira'] }], at)).toBe('mandate-1');
    expect(inForce([{ ...mandate, members: ['vega'] }], at)).toBeUndefined();
    expect(inForce([{ ...mandate, members: ['nobody'] }], at)).toBeUndefined();
    expect(inForce([mandate, { ...later, members: ['vega'] }], at)).toBe('mandate-1');
    expect(inForce([mandate, later], at)).toBe('mandate-2');
  });

  it('MAN-2 of two the latest granted counts, and the earlier again where that ends first', () => {
    const later = {
      ...mandate,
      id: 'mandate-2',
      sequence: 2,
      grantedAt: '2026-02-15T00:00:00.000Z',
      endedAt: at,
    };
    for (const both of [
      [mandate, later],
      [later, mandate],
    ]) {
      expect(inForce(both, '2026-02-14T23:59:59.999Z')).toBe('mandate-1');
      expect(inForce(both, '2026-02-20T00:00:00.000Z')).toBe('mandate-2');
      expect(inForce(both, at)).toBe('mandate-1');
    }
  });
});

describe('ending a mandate', () => {
  const granted = { until: '2026-04-01T00:00:00.000Z', endedAt: null };
  const end = (mandate: Pick<Mandate, 'until' | 'endedAt'> | undefined, when = at) =>
    mandateEndFault('mandate-1', mandate, when);

  it('MAN-2 is of one that is in force, to its last millisecond', () => {
    expect(end(granted)).toBeUndefined();
    expect(end(granted, '2026-03-31T23:59:59.999Z')).toBeUndefined();
    for (const late of [granted.until, '2026-04-01T00:00:00.001Z'])
      expect(end(granted, late)).toEqual({
        code: 'already-done',
        rule: 'MAN-2',
        facts: { mandate: 'mandate-1', until: granted.until },
      });
  });

  it('MAN-2 is not of one that a decision has ended, nor of one that nobody granted', () => {
    const endedAt = '2026-02-01T00:00:00.000Z';
    expect(end({ ...granted, endedAt })).toEqual({
      code: 'already-done',
      rule: 'MAN-2',
      facts: { mandate: 'mandate-1', endedAt },
    });
    expect(end(undefined)).toEqual({
      code: 'unknown-mandate',
      rule: 'MAN-2',
      facts: { mandate: 'mandate-1' },
    });
  });
});
