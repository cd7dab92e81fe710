/** Every act on an emergency in every stage, and what a refusal says (EMG-3 to EMG-7, AUT-1, PRO-10). */
import { describe, expect, it } from 'vitest';
import {
  type EmergencyAct,
  type EmergencyActor,
  actsAllowed,
  emergencyActs,
  mayAct,
  permissions,
} from '../../rules/emergency/permissions.ts';
import { type EmergencyState, emergencyStages } from '../../rules/emergency/state.ts';
import type { Action } from '../../rules/model.ts';
import { at, emergency, poll, said } from './emergencies.ts';

const task: Action = { type: 'task', assignee: 'lena', instructions: 'Dig', by: at(90) };

/** Everything that an act asks for, but that she acted herself. */
const anna: EmergencyActor = {
  id: 'anna',
  status: 'active',
  council: true,
  electorOf: ['override', 'ratification'],
  operator: true,
};
const lena = { ...anna, id: 'lena' };
/** A member and nothing else. */
const zoe: EmergencyActor = { ...anna, id: 'zoe', council: false, electorOf: [], operator: false };

/** An emergency in which everything but the stage lets somebody do the act. */
const before = (act: EmergencyAct, stage: EmergencyState['stage'] = 'in-force'): EmergencyState =>
  emergency({
    stage,
    report: act === 'justification' ? said(1) : null,
    polls: act.startsWith('polls') ? { override: poll(1, 72), ratification: poll(1, 72) } : {},
    action: task,
    actionState: 'awaited',
    reversalState: 'failed',
    retryUntil: at(720),
  });
const by = (act: EmergencyAct) => (['report', 'justification', 'task'].includes(act) ? lena : anna);

const table: readonly (readonly [EmergencyAct, rule: string, stages: string, allowed: string])[] = [
  ['report', 'EMG-3', 'in-force reversal accounting', 'actor'],
  ['justification', 'EMG-4', 'in-force reversal accounting', 'actor'],
  ['override-calls', 'EMG-5', 'in-force', 'council'],
  ['ratification-calls', 'EMG-6', 'in-force', 'council'],
  ['polls/override/ballot', 'EMG-5', 'in-force', 'elector'],
  ['polls/ratification/ballot', 'EMG-6', 'in-force', 'elector'],
  ['task', 'EXE-1', 'in-force reversal accounting', 'assignee'],
  ['retry', 'EMG-7', 'ended', 'operator'],
];

describe('an act on an emergency', () => {
  it.each(table)('PRO-10 %s is for its own stages, and refused in each other by %s', (act, rule, stages) => {
    const allowedIn = stages.split(' ');
    for (const stage of emergencyStages) {
      const refusal = mayAct(act, before(act, stage), by(act), at(2));
      if (allowedIn.includes(stage)) expect(refusal, stage).toBeUndefined();
      else expect(refusal).toEqual({ code: 'wrong-stage', rule, facts: { stage, allowedIn } });
    }
  });

  it('AUT-1 stands in one table, in the order of the process', () => {
    expect(table.map(([act]) => act)).toEqual(emergencyActs);
  });

  it.each(table)(
    'AUT-1 %s of somebody else is refused by %s, and says whose it is',
    (act, rule, _, allowed) => {
      expect(mayAct(act, before(act), zoe, at(2))).toEqual(
        allowed === 'elector'
          ? { code: 'not-an-elector', rule: 'GUA-2', facts: { member: 'zoe' } }
          : { code: 'not-permitted', rule: act === 'retry' ? 'EXE-2' : rule, facts: { allowed } },
      );
    },
  );

  it('EMG-5 EMG-6 says that who acted calls no override, and that anybody of the council ratifies', () => {
    expect(permissions['override-calls'].by).toBe('A member of the council, but not who acted.');
    expect(permissions['ratification-calls'].by).toBe('A member of the council.');
  });
});

describe('a refusal', () => {
  const refused = (act: EmergencyAct, state: EmergencyState, who = by(act)) => mayAct(act, state, who, at(2));

  it('EMG-3 EMG-4 says when the report or the justification was given', () => {
    const facts = { at: at(1) };
    expect(refused('report', emergency({ report: said(1) }))).toEqual({
      code: 'already-done',
      rule: 'EMG-3',
      facts,
    });
    expect(refused('justification', emergency({ report: said(0), justification: said(1) }))).toEqual({
      code: 'already-done',
      rule: 'EMG-4',
      facts,
    });
  });

  it('EMG-4 says that the report is missing; one that came late, beside its breach, is not', () => {
    expect(refused('justification', emergency())).toEqual({
      code: 'incomplete',
      rule: 'EMG-4',
      facts: { missing: ['report'] },
    });
    // Given at its due instant, before its breach is noted.
    const late = { ...emergency({ report: said(24, true) }), breaches: [] };
    expect(mayAct('justification', late, lena, at(24))).toBeUndefined();
  });

  it('EMG-7 EXE-2 says of a reversal how it stands, and which emergency ran it again', () => {
    const failed = before('retry', 'ended');
    expect(refused('retry', { ...failed, reversalState: 'done' })).toEqual({
      code: 'wrong-stage',
      rule: 'EMG-7',
      facts: { reversalState: 'done' },
    });
    expect(refused('retry', { ...failed, retriedBy: 'e2' })).toEqual({
      code: 'already-done',
      rule: 'EXE-2',
      facts: { retriedBy: 'e2' },
    });
    // Of a failure that lasts there is no time to try again.
    expect(refused('retry', { ...failed, retryUntil: null })).toMatchObject({ code: 'window-closed' });
  });

  it('EMG-5 EMG-6 PRO-10 says that no such poll was called, or when it closed', () => {
    for (const [kind, rule] of [
      ['override', 'EMG-5'],
      ['ratification', 'EMG-6'],
    ] as const) {
      const act = `polls/${kind}/ballot` as const;
      expect(refused(act, emergency())).toEqual({
        code: 'wrong-stage',
        rule,
        facts: { stage: 'in-force', poll: null },
      });
      expect(refused(act, emergency({ polls: { [kind]: poll(0, 72, 1) } }))).toEqual({
        code: 'window-closed',
        rule: 'PRO-10',
        facts: { closedAt: at(1) },
      });
      // Their own other poll gives nobody a ballot in this one.
      const other = { ...anna, electorOf: [kind === 'override' ? 'ratification' : 'override'] } as const;
      expect(refused(act, before(act), other)).toMatchObject({ code: 'not-an-elector' });
    }
  });

  it('EXE-1 only a task has an assignee: a call that is awaited is nobody’s to confirm', () => {
    const call: Action = { type: 'http.call', method: 'POST', url: 'http://example.org/' };
    for (const state of [
      emergency({ action: call, actionState: 'awaited' }),
      emergency({ action: call, reversal: call, reversalState: 'awaited', stage: 'reversal' }),
    ])
      expect(refused('task', state, lena)).toMatchObject({ code: 'not-permitted' });
  });

  it('AUT-1 `can` lists the acts in the order of the process', () => {
    expect(actsAllowed(before('polls/override/ballot'), { ...anna, id: 'lena' }, at(2))).toEqual([
      ...['report', 'polls/override/ballot', 'polls/ratification/ballot', 'task'],
    ]);
  });
});
