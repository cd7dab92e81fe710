/** Emergency authority as a rule: what it reaches, what falls due when, and what cannot be repeated (EMG-1 to EMG-7). */
import { describe, expect, it } from 'vitest';
import { emergencyActionFault, leadershipFault } from '../../rules/emergency/state.ts';
import { next } from '../../rules/emergency/step.ts';
import { type EmergencyActor, actsAllowed, mayAct } from '../../rules/emergency/permissions.ts';
import { pollCloses } from '../../rules/emergency/polls.ts';
import { repeatFault } from '../../rules/emergency/repeat.ts';
import type { Action } from '../../rules/model.ts';
import { at, emergency, poll, rules, said } from './emergencies.ts';

describe('what emergency authority reaches', () => {
  const call: Action = { type: 'http.call', method: 'POST', url: 'http://example.org/' };
  const task: Action = { type: 'task', assignee: 'carl', instructions: 'Dig', by: at(90) };
  const temporary: Action = {
    type: 'allocation.grant',
    resource: 'water',
    amount: 1,
    to: 'carl',
    until: at(90),
  };
  const none: Action = { type: 'none' };

  it('EMG-2 a task, a call, a temporary allocation or nothing, and no other action', () => {
    for (const action of [none, temporary])
      expect(emergencyActionFault({ action, reversal: none })).toBeUndefined();
    for (const action of [call, task])
      expect(emergencyActionFault({ action, reversal: task })).toBeUndefined();
    const { until: _until, ...permanent } = { ...temporary, permanent: true as const };
    for (const action of [permanent, { type: 'leadership.give', member: 'carl' } as const]) {
      const permits = ['none', 'task', 'http.call', 'allocation.temporary'];
      const needed = action.type === 'leadership.give' ? action.type : 'allocation.permanent';
      const refused = (path: string) => ({
        code: 'action-not-permitted',
        rule: 'EMG-2',
        facts: { path, action: needed, permits },
      });
      expect(emergencyActionFault({ action, reversal: none })).toEqual(refused('/action'));
      expect(emergencyActionFault({ action: none, reversal: action })).toEqual(refused('/reversal'));
    }
  });

  it('EMG-2 a task or a call needs a reversal other than none', () => {
    for (const action of [call, task])
      expect(emergencyActionFault({ action, reversal: none })).toEqual({
        code: 'no-reversal',
        rule: 'EMG-2',
        facts: { action: action.type, reversal: 'none' },
      });
  });

  it('EMG-2 nothing else has a reversal: an allocation ends with the act, and nothing done is nothing to reverse', () => {
    for (const action of [none, temporary])
      for (const [reversal, needed] of [
        [call, 'http.call'],
        [task, 'task'],
        [temporary, 'allocation.temporary'],
      ] as const)
        expect(emergencyActionFault({ action, reversal })).toEqual({
          code: 'action-not-permitted',
          rule: 'EMG-2',
          facts: { path: '/reversal', action: needed, permits: ['none'] },
        });
    // A task or a call is reversed by whatever an act may be.
    for (const action of [call, task])
      for (const reversal of [call, task, temporary])
        expect(emergencyActionFault({ action, reversal })).toBeUndefined();
  });

  it('EMG-1 only of who leads and has not departed', () => {
    expect(leadershipFault({ status: 'active', roles: ['leadership'] })).toBeUndefined();
    expect(leadershipFault({ status: 'offline', roles: ['operator', 'leadership'] })).toBeUndefined();
    expect(leadershipFault({ status: 'departed', roles: ['leadership'] })).toMatchObject({ rule: 'EMG-1' });
    expect(leadershipFault({ status: 'active', roles: ['guardian'] })).toMatchObject({ rule: 'EMG-1' });
    expect(leadershipFault(undefined)).toEqual({
      code: 'not-permitted',
      rule: 'EMG-1',
      facts: { allowed: 'leadership' },
    });
  });

  it.each([
    [task, { ...task, by: at(99) }, true],
    [task, { ...task, assignee: 'dora' }, false],
    [task, { ...task, instructions: 'Fill' }, true],
    [call, { ...call, headers: { a: 'b' } }, true],
    [call, { ...call, method: 'PUT' }, false],
    [call, { ...call, url: 'http://example.org/2' }, false],
    [call, { ...call, body: 1 }, true],
    [call, { ...call, url: 'HTTP://EXAMPLE.org:80/#again' }, true],
    [temporary, { ...temporary, until: at(91), amount: 2 }, true],
    [temporary, { ...temporary, to: 'dora' }, false],
    [temporary, { ...temporary, resource: 'land' }, false],
    [none, none, true],
  ] as const)('EMG-2 the same act cannot be repeated: %o and %o', (one, other, same) => {
    const before = [emergency({ action: one, outcome: 'expired', decidedAt: at(72) })];
    const refused = repeatFault(
      { action: other, what: 'The well was closed.' },
      before,
      rules.repeat,
      at(73),
    );
    expect(refused?.code).toBe(same ? 'repeated-act' : undefined);
  });

  it('EMG-2 for 30 days, half-open, after it expired or was overridden, and what has no action by what it says', () => {
    const act = { action: none, what: 'The well was closed.' };
    const expired = emergency({ outcome: 'overridden', decidedAt: at(10) });
    expect(repeatFault(act, [expired], rules.repeat, at(10 + 720, -1))).toMatchObject({
      rule: 'EMG-2',
      facts: { emergency: 'e1', outcome: 'overridden', until: at(730) },
    });
    expect(repeatFault(act, [expired], rules.repeat, at(10 + 720))).toBeUndefined();
    expect(repeatFault({ ...act, what: 'Another' }, [expired], rules.repeat, at(20))).toBeUndefined();
    for (const outcome of ['ratified', 'stood'] as const)
      expect(repeatFault(act, [{ ...expired, outcome }], rules.repeat, at(20))).toBeUndefined();
    expect(repeatFault(act, [{ ...expired, decidedAt: null }], rules.repeat, at(20))).toBeUndefined();
  });
});

it('EMG-2 while an act is in force its twin is refused, or it would outlive the override of the first', () => {
  const act = { action: { type: 'none' }, what: 'The well was closed.' } as const;
  expect(repeatFault(act, [emergency()], rules.repeat, at(1))).toMatchObject({
    code: 'repeated-act',
    rule: 'EMG-2',
    facts: { emergency: 'e1', outcome: null, until: at(72) },
  });
  expect(repeatFault({ ...act, what: 'Another' }, [emergency()], rules.repeat, at(1))).toBeUndefined();
});

describe('what falls due', () => {
  it('EMG-3 EMG-4 EMG-6 the report, the justification, then the limit', () => {
    expect(next(emergency(), rules)).toEqual({ at: at(24), what: 'breach', kind: 'report' });
    const reported = emergency({ report: said(1) });
    expect(next(reported, rules)).toEqual({ at: at(72), what: 'breach', kind: 'justification' });
    const accounted = { ...reported, justification: said(2) };
    expect(next(accounted, rules)).toEqual({ at: at(72), what: 'limit' });
  });

  it('EMG-4 what comes late does not undo its breach', () => {
    const late = emergency({ report: said(24, true) });
    expect(next(late, rules)).toEqual({ at: at(24), what: 'breach', kind: 'report' });
    const noted = { ...late, breaches: [{ kind: 'report', at: at(24) }] as const };
    expect(next(noted, rules)).toMatchObject({ what: 'breach', kind: 'justification' });
  });

  it('EMG-5 at the same instant polls close first, then breaches are noted, then the limit acts', () => {
    const both = emergency({ report: said(1), polls: { override: poll(2, 72), ratification: poll(3, 72) } });
    expect(next(both, rules)).toEqual({ at: at(72), what: 'poll', kind: 'override' });
    const { override, ...polls } = both.polls;
    expect(override).toBeDefined();
    expect(next({ ...both, polls }, rules)).toMatchObject({ what: 'poll', kind: 'ratification' });
    expect(next({ ...both, polls: {} }, rules)).toMatchObject({ what: 'breach' });
  });

  it('EMG-7 over, it owes report and justification all the same, and nothing else', () => {
    const over = emergency({ stage: 'accounting', outcome: 'ratified', polls: { override: poll(2, 72) } });
    expect(next(over, rules)).toMatchObject({ what: 'breach', kind: 'report' });
    const breaches = [
      { kind: 'report', at: at(24) },
      { kind: 'justification', at: at(72) },
    ] as const;
    expect(next({ ...over, breaches }, rules)).toBeUndefined();
  });

  it('EMG-7 without a limit it stands 72 hours after the justification or its breach, and after an override that failed', () => {
    const open = emergency({ limit: null, report: said(1), justification: said(5) });
    expect(next(open, rules)).toEqual({ at: at(77), what: 'stood' });
    const polled = { ...open, polls: { override: poll(70, 142) } };
    expect(next(polled, rules)).toEqual({ at: at(142), what: 'poll', kind: 'override' });
    const failed = { ...open, polls: { override: poll(70, 142, 142) } };
    expect(next(failed, rules)).toEqual({ at: at(142), what: 'stood' });
    const breaches = [{ kind: 'justification', at: at(72) }] as const;
    expect(next({ ...open, justification: null, breaches }, rules)).toEqual({
      at: at(144),
      what: 'stood',
    });
  });

  it('EMG-5 EMG-6 a poll closes after its window, and at the limit at the latest', () => {
    const closes = (kind: 'override' | 'ratification', opens: number, limit: string | null) =>
      pollCloses(kind, at(opens), { limit }, rules);
    expect(closes('override', 0, at(72))).toBe(at(72));
    expect(closes('override', 10, at(72))).toBe(at(72));
    expect(closes('override', 10, at(100))).toBe(at(82));
    expect(closes('ratification', 10, at(100))).toBe(at(100));
    for (const kind of ['override', 'ratification'] as const) expect(closes(kind, 10, null)).toBe(at(82));
  });
});

describe('who may do what', () => {
  const lena: EmergencyActor = {
    id: 'lena',
    status: 'active',
    council: true,
    electorOf: [],
    operator: false,
  };
  const anna: EmergencyActor = { ...lena, id: 'anna', electorOf: ['override'] };

  it('EMG-3 EMG-4 the actor reports and justifies, each once, late too while it has not ended', () => {
    expect(mayAct('report', emergency(), anna, at(1))).toMatchObject({
      code: 'not-permitted',
      rule: 'EMG-3',
    });
    expect(mayAct('report', emergency(), lena, at(24, -1))).toBeUndefined();
    // After it was due it is taken all the same, and the breach stays.
    expect(mayAct('report', emergency(), lena, at(24))).toBeUndefined();
    expect(mayAct('report', emergency({ report: said(1) }), lena, at(2))).toMatchObject({
      code: 'already-done',
    });
    expect(mayAct('justification', emergency(), lena, at(1))).toMatchObject({
      code: 'incomplete',
      facts: { missing: ['report'] },
    });
    const reported = emergency({ report: said(1) });
    expect(mayAct('justification', reported, lena, at(72, -1))).toBeUndefined();
    expect(mayAct('justification', reported, lena, at(72))).toBeUndefined();
    const missed = emergency({ breaches: [{ kind: 'report', at: at(24) }] });
    expect(mayAct('justification', missed, lena, at(30))).toBeUndefined();
    expect(mayAct('justification', { ...reported, justification: said(2) }, lena, at(3))).toMatchObject({
      code: 'already-done',
    });
  });

  it('EMG-5 EMG-6 any council member calls one poll of each kind, while the act is in force', () => {
    for (const act of ['override-calls', 'ratification-calls'] as const) {
      expect(mayAct(act, emergency(), anna, at(72, -1))).toBeUndefined();
      expect(mayAct(act, emergency(), anna, at(72))).toMatchObject({ code: 'window-closed' });
      expect(mayAct(act, emergency({ limit: null }), anna, at(99))).toBeUndefined();
      expect(mayAct(act, emergency(), { ...anna, council: false }, at(1))).toMatchObject({
        code: 'not-permitted',
      });
      expect(mayAct(act, emergency({ stage: 'accounting' }), anna, at(1))).toMatchObject({
        code: 'wrong-stage',
      });
      const polls = { override: poll(1, 72), ratification: poll(1, 72) };
      expect(mayAct(act, emergency({ polls }), anna, at(2))).toMatchObject({ code: 'already-done' });
    }
  });

  it('EMG-5 the leader calls no override of their own act: an early one that nobody hears of would use it up', () => {
    expect(mayAct('override-calls', emergency(), lena, at(1))).toMatchObject({
      code: 'not-permitted',
      rule: 'EMG-5',
    });
    expect(mayAct('ratification-calls', emergency(), lena, at(1))).toBeUndefined();
  });

  it('EMG-5 GUA-2 electors of the poll vote before its close; the acting leader is none', () => {
    const polled = emergency({ polls: { override: poll(1, 72) } });
    const act = 'polls/override/ballot';
    expect(mayAct(act, polled, anna, at(72, -1))).toBeUndefined();
    expect(mayAct(act, polled, anna, at(72))).toMatchObject({ code: 'window-closed' });
    expect(mayAct(act, polled, lena, at(2))).toMatchObject({ code: 'not-an-elector', rule: 'GUA-2' });
    expect(mayAct(act, emergency(), anna, at(2))).toMatchObject({ code: 'wrong-stage', rule: 'EMG-5' });
    const closed = emergency({ polls: { override: poll(1, 72, 5) } });
    expect(mayAct(act, closed, anna, at(6))).toMatchObject({ code: 'window-closed' });
    expect(mayAct('polls/ratification/ballot', polled, anna, at(2))).toMatchObject({ rule: 'EMG-6' });
  });

  it('EMG-7 EXE-2 an operator retries a reversal that failed, once', () => {
    const operator = { ...anna, operator: true };
    const failed = emergency({
      stage: 'ended',
      outcome: 'expired',
      reversalState: 'failed',
      retryUntil: at(720),
    });
    expect(mayAct('retry', failed, operator, at(720, -1))).toBeUndefined();
    expect(mayAct('retry', failed, operator, at(720))).toMatchObject({ code: 'window-closed' });
    expect(mayAct('retry', failed, anna, at(99))).toMatchObject({ code: 'not-permitted' });
    expect(mayAct('retry', { ...failed, reversalState: 'done' }, operator, at(99))).toMatchObject({
      code: 'wrong-stage',
    });
    expect(mayAct('retry', { ...failed, retriedBy: 'e2' }, operator, at(99))).toMatchObject({
      code: 'already-done',
      facts: { retriedBy: 'e2' },
    });
  });

  it('EXE-1 the assignee confirms the task of the act, or of its reversal once that runs', () => {
    const task: Action = { type: 'task', assignee: 'anna', instructions: 'Dig', by: at(50) };
    const awaited = emergency({
      action: task,
      reversal: { ...task, assignee: 'ben' },
      actionState: 'awaited',
    });
    const ben = { ...anna, id: 'ben' };
    expect(mayAct('task', awaited, anna, at(50, -1))).toBeUndefined();
    expect(mayAct('task', awaited, anna, at(50))).toMatchObject({ code: 'window-closed' });
    expect(mayAct('task', awaited, ben, at(1))).toMatchObject({ code: 'not-permitted' });
    const reversing = { ...awaited, stage: 'reversal', reversalState: 'awaited' } as const;
    expect(mayAct('task', reversing, ben, at(1))).toBeUndefined();
    expect(mayAct('task', reversing, anna, at(1))).toMatchObject({ code: 'not-permitted' });
    expect(mayAct('task', { ...awaited, actionState: 'done' }, anna, at(1))).toMatchObject({
      code: 'not-permitted',
    });
  });

  it('MEM-2 AUT-1 who has departed may do nothing, and `can` lists what one may', () => {
    expect(actsAllowed(emergency(), { ...lena, status: 'departed' }, at(1))).toEqual([]);
    expect(actsAllowed(emergency(), lena, at(1))).toEqual(['report', 'ratification-calls']);
    expect(mayAct('report', emergency({ stage: 'ended' }), lena, at(1))).toMatchObject({
      code: 'wrong-stage',
      facts: { stage: 'ended' },
    });
  });
});
