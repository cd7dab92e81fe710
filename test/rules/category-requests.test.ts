/** Asking for another category: where one may, about whom, and how many must (TIE-6). */
import { describe, expect, it } from 'vitest';
import {
  againFault,
  asksNeeded,
  guardedCategories,
  mayBeAsked,
  namedBy,
  otherCategories,
  requestFault,
} from '../../rules/proposal/category-requests.ts';
import { essence } from '../../rules/actions/essence.ts';
import type { Action } from '../../rules/model.ts';
import { category, charter } from './charter.ts';

const task: Action = {
  type: 'task',
  assignee: 'emil',
  instructions: 'Sweep.',
  by: '2030-01-01T00:00:00.000Z',
};
const none: Action = { type: 'none' };
const impact = (affected: readonly string[] | 'everyone') => ({ affected, statement: 'As it is said.' });

const operations = category();
const justice = { ...category(), name: 'justice', hearing: true, appeal: true };
const risk = {
  ...category(),
  name: 'existential-risk',
  threshold: { num: 4, den: 5, strict: false, unanimous: false, of: 'decisive' as const },
};
const own = { ...category(), name: 'family.pooling', tier: 2 as const, hearing: true };
const question = { ...category(), name: 'veto-question', hearing: true };
const rules = {
  ...charter(),
  categories: {
    operations,
    'existential-risk': risk,
    justice,
    'family.pooling': own,
    'veto-question': question,
  },
};

describe('another category', () => {
  it('TIE-6 is one of the council with a hearing or an appeal that this one lacks; a higher threshold is no ground', () => {
    const names = (of: Parameters<typeof guardedCategories>[0], more: object = {}) =>
      guardedCategories(of, { ...rules, ...more }).map(({ name }) => name);
    expect(names(operations)).toEqual(['justice']);
    expect(names({ hearing: true, appeal: false })).toEqual(['justice']);
    expect(names({ hearing: false, appeal: true })).toEqual(['justice']);
    expect(names({ hearing: true, appeal: true })).toEqual([]);
    const inquiry = { ...justice, name: 'inquiry' };
    for (const categories of [
      { justice, inquiry },
      { inquiry, justice },
    ])
      expect(names(operations, { categories }), 'by name').toEqual(['inquiry', 'justice']);
    // An appeal that nobody hears is none.
    expect(names({ hearing: true, appeal: false }, { appeals: null })).toEqual([]);
    expect(names({ hearing: true, appeal: false }, { guardian: null })).toEqual([]);
  });

  it('TIE-6 permits the action, of a text that names somebody; an impact of everyone names nobody', () => {
    const guarded = [{ name: 'justice', actions: ['none', 'task'] as const }];
    expect(otherCategories({ impact: impact(['dora']), action: none }, guarded)).toEqual(['justice']);
    expect(otherCategories({ impact: impact('everyone'), action: none }, guarded)).toEqual([]);
    expect(otherCategories({ impact: impact('everyone'), action: task }, guarded)).toEqual(['justice']);
    expect(otherCategories({ impact: impact(['dora']), action: null }, guarded)).toEqual([]);
    const lead: Action = { type: 'leadership.give', member: 'emil' };
    expect(otherCategories({ impact: impact(['dora']), action: lead }, guarded)).toEqual([]);
    expect(namedBy({ impact: impact(['dora', 'emil']), action: task })).toEqual(['dora', 'emil']);
    const content = { impact: impact('everyone'), action: task };
    const state = { otherCategories: ['justice'] };
    expect(requestFault({ category: 'justice', punishes: 'emil' }, state, content)).toBeUndefined();
    expect(requestFault({ category: 'justice', punishes: 'dora' }, state, content)).toEqual({
      code: 'not-named',
      rule: 'TIE-6',
      facts: { member: 'dora', named: ['emil'] },
    });
    expect(requestFault({ category: 'risk', punishes: 'emil' }, state, content)).toEqual({
      code: 'category-not-permitted',
      rule: 'TIE-6',
      facts: { category: 'risk', permits: ['justice'] },
    });
    const crowd = Array.from({ length: 21 }, (_, place) => `m${place}`);
    const many = requestFault({ category: 'justice', punishes: 'dora' }, state, {
      impact: impact(crowd),
      action: none,
    });
    expect(many?.facts['named'], 'twenty of them').toEqual(crowd.slice(0, 20));
    expect(namedBy({ impact: null, action: task })).toEqual(['emil']);
  });

  it('TIE-6 is never asked for where it opened by itself, is mandated, or is of a family', () => {
    const asked = { tier: 3, author: 'anna', mandate: null };
    expect(mayBeAsked(asked)).toBe(true);
    expect(mayBeAsked({ ...asked, author: null })).toBe(false);
    expect(mayBeAsked({ ...asked, mandate: { id: 'mandate' } })).toBe(false);
    expect(mayBeAsked({ ...asked, tier: 2 })).toBe(false);
    expect(mayBeAsked({ ...asked, tier: 1 })).toBe(false);
  });
});

describe('how many must ask', () => {
  const needs = charter().categoryRequests ?? expect.fail('the default charter has them');
  it.each([
    { electors: 9, needed: 3, again: 5 },
    { electors: 10, needed: 4, again: 6 },
    { electors: 6, needed: 2, again: 4 },
    { electors: 1, needed: 1, again: 1 },
    { electors: 0, needed: 1, again: 1 },
  ])(
    'TIE-6 of $electors electors $needed, and of what is put again $again',
    ({ electors, needed, again }) => {
      expect(asksNeeded(needs, electors, false)).toBe(needed);
      expect(asksNeeded(needs, electors, true)).toBe(again);
    },
  );
});

describe('the same put again', () => {
  const former = { decision: 'former', member: 'emil', endedAt: '2026-03-01T09:00:00.000Z' };
  const memory = 30 * 86_400_000;
  const putAt = (at: string) => againFault({ category: 'operations', action: task }, former, { memory }, at);

  it('TIE-6 is refused until 30 days are over: 29 d 23:59:59 after, and not 30 d after', () => {
    expect(putAt('2026-03-31T08:59:59.000Z')).toEqual({
      code: 'wrong-category',
      rule: 'TIE-6',
      facts: {
        category: 'operations',
        action: 'task',
        member: 'emil',
        decision: 'former',
        until: '2026-03-31T09:00:00.000Z',
      },
    });
    expect(putAt('2026-03-31T08:59:59.999Z')).toBeDefined();
    expect(putAt('2026-03-31T09:00:00.000Z')).toBeUndefined();
  });

  it('TIE-6 EMG-2 is what has the same type and object, whatever else it says', () => {
    const same = (one: Action, other: Action, words = 'other') =>
      essence(one, 'words') === essence(other, words);
    expect(same(task, { ...task, instructions: 'Clean.', by: '2031-01-01T00:00:00.000Z' })).toBe(true);
    expect(same(task, { ...task, assignee: 'dora' })).toBe(false);
    const call: Action = { type: 'http.call', method: 'POST', url: 'https://example.org/a' };
    expect(same(call, { ...call, url: 'https://example.org/a#b', body: 1 })).toBe(true);
    expect(same(call, { ...call, method: 'PUT' })).toBe(false);
    expect(same(call, { ...call, url: 'https://example.org/b' })).toBe(false);
    const grant: Action = {
      type: 'allocation.grant',
      resource: 'water',
      amount: 1,
      to: 'emil',
      permanent: true,
    };
    expect(same(grant, { ...grant, amount: 2 })).toBe(true);
    expect(same(grant, { ...grant, to: { family: 'emil' } })).toBe(false);
    expect(same(grant, { ...grant, resource: 'wakes' })).toBe(false);
    expect(same(none, none, 'words')).toBe(true);
    expect(same(none, none)).toBe(false);
    const release: Action = { type: 'member.release', member: 'emil' };
    expect(same(release, release)).toBe(true);
    expect(same(release, { ...release, member: 'dora' })).toBe(false);
    const mandate: Action = {
      type: 'mandate.grant',
      members: ['emil'],
      category: 'operations',
      until: 'then',
    };
    expect(same(mandate, { ...mandate, until: 'later' })).toBe(true);
    expect(same({ type: 'mandate.end', mandate: 'one' }, { type: 'mandate.end', mandate: 'two' })).toBe(
      false,
    );
    expect(same({ type: 'charter.amend', patch: [1] }, { type: 'charter.amend', patch: [2] })).toBe(false);
  });
});
