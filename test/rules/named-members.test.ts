/** Whom a text names, and whom its action binds, whatever its author wrote of its impact (VET-1, TIE-6, PRO-13). */
import { describe, expect, it } from 'vitest';
import type { Action } from '../../rules/model.ts';
import type { Veto } from '../../rules/proposal/state.ts';
import { boundBy, membersNamed, objectionFault, undecided } from '../../rules/proposal/vetoes/vetoes.ts';
import { person } from '../support/people.ts';

const instant = '2026-03-05T09:00:00.000Z';
const binding: readonly Action[] = [
  { type: 'task', assignee: 'ben', instructions: 'Dig.', by: instant },
  { type: 'allocation.grant', resource: 'water', amount: 1, to: 'ben' },
  { type: 'member.admit', member: person('ben') },
  { type: 'member.release', member: 'ben' },
  { type: 'member.guardian', member: 'ben' },
  { type: 'member.milestone', member: 'ben', milestone: 'council' },
  { type: 'member.roles', member: 'ben', roles: ['operator'] },
  { type: 'leadership.give', member: 'ben' },
  { type: 'leadership.take', member: 'ben' },
  { type: 'mandate.grant', members: ['ben'], category: 'operations', until: instant },
];
const unbinding: readonly (Action | null)[] = [
  { type: 'allocation.grant', resource: 'water', amount: 1, to: { family: 'ash' } },
  { type: 'mandate.end', mandate: 'mandate-1' },
  { type: 'none' },
  null,
];

describe('an action', () => {
  it.each(binding)('VET-1 binds whom it is done to: $type', (action) => {
    expect(boundBy(action)).toEqual(['ben']);
  });

  it('VET-1 binds no member where it is a family’s, ends something, or does nothing', () => {
    for (const action of unbinding) expect(boundBy(action)).toEqual([]);
  });
});

describe('a text', () => {
  const [task] = binding as [Action];
  const impact = (affected: readonly string[] | 'everyone') => ({ affected, statement: 'Some.' });

  it('VET-1 PRO-13 names by its impact, its action, as accused and as victims', () => {
    const named = { impact: impact(['anna']), action: task, accused: 'emil', victims: ['fay', 'gus'] };
    expect(membersNamed(named)).toEqual(['anna', 'ben', 'emil', 'fay', 'gus']);
  });

  it('VET-1 PRO-13 names nobody by an impact on everyone, or by none', () => {
    expect(membersNamed({ impact: impact('everyone'), action: task })).toEqual(['ben']);
    expect(membersNamed({ impact: null, action: null })).toEqual([]);
  });
});

describe('an objection', () => {
  it('TIE-2 that it is a family’s alone says which family escalated it', () => {
    expect(objectionFault({ category: 'family.pooling', family: 'ash' }, ['family'])).toEqual({
      code: 'not-permitted',
      rule: 'TIE-2',
      facts: { escalatedBy: 'ash' },
    });
  });

  it('VET-2 is waited for while one of them is undecided', () => {
    const of = (...outcomes: readonly Veto['outcome'][]) =>
      undecided(outcomes.map((outcome) => ({ outcome })) as unknown as Veto[]);
    expect([of('lifted', null), of('lifted', 'stands'), of()]).toEqual([true, false, false]);
  });
});
