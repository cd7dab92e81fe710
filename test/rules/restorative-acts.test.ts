/** Who may do what in restorative work, stage by stage, and what they are told who may not (RST-1 to RST-4, PRO-10). */
import { describe, expect, it } from 'vitest';
import {
  actsAllowed,
  mayAct,
  type RestorativeAct,
  saidFault,
  textCloses,
} from '../../rules/restorative/permissions.ts';
import type { RestorativeState } from '../../rules/restorative/state.ts';
import { at, sorry } from './repairs.ts';
import {
  accepted,
  agreed,
  asked,
  ended,
  followedBy,
  met,
  prepared,
  put,
  ready,
  referredBy,
  says,
  week,
} from './restoring.ts';

const refused = (code: string, rule: string, facts: object) => ({ code, rule, facts });
const refusal = (act: RestorativeAct, state: RestorativeState, id: string, when = at(5)) =>
  mayAct(act, state, { id, status: 'active' }, when);
const saidRefusal = (act: RestorativeAct, state: RestorativeState, said: object, when = at(5)) =>
  saidFault(act, state, { id: 'dora', at: when }, said);

/** So many hours from the start the first check is asked, and is over a week later. */
const first = 6 + week;
const checking = () => asked(agreed(), first, 1);
/** Carl has accepted the text too: it is the plan, and nobody has noted it. */
const agreedOn = () => followedBy(put(), 5, 'plan-accepted', { n: 1, by: 'carl' });

describe('what a member can do in restorative work', () => {
  const can = (state: RestorativeState, hours: number) =>
    ['carl', 'dora', 'gus', 'fay'].map((id) => actsAllowed(state, { id, status: 'active' }, at(hours)));

  it.each([
    [
      'RST-1 to accept it, to name a facilitator, and for who was harmed to take it back',
      () => referredBy('dora'),
      1,
      [['acceptance', 'facilitator'], ['facilitator', 'leaving'], [], []],
    ],
    [
      'RST-1 RST-2 in the preparation to name one, and to leave',
      accepted,
      2,
      [['facilitator', 'leaving'], ['facilitator', 'leaving'], [], []],
    ],
    [
      'RST-2 for the facilitator to say whether they can meet',
      prepared,
      3,
      [['facilitator', 'leaving'], ['facilitator', 'leaving'], ['ready', 'not-ready', 'leaving'], []],
    ],
    [
      'RST-3 to stop the circle, which the facilitator tells of',
      ready,
      4,
      [['stop'], ['stop', 'leaving'], ['circles', 'stop'], []],
    ],
    ['RST-3 to put a text', met, 5, [['plan'], ['plan', 'leaving'], ['plan'], []]],
    [
      'RST-3 to accept the text that is put, but for who facilitates',
      put,
      6,
      [['plan', 'plan/acceptance'], ['plan', 'leaving'], ['plan'], []],
    ],
    ['RST-3 nothing once all have accepted it', agreedOn, 6, [[], [], [], []]],
    ['RST-4 nothing before it is asked whether it is kept', agreed, 7, [[], [], [], []]],
    ['RST-4 to say whether it is kept', checking, first + 1, [['checks'], ['checks'], [], []]],
    [
      'RST-4 that once at each check',
      () => says(checking(), first, 'dora', 'partly'),
      first + 1,
      [['checks'], [], [], []],
    ],
    ['PRO-9 nothing once it has ended', () => ended(ready(), 4, 'interrupted'), 5, [[], [], [], []]],
  ] as const)('is %s', (_title, state, hours, expected) => {
    expect(can(state(), hours)).toEqual(expected);
  });

  it('MEM-2 is nothing for who has departed', () => {
    expect(actsAllowed(ready(), { id: 'dora', status: 'departed' }, at(4))).toEqual([]);
    expect(mayAct('stop', ready(), { id: 'dora', status: 'departed' }, at(4))).toEqual(
      refused('not-permitted', 'MEM-2', { status: 'departed' }),
    );
  });
});

describe('who may not', () => {
  const between = 'those between whom it is';
  const inIt = 'who is in it';

  it.each([
    ['acceptance', () => referredBy('dora'), 'gus', 'RST-1', between],
    ['facilitator', accepted, 'gus', 'RST-2', between],
    ['ready', prepared, 'dora', 'RST-2', 'facilitator'],
    ['not-ready', prepared, 'carl', 'RST-2', 'facilitator'],
    ['circles', ready, 'carl', 'RST-2', 'facilitator'],
    ['stop', ready, 'fay', 'RST-3', inIt],
    ['plan', met, 'fay', 'RST-3', inIt],
    ['plan/acceptance', put, 'gus', 'RST-3', between],
    ['checks', checking, 'gus', 'RST-4', between],
    ['leaving', prepared, 'fay', 'RST-1', inIt],
  ] as const)('RST-1 RST-2 RST-3 RST-4 is told of %s who may', (act, state, id, rule, allowed) => {
    expect(refusal(act, state(), id)).toEqual(refused('not-permitted', rule, { allowed }));
  });

  it.each([
    ['acceptance', 'dora', 'RST-1', ['referred']],
    ['facilitator', 'dora', 'RST-2', ['referred', 'preparation']],
    ['ready', 'gus', 'RST-2', ['preparation']],
    ['not-ready', 'gus', 'RST-2', ['preparation']],
    ['circles', 'gus', 'RST-3', ['circle']],
    ['stop', 'gus', 'RST-3', ['circle']],
    ['plan', 'gus', 'RST-3', ['agreement']],
    ['plan/acceptance', 'dora', 'RST-3', ['agreement']],
    ['checks', 'dora', 'RST-4', ['follow-up']],
    ['leaving', 'dora', 'RST-1', ['referred', 'preparation', 'circle', 'agreement']],
  ] as const)('PRO-10 is told in which stages there is %s', (act, id, rule, allowedIn) => {
    expect(refusal(act, ended(agreed(), 9, 'returned'), id)).toEqual(
      refused('wrong-stage', rule, { stage: 'ended', allowedIn }),
    );
  });

  const stopped = (state: RestorativeState) => followedBy(state, 4, 'stopped', { by: 'gus' });
  it.each([
    ['acceptance', () => referredBy(null), 'dora'],
    ['facilitator', accepted, 'dora'],
    ['ready', prepared, 'gus'],
    ['not-ready', prepared, 'gus'],
    ['circles', ready, 'gus'],
    ['stop', ready, 'carl'],
    ['plan', put, 'dora'],
    ['plan/acceptance', put, 'carl'],
    ['checks', checking, 'dora'],
    ['leaving', prepared, 'dora'],
  ] as const)('PRO-10 RST-3 is told that it is over already, and too late for %s', (act, state, id) => {
    const over = stopped(state());
    expect(refusal(act, over, id)).toEqual(refused('already-done', 'PRO-10', { act, stage: over.stage }));
  });

  it('RST-1 RST-3 RST-4 is told what of theirs is done already', () => {
    expect(refusal('acceptance', referredBy('dora'), 'dora')).toEqual(
      refused('already-done', 'RST-1', { act: 'acceptance' }),
    );
    expect(refusal('plan/acceptance', put(), 'dora')).toEqual(refused('already-done', 'RST-3', { n: 1 }));
    expect(refusal('checks', says(checking(), first, 'dora', 'partly'), 'dora', at(first + 1))).toEqual(
      refused('already-done', 'RST-4', { check: 1 }),
    );
  });

  it('RST-3 is told that there is no text to accept, or that the one there is has closed', () => {
    expect(refusal('plan/acceptance', met(), 'carl')).toEqual(refused('unknown-terms', 'RST-3', { n: null }));
    const soon = followedBy(met(), 5, 'plan-put', { n: 1, by: 'dora', obligations: [sorry], closes: at(50) });
    expect(refusal('plan/acceptance', soon, 'carl', at(50, -1))).toBeUndefined();
    expect(refusal('plan/acceptance', soon, 'carl', at(50)), 'before the stage is over').toEqual(
      refused('window-closed', 'PRO-10', { deadline: at(50), at: at(50), lateByMs: 0 }),
    );
  });

  it('RST-3 is told how many texts one member puts', () => {
    const by = (id: string, times: number) => Array.from({ length: times }, () => id);
    const often = { ...met(), putBy: [...by('dora', 10), ...by('carl', 9)] };
    expect(refusal('plan', often, 'dora')).toEqual(refused('limit-reached', 'RST-3', { most: 10 }));
    expect(refusal('plan', often, 'carl')).toBeUndefined();
  });

  it('RST-4 is told that no check is asked now', () => {
    expect(refusal('checks', agreed(), 'dora', at(7))).toEqual(
      refused('wrong-stage', 'RST-4', { stage: 'follow-up', check: null }),
    );
  });

  it('RST-1 is told that they may leave in the preparation alone', () => {
    expect(refusal('leaving', ready(), 'carl')).toEqual(
      refused('not-permitted', 'RST-1', { allowed: 'who was harmed; in the preparation who is in it' }),
    );
  });
});

describe('what is said in an act', () => {
  it('RST-2 names as facilitator none of those between whom it is', () => {
    for (const member of ['carl', 'dora'])
      expect(saidRefusal('facilitator', accepted(), { member })).toEqual(
        refused('own-case', 'RST-2', { member }),
      );
    expect(saidRefusal('facilitator', accepted(), { member: 'gus' })).toBeUndefined();
    expect(saidRefusal('facilitator', accepted(), {}), 'nobody is none').toMatchObject({ code: 'own-case' });
  });

  it('RST-3 tells of a circle since its stage began, and not of one to come', () => {
    const both = ['carl', 'dora'];
    const held = (when: string) => saidRefusal('circles', ready(), { at: when, present: both });
    expect(held(at(5, 1))).toEqual(
      refused('too-far-ahead', 'RST-3', { path: '/at', instant: at(5, 1), latest: at(5) }),
    );
    expect(held(at(3, -1))).toEqual(
      refused('past-instant', 'RST-3', { path: '/at', instant: at(3, -1), at: at(3) }),
    );
    expect([held(at(3)), held(at(5))]).toEqual([undefined, undefined]);
    expect(saidRefusal('circles', ready(), { present: both }), 'just now').toBeUndefined();
  });

  it('RST-3 tells of a circle with somebody of each side', () => {
    const there = (...present: readonly string[]) => saidRefusal('circles', ready(), { at: at(4), present });
    for (const one of [there('carl', 'gus'), there('dora', 'gus'), there()])
      expect(one).toEqual(refused('incomplete', 'RST-3', { missing: ['/present'] }));
    expect(saidRefusal('circles', ready(), { at: at(4) })).toMatchObject({ code: 'incomplete' });
    expect(there('carl', 'dora')).toBeUndefined();
    const many = { ...ready(), harmed: ['dora', 'emil'], responsible: ['carl', 'kim'] };
    expect(saidRefusal('circles', many, { at: at(4), present: ['kim', 'emil'] })).toBeUndefined();
  });

  it('RST-3 announces another circle while there may be one', () => {
    const last = met(met(ready(), 4, true), 5, true);
    const another = (state: RestorativeState) =>
      saidRefusal('circles', state, { at: at(6), present: ['carl', 'dora'], another: true }, at(6));
    expect(another(met(ready(), 4, true))).toBeUndefined();
    expect(another(last)).toEqual(refused('limit-reached', 'RST-3', { most: 3 }));
  });

  it('RST-3 MND-1 puts a text that can be a plan', () => {
    expect(saidRefusal('plan', met(), { obligations: [sorry] })).toBeUndefined();
    expect(saidRefusal('plan', met(), { obligations: [{ ...sorry, to: 'gus' }] })).toEqual(
      refused('not-permitted', 'MND-1', { allowed: 'parties', members: ['gus'] }),
    );
    expect(saidRefusal('plan', met(), {}), 'none is due').toMatchObject({ code: 'past-instant' });
  });

  it('RST-3 names the text that is accepted where it took the place of another', () => {
    const two = put(put());
    const replaced = refused('replaced-terms', 'RST-3', { n: 1, replacedBy: 2 });
    expect(saidRefusal('plan/acceptance', two, {})).toEqual(replaced);
    expect(saidRefusal('plan/acceptance', two, { plan: 1 })).toEqual(replaced);
    expect(saidRefusal('plan/acceptance', two, { plan: 3 })).toEqual(
      refused('unknown-terms', 'RST-3', { n: 3 }),
    );
    expect(saidRefusal('plan/acceptance', two, { plan: 2 })).toBeUndefined();
    expect(saidRefusal('plan/acceptance', put(two), {})).toEqual(
      refused('replaced-terms', 'RST-3', { n: 2, replacedBy: 3 }),
    );
    expect(saidRefusal('plan/acceptance', put(), {})).toBeUndefined();
    expect(
      saidRefusal('plan/acceptance', met(), { plan: 1 }),
      'that there is none is said before',
    ).toBeUndefined();
  });

  it('RST-3 closes a text with its stage, or before the first of it is due', () => {
    const due = (when: string) => ({ ...sorry, instalments: [{ due: when, amount: null }] });
    const closes = at(4 + week);
    expect(textCloses(met(), [due(at(5 + week))])).toBe(closes);
    expect(textCloses(met(), [due(at(9 + week)), due(at(40))])).toBe(at(40));
  });

  it('RST-4 answers the check that is asked', () => {
    expect(saidRefusal('checks', checking(), { n: 1 })).toBeUndefined();
    expect(saidRefusal('checks', checking(), { n: 2 })).toEqual(
      refused('wrong-stage', 'RST-4', { stage: 'follow-up', check: 1 }),
    );
    expect(saidRefusal('checks', agreed(), { n: 2 }), 'that none is asked is said before').toBeUndefined();
  });

  it.each(['acceptance', 'ready', 'not-ready', 'stop', 'leaving'] as const)(
    'RST-1 is nothing in %s',
    (act) => {
      expect(saidRefusal(act, ready(), { member: 'dora', n: 3, plan: 4 })).toBeUndefined();
    },
  );
});
