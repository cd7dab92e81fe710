/** Whom each entry of restorative work concerns, who owes what in it, and until when: nobody who is not in it (RST-1 to RST-5, CNF-5). */
import { describe, expect, it } from 'vitest';
import type { OwedAct } from '../../rules/audience.ts';
import type { RestorativeEntry } from '../../rules/restorative/entries.ts';
import { owingRestorative, restorativeNotices, restorativeOwed } from '../../rules/restorative/notices.ts';
import type { RestorativeState } from '../../rules/restorative/state.ts';
import { at } from './repairs.ts';
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

/** What is said to each audience: the act that is owed and until when, or that they are just to know, but who did it. */
const told = (state: RestorativeState, kind: RestorativeEntry['kind'], facts: object = {}) =>
  restorativeNotices(state, { at: at(9), kind, facts } as RestorativeEntry).map(({ to, owes, due, but }) =>
    owes === null ? (but === null ? [to] : [to, `but ${but}`]) : [to, owes, due],
  );
const members = (...ids: readonly string[]) => ({ members: ids });
const both = members('dora', 'carl');
const everyone = members('dora', 'carl', 'gus');

const first = 6 + week;
const checking = () => asked(agreed(), first, 1);
const named = (by: string, member: string, state = accepted()) =>
  followedBy(state, 2, 'facilitator-named', { by, member });
const stopped = (state: RestorativeState) => followedBy(state, 4, 'stopped', { by: 'gus' });

describe('who is told of restorative work', () => {
  it('RST-1 is asked to accept it, for a week', () => {
    expect(told(referredBy('dora'), 'opened')).toEqual([[members('carl'), 'acceptance', at(week)], [both]]);
    expect(told(referredBy(null), 'opened')).toEqual([[both, 'acceptance', at(week)], [both]]);
  });

  it('RST-1 RST-2 hears of each answer, and once all have accepted names a facilitator', () => {
    const many = { ...referredBy('dora'), responsible: ['carl', 'kim'] };
    expect(told(many, 'referral-answered', { by: 'carl' })).toEqual([
      [members('dora', 'carl', 'kim'), 'but carl'],
    ]);
    expect(told(accepted(), 'referral-answered', { by: 'carl' })).toEqual([
      [both, 'facilitator', at(1 + 2 * week)],
      [both, 'but carl'],
    ]);
    expect(told(named('dora', 'gus'), 'referral-answered', { by: 'carl' })[0]).toEqual([
      ...[members('carl'), 'facilitator', at(1 + 2 * week)],
    ]);
  });

  it('RST-2 is the facilitator once all have named them, and before that they alone between whom it is', () => {
    const facts = { by: 'carl', member: 'gus' };
    expect(told(named('carl', 'gus'), 'facilitator-named', facts)).toEqual([[both, 'but carl']]);
    expect(told(prepared(), 'facilitator-named', facts)).toEqual([
      [members('gus'), 'ready', at(1 + 2 * week)],
      [everyone, 'but carl'],
    ]);
    const other = named('dora', 'fay', prepared());
    expect(told(other, 'facilitator-named', { by: 'dora', member: 'fay' }), 'not who facilitates').toEqual([
      [both, 'but dora'],
    ]);
    const alone = { ...accepted(), departed: ['dora'] };
    expect(told(alone, 'facilitator-named', facts)).toEqual([[members('carl'), 'but carl']]);
  });

  it.each([
    ['ready', ready, members('gus'), 'circles', at(3 + 2 * week)],
    ['circle-held', met, both, 'plan', at(4 + week)],
    ['plan-put', put, members('carl'), 'plan/acceptance', at(4 + week)],
  ] as const)('RST-2 RST-3 owes after %s what comes next', (kind, state, who, act, due) => {
    expect(told(state(), kind, { by: 'gus' })).toEqual([
      [who, act, due],
      [everyone, 'but gus'],
    ]);
  });

  it.each(['plan-accepted', 'not-ready', 'stopped', 'left'] as const)(
    'RST-2 RST-3 hears of %s, but who did it',
    (kind) => {
      expect(told(put(), kind, { by: 'dora' })).toEqual([[everyone, 'but dora']]);
    },
  );

  it.each(['agreed', 'departed', 'ended'] as const)('RST-3 MEM-2 hears of %s', (kind) => {
    expect(told(put(), kind, { id: 'plan' })).toEqual([[everyone]]);
  });

  it('RST-4 is asked whether it is kept, and hears of each answer', () => {
    expect(told(checking(), 'check-opened', { n: 1 })).toEqual([
      [both, 'checks', at(first + week)],
      [everyone],
    ]);
    expect(told(says(checking(), first, 'dora', 'partly'), 'check-answered', { by: 'dora' })).toEqual([
      [everyone, 'but dora'],
    ]);
    for (const kind of ['check-over', 'continuation-of'] as const) expect(told(checking(), kind)).toEqual([]);
  });

  it('RST-4 holds one circle more where it was not kept, or the plan was broken', () => {
    const failed = says(checking(), first, 'dora', 'not');
    const due = at(first + 2 * week);
    expect(told(failed, 'check-answered', { by: 'dora' })).toEqual([
      [members('gus'), 'circles', due],
      [everyone, 'but dora'],
    ]);
    expect(told(failed, 'plan-ended', { outcome: 'broken' })).toEqual([
      [members('gus'), 'circles', due],
      [everyone],
    ]);
    expect(told(checking(), 'plan-ended', { outcome: 'fulfilled' })).toEqual([[everyone]]);
    const alone = { ...failed, facilitator: null };
    expect(told(alone, 'plan-ended', { outcome: 'broken' }), 'who facilitated has departed').toEqual([
      [both],
    ]);
  });

  it('RST-3 owes nothing more once it is over', () => {
    expect(told(stopped(ready()), 'ready', { by: 'gus' })).toEqual([[everyone, 'but gus']]);
    expect(told(ended(ready(), 5, 'returned'), 'ready', { by: 'gus' })).toEqual([[everyone, 'but gus']]);
  });
});

describe('who owes what in which window', () => {
  const owed = (state: RestorativeState) => restorativeOwed(state);

  it.each([
    ['RST-1 for a week', () => referredBy('dora'), 'acceptance', 0, week, ['carl']],
    ['RST-2 for two weeks, a name', () => named('dora', 'gus'), 'facilitator', 1, 1 + 2 * week, ['carl']],
    ['RST-2 for two weeks, a word of the facilitator', prepared, 'ready', 1, 1 + 2 * week, ['gus']],
    ['RST-3 for two weeks, a circle', ready, 'circles', 3, 3 + 2 * week, ['gus']],
    ['RST-3 for a week, a text', met, 'plan', 4, 4 + week, ['dora', 'carl']],
    ['RST-3 for a week, a word on the text', put, 'plan/acceptance', 4, 4 + week, ['carl']],
    ['RST-4 for a week, a word on the plan', checking, 'checks', first, first + week, ['dora', 'carl']],
    [
      'RST-4 for a week, of who has said none',
      () => says(checking(), first, 'dora', 'partly'),
      ...(['checks', first, first + week, ['carl']] as const),
    ],
  ] as const)('%s', (_title, state, act, opens, due, who) => {
    expect(owed(state())).toEqual([{ act, opens: at(opens), due: at(due) }]);
    expect(owingRestorative(state(), act)).toEqual([members(...who)]);
    const others: readonly OwedAct[] = ['ballot', 'acceptance', 'checks', 'plan'];
    for (const other of others.filter((one) => one !== act))
      expect(owingRestorative(state(), other)).toEqual([]);
  });

  it('RST-3 until a text closes, where the first of it is due before its stage is over', () => {
    const soon = followedBy(met(), 5, 'plan-put', { n: 1, by: 'dora', obligations: [], closes: at(50) });
    expect(owed(soon)).toEqual([{ act: 'plan/acceptance', opens: at(4), due: at(50) }]);
    expect(told(soon, 'plan-put', { by: 'dora' })[0]).toEqual([members('carl'), 'plan/acceptance', at(50)]);
  });

  it('MEM-2 is nobody who has departed', () => {
    for (const state of [referredBy(null), accepted(), met(), checking()]) {
      const left = { ...state, departed: ['carl'] };
      expect(owed(left).flatMap(({ act }) => owingRestorative(left, act))).toEqual([members('dora')]);
    }
    expect(owingRestorative({ ...ready(), facilitator: null }, 'circles')).toEqual([]);
  });

  it('RST-4 is nothing before it is asked, nor once it is over', () => {
    expect(owingRestorative(agreed(), 'checks')).toEqual([]);
    for (const state of [agreed(), stopped(ready()), ended(ready(), 5, 'returned')])
      expect(owed(state)).toEqual([]);
    expect(owingRestorative(ended(ready(), 5, 'returned'), 'circles')).toEqual([]);
  });
});
