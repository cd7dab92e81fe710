/** Who may do what in support, stage by stage, and what they are told who may not (SUP-1 to SUP-4, PRO-10). */
import { describe, expect, it } from 'vitest';
import {
  actsAllowed,
  declineFault,
  mayAct,
  permissions,
  type SupportAct,
  supportActs,
} from '../../rules/support/permissions.ts';
import { type SupportState, supportStages } from '../../rules/support/state.ts';
import { actor, at, given, type Happening, lengths, minutes, start, stated } from './supports.ts';

const taken: Happening = ['taken', minutes(1), { by: 'dora' }];
const danger: Happening = ['stated', minutes(10), stated];
const told: Happening = ['told', minutes(25)];
const refusal = (state: SupportState, act: SupportAct, id: string, when = minutes(12), more = {}) =>
  mayAct(act, state, actor(id, more), when);

describe('the table of acts in support', () => {
  it('AUT-1 says of each act by which rule, in which stages and in a sentence who may', () => {
    for (const { rule, by, stages } of Object.values(permissions)) {
      expect(rule).toMatch(/^SUP-\d$/);
      expect(by).toMatch(/^[A-Z].*\.$/);
      for (const stage of stages) expect(supportStages).toContain(stage);
    }
    expect(supportActs.map((act) => [act, permissions[act].path ?? act])).toEqual([
      ['consent', 'consent'],
      ['taking', 'taking'],
      ['decline', 'decline'],
      ['messages', 'messages'],
      ['danger', 'danger'],
      ['second', 'danger/second'],
      ['review', 'danger/review'],
      ['end', 'end'],
    ]);
  });

  const everybody = ['carl', 'hal', 'dora', 'emil', 'fay', 'gus', 'anna'];
  const can = (state: SupportState, when: string) =>
    everybody.flatMap((id) => {
      const acts = actsAllowed(state, actor(id), when);
      return acts.length === 0 ? [] : [[id, ...acts]];
    });

  it('SUP-1 before the yes of whom another asked for: whom it is for, and who asked may end it', () => {
    expect(can(given({ by: 'hal' }), start)).toEqual([
      ['carl', 'consent', 'end'],
      ['hal', 'end'],
    ]);
  });

  it('SUP-2 while it is asked: whom it is for, and the supporter who is asked', () => {
    expect(can(given({}), start)).toEqual([
      ['carl', 'decline', 'end'],
      ['dora', 'taking', 'decline'],
    ]);
    expect(can(given({ by: 'hal' }, ['consented', start]), start)).toEqual([
      ['carl', 'decline', 'end'],
      ['dora', 'taking', 'decline'],
    ]);
  });

  it('SUP-3 SUP-4 in the room: both of them, and a danger is the supporter’s to state', () => {
    const room = given({}, taken);
    expect(can(room, minutes(2))).toEqual([
      ['carl', 'decline', 'messages', 'end'],
      ['dora', 'decline', 'messages', 'danger', 'end'],
    ]);
    expect(can(given({}, taken, ['ended', minutes(3)]), minutes(4))).toEqual([]);
  });

  it('SUP-4 GUA-1 of a danger: other supporters second it before it is told, the guardian reviews it afterwards, in every stage', () => {
    const room = given({}, taken, danger);
    expect(can(room, minutes(12))).toEqual([
      ['carl', 'decline', 'messages', 'end'],
      ['dora', 'decline', 'messages', 'end'],
      ['emil', 'second'],
      ['fay', 'second'],
    ]);
    const stages: readonly (readonly Happening[])[] = [
      [],
      [['ended', minutes(11)]],
      [['declined', minutes(11), { who: 'dora' }]],
    ];
    for (const happened of stages) {
      const seconding = can(given({}, taken, danger, ...happened), minutes(12));
      expect(seconding.filter((acts) => acts.includes('second')).map(([id]) => id)).toEqual(['emil', 'fay']);
      const reviewing = can(given({}, taken, danger, ...happened, told), minutes(26));
      expect(reviewing.filter((acts) => acts.includes('review')).map(([id]) => id)).toEqual(['anna']);
    }
  });

  it('SUP-4 PRO-10 only the review itself is late once its time is over', () => {
    const over = at(25 * 60_000 + lengths.review);
    expect(can(given({}, taken, danger, told), over)).toEqual([
      ['carl', 'decline', 'messages', 'end'],
      ['dora', 'decline', 'messages', 'end'],
    ]);
  });
});

describe('who may not', () => {
  const allowing = (rule: string, allowed: string) => ({ code: 'not-permitted', rule, facts: { allowed } });

  it('SUP-1 SUP-2 is told for whom it is to say yes, to take it, to step back and to end it', () => {
    const waiting = given({ by: 'hal' });
    expect(refusal(waiting, 'consent', 'hal')).toEqual(allowing('SUP-1', 'whom it is for'));
    expect(refusal(given({}), 'taking', 'emil')).toEqual(
      allowing('SUP-2', 'a supporter on duty who is asked'),
    );
    expect(refusal(given({}), 'decline', 'emil')).toEqual(
      allowing('SUP-2', 'whom it is for, or who is asked'),
    );
    expect(refusal(given({}), 'end', 'dora')).toEqual(allowing('SUP-2', 'whom it is for, or who gives it'));
    expect(refusal(waiting, 'end', 'emil')).toEqual(allowing('SUP-2', 'whom it is for, or who gives it'));
  });

  it('SUP-3 SUP-4 is told who speaks in the room, who states a danger, who seconds and who reviews it', () => {
    const room = given({}, taken);
    expect(refusal(room, 'messages', 'emil')).toEqual(allowing('SUP-3', 'who is in the room'));
    expect(refusal(room, 'danger', 'carl')).toEqual(allowing('SUP-4', 'the supporter in the room'));
    const seconding = allowing('SUP-4', 'another supporter on duty for whom the ground is sealed');
    expect(refusal(room, 'second', 'emil')).toEqual(seconding);
    const own = given({}, taken, ['stated', minutes(10), { ...stated, seconds: ['dora', 'emil'] }]);
    expect(refusal(own, 'second', 'dora')).toEqual(seconding);
    expect(refusal(own, 'second', 'fay')).toEqual(seconding);
    expect(refusal(given({}, taken, danger, told), 'review', 'gus', minutes(26))).toEqual(
      allowing('SUP-4', 'the guardian, whose own case it is not'),
    );
  });

  it('PRO-10 is told in which stages it can be done', () => {
    const wrong = (rule: string, stage: string, allowedIn: readonly string[]) => ({
      code: 'wrong-stage',
      rule,
      facts: { stage, allowedIn },
    });
    const room = given({}, taken);
    expect(refusal(room, 'consent', 'carl')).toEqual(wrong('SUP-1', 'room', ['consent']));
    expect(refusal(room, 'taking', 'dora')).toEqual(wrong('SUP-2', 'room', ['asked']));
    expect(refusal(given({ by: 'hal' }), 'decline', 'carl')).toEqual(
      wrong('SUP-2', 'consent', ['asked', 'room']),
    );
    expect(refusal(given({}), 'messages', 'carl')).toEqual(wrong('SUP-3', 'asked', ['room']));
    const ended = given({}, taken, ['ended', minutes(2)]);
    expect(refusal(ended, 'end', 'carl')).toEqual(wrong('SUP-2', 'ended', ['consent', 'asked', 'room']));
    expect(refusal(ended, 'danger', 'dora')).toEqual(wrong('SUP-4', 'ended', ['room']));
    for (const act of ['second', 'review'] as const)
      expect(permissions[act].stages).toEqual(['asked', 'room', 'ended']);
    expect(permissions.second.rule).toBe('SUP-4');
    expect(permissions.review.rule).toBe('SUP-4');
  });

  it('SUP-4 PRO-10 is told that it is done: a danger that waits, one that was told, one that was reviewed or never told', () => {
    const done = (act: string) => ({ code: 'already-done', rule: 'PRO-10', facts: { act, stage: 'room' } });
    const waiting = given({}, taken, danger);
    expect(refusal(waiting, 'danger', 'dora')).toEqual(done('danger'));
    expect(refusal(given({}, taken, danger, told), 'second', 'emil', minutes(26))).toEqual(done('second'));
    expect(refusal(waiting, 'review', 'anna')).toEqual(done('review'));
    expect(refusal(given({}, taken), 'review', 'anna')).toEqual(done('review'));
  });

  it('SUP-2 is told whom they can decline: for others only whom it is for, of whom they chose, each once', () => {
    const room = given({}, taken, ['declined', minutes(2), { who: 'emil' }]);
    expect(room).toMatchObject({ stage: 'room', supporter: 'dora', out: ['emil'], asked: [], step: 0 });
    expect(declineFault(room, 'dora', 'fay')).toEqual(allowing('SUP-2', 'whom it is for'));
    expect(declineFault(room, 'carl', 'gus')).toEqual({
      code: 'unknown-member',
      rule: 'SUP-2',
      facts: { members: ['gus'] },
    });
    expect(declineFault(room, 'carl', 'emil')).toEqual({
      code: 'already-done',
      rule: 'SUP-2',
      facts: { member: 'emil' },
    });
    expect(declineFault(room, 'carl', 'fay')).toBeUndefined();
  });
});
