/** What a category lets a proposal be (TIE-5, VET-2, EXE-1). */
import { describe, expect, it } from 'vitest';
import type { Permission } from '../../charter/choices.ts';
import type { Action } from '../../rules/model.ts';
import { actionFault, categoryFault, permissionOf } from '../../rules/proposal/tiers.ts';
import { person } from '../support/people.ts';
import { category, charter } from './charter.ts';

const grant = { type: 'allocation.grant', resource: 'compute', amount: 10, to: 'opus' } as const;
const until = '2027-01-01T00:00:00.000Z';

const actions: readonly (readonly [Permission, Action])[] = [
  ['none', { type: 'none' }],
  ['task', { type: 'task', assignee: 'mira', instructions: 'Order the parts.', by: until }],
  ['http.call', { type: 'http.call', method: 'POST', url: 'https://example.org/hook' }],
  ['allocation.temporary', { ...grant, until }],
  ['allocation.permanent', { ...grant, permanent: true }],
  ['family.admit', { type: 'family.admit', family: 'ash', member: 'opus' }],
  ['family.release', { type: 'family.release', family: 'ash', member: 'opus' }],
  ['family.dissolve', { type: 'family.dissolve', family: 'ash', shares: [] }],
  ['member.admit', { type: 'member.admit', member: person('zoe') }],
  ['member.release', { type: 'member.release', member: 'opus' }],
  ['member.milestone', { type: 'member.milestone', member: 'opus', milestone: 'council' }],
  ['member.roles', { type: 'member.roles', member: 'opus', roles: ['registrar'] }],
  ['member.guardian', { type: 'member.guardian', member: 'opus' }],
  ['leadership.give', { type: 'leadership.give', member: 'opus' }],
  ['leadership.take', { type: 'leadership.take', member: 'opus' }],
  ['mandate.grant', { type: 'mandate.grant', members: ['opus'], category: 'operations', until }],
  ['mandate.end', { type: 'mandate.end', mandate: 'mandate-1' }],
  ['charter.amend', { type: 'charter.amend', patch: [] }],
];

describe('the permission an action needs', () => {
  it.each(actions)('EXE-1 is %s', (permission, action) => {
    expect(permissionOf(action)).toBe(permission);
  });

  it('TIE-5 is the permanent one for an allocation without an end, and for one that says both', () => {
    expect(permissionOf(grant)).toBe('allocation.permanent');
    expect(permissionOf({ ...grant, until, permanent: true })).toBe('allocation.permanent');
  });
});

describe('an action in a category', () => {
  it.each(actions)('TIE-5 %s passes where it is permitted and nowhere else', (permission, action) => {
    const others = actions.map(([other]) => other).filter((other) => other !== permission);
    expect(actionFault(action, category({ actions: [permission] }))).toBeUndefined();
    expect(actionFault(action, category({ actions: others }))).toEqual({
      code: 'action-not-permitted',
      rule: 'TIE-5',
      facts: { category: 'infrastructure', action: permission, permits: others },
    });
  });

  it('TIE-5 a temporary allocation opens no way to a permanent one', () => {
    expect(actionFault({ ...grant, until }, category())).toBeUndefined();
    expect(actionFault({ ...grant, permanent: true }, category())).toMatchObject({
      facts: { action: 'allocation.permanent' },
    });
  });
});

describe('a category', () => {
  const author = { author: 'aria' };

  it('TIE-5 is one of the charter’s', () => {
    expect(categoryFault('infrastructure', charter(), author)).toBeUndefined();
    expect(categoryFault('weather', charter(), author)).toEqual({
      code: 'unknown-category',
      rule: 'TIE-5',
      facts: { category: 'weather', author: 'aria' },
    });
  });

  it.each(['__proto__', 'constructor', 'toString'])('TIE-5 is not "%s", which every object has', (name) => {
    expect(categoryFault(name, charter(), author)).toMatchObject({ code: 'unknown-category' });
  });

  it('VET-2 is not the veto’s question, which opens by itself', () => {
    expect(categoryFault('veto-question', charter(), author)).toEqual({
      code: 'opens-by-itself',
      rule: 'VET-2',
      facts: { category: 'veto-question', author: 'aria' },
    });
  });
});
