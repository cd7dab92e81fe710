/** Appeals: who rules on one, until when, and how often (APP-1, APP-2). */
import { describe, expect, it } from 'vitest';
import { mayAct } from '../../rules/appeal/permissions.ts';
import { type AppealState, outcomeOf, remandFault } from '../../rules/appeal/state.ts';

const opened = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-09T09:00:00.000Z';

const appeal = (more: Partial<AppealState> = {}): AppealState => ({
  id: 'appeal-1',
  of: { kind: 'proposal', id: 'proposal-1' },
  stage: 'ruling',
  appellant: 'emil',
  principle: 'autonomy',
  reason: 'It was his own matter.',
  guardian: 'ct',
  deadline: closes,
  ruling: null,
  outcome: null,
  remanded: false,
  createdAt: opened,
  endedAt: null,
  continuationOf: null,
  continuedBy: null,
  ...more,
});
const ct = { id: 'ct', status: 'active' } as const;

describe('a ruling on an appeal', () => {
  it('APP-2 is the guardian’s', () => {
    expect(mayAct('ruling', appeal(), ct, opened)).toBeUndefined();
    for (const state of [appeal(), appeal({ guardian: null })])
      expect(mayAct('ruling', state, { id: 'emil', status: 'active' }, opened)).toEqual({
        code: 'not-permitted',
        rule: 'APP-2',
        facts: { allowed: 'guardian' },
      });
  });

  it('MEM-2 is not of a guardian who has departed; offline is no bar', () => {
    expect(mayAct('ruling', appeal(), { ...ct, status: 'departed' }, opened)).toEqual({
      code: 'not-permitted',
      rule: 'MEM-2',
      facts: { status: 'departed' },
    });
    expect(mayAct('ruling', appeal(), { ...ct, status: 'offline' }, opened)).toBeUndefined();
  });

  it('APP-2 PRO-10 comes within the week: in its last millisecond, but not at its end', () => {
    expect(mayAct('ruling', appeal(), ct, '2026-03-09T08:59:59.999Z')).toBeUndefined();
    expect(mayAct('ruling', appeal(), ct, closes)).toEqual({
      code: 'window-closed',
      rule: 'PRO-10',
      facts: { deadline: closes, at: closes, lateByMs: 0 },
    });
    expect(mayAct('ruling', appeal({ deadline: null }), ct, closes)).toBeUndefined();
  });

  it('APP-2 PRO-10 is not made on an appeal that has ended', () => {
    expect(mayAct('ruling', appeal({ stage: 'ended', deadline: null }), ct, opened)).toEqual({
      code: 'wrong-stage',
      rule: 'APP-2',
      facts: { stage: 'ended', allowedIn: ['ruling'] },
    });
  });

  it('APP-2 upholds, overturns or remands', () => {
    expect(outcomeOf).toEqual({ uphold: 'upheld', overturn: 'overturned', remand: 'remanded' });
  });

  it('APP-2 remands once, but upholds and overturns what was remanded', () => {
    expect(remandFault({ remanded: false }, 'remand')).toBeUndefined();
    expect(remandFault({ remanded: true }, 'remand')).toEqual({
      code: 'already-done',
      rule: 'APP-2',
      facts: { act: 'remand' },
    });
    for (const ruling of ['uphold', 'overturn'] as const)
      expect(remandFault({ remanded: true }, ruling)).toBeUndefined();
  });
});
