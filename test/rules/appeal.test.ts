/** Appeals: who rules on one, until when, and how often (APP-1, APP-2). */
import { describe, expect, it } from 'vitest';
import type { AppealEntry } from '../../rules/appeal/entries.ts';
import { evolve } from '../../rules/appeal/evolve.ts';
import { appealNotices, appealOwed } from '../../rules/appeal/notices.ts';
import { actsAllowed, mayAct } from '../../rules/appeal/permissions.ts';
import { type AppealState, begunAppeal, outcomeOf, remandFault } from '../../rules/appeal/state.ts';
import { next } from '../../rules/appeal/step.ts';

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

describe('an appeal after', () => {
  const at = '2026-03-03T09:00:00.000Z';
  const after = (state: AppealState, kind: AppealEntry['kind'], facts: object): AppealState =>
    evolve(state, { at, kind, facts } as AppealEntry);

  it('APP-1 its beginning waits for nobody yet', () => {
    const { id, of, appellant, principle, reason, createdAt } = appeal();
    const given = { id, of, appellant, principle, reason, createdAt, remanded: true };
    const begun = appeal({ guardian: null, deadline: null, remanded: true });
    expect(begunAppeal(given)).toEqual(begun);
    expect(begunAppeal({ ...given, continuationOf: 'appeal-0' })).toEqual({
      ...begun,
      continuationOf: 'appeal-0',
    });
    expect(after(begun, 'continuation-of', { id: 'appeal-0' })).toBe(begun);
  });

  it('APP-1 its lodging is about a process, by an appellant, before the guardian until the close', () => {
    const matter = { of: { kind: 'conflict', id: 'c' }, principle: 'exit', reason: 'No.' } as const;
    const blank = appeal({ appellant: '', principle: '', reason: '', guardian: null, deadline: null });
    expect(after(blank, 'lodged', { ...matter, by: 'dora', guardian: 'ct', closes })).toEqual(
      appeal({ ...matter, appellant: 'dora' }),
    );
  });

  it('AUT-1 APP-2 PRO-9 another guardian is asked; its end waits for nothing, and may name the one that goes on', () => {
    expect(after(appeal(), 'guardian-changed', { from: 'ct', to: 'gus' })).toEqual(
      appeal({ guardian: 'gus' }),
    );
    const ended = { stage: 'ended', deadline: null, endedAt: at } as const;
    const upheld = after(appeal({ continuedBy: 'appeal-3' }), 'ended', { outcome: 'upheld', rule: 'APP-2' });
    expect(upheld).toEqual(appeal({ ...ended, outcome: 'upheld', continuedBy: 'appeal-3' }));
    const lost = { outcome: 'interrupted', rule: 'PRO-9', to: 'appeal-2' };
    expect(after(appeal(), 'ended', lost)).toEqual(
      appeal({ ...ended, outcome: 'interrupted', continuedBy: 'appeal-2' }),
    );
  });
});

describe('what an appeal waits for', () => {
  const ruling = { ruling: 'uphold', reason: 'It was heard.', at: opened } as const;

  it('APP-2 is the guardian’s week, whose silence upholds; nothing once there is a ruling', () => {
    expect(next(appeal())).toEqual({ at: closes, what: 'silence' });
    expect([next(appeal({ ruling })), next(appeal({ deadline: null }))]).toEqual([undefined, undefined]);
    expect(appealOwed(appeal())).toEqual([{ act: 'ruling', opens: opened, due: closes }]);
    for (const more of [{ ruling }, { deadline: null }, { stage: 'ended' }] as const)
      expect(appealOwed(appeal(more))).toEqual([]);
  });

  it('AUT-1 APP-2 is offered to the guardian alone', () => {
    expect(actsAllowed(appeal(), ct, opened)).toEqual(['ruling']);
    expect(actsAllowed(appeal(), { id: 'emil', status: 'active' }, opened)).toEqual([]);
  });

  it('AUT-1 GUA-1 is told to whoever gets the office, and to whoever held it', () => {
    const facts = { from: 'gus', to: 'ct' };
    expect(appealNotices(appeal(), { at: opened, kind: 'guardian-changed', facts })).toEqual([
      { to: { members: ['ct'] }, owes: 'ruling', due: closes, but: null },
      { to: { members: ['gus'] }, owes: null, due: null, but: null },
    ]);
  });
});
