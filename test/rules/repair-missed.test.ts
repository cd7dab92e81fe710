/** What is missed in a repair plan, and when that breaks it; who is told, and owes what (MND-3, CNF-5). */
import { describe, expect, it } from 'vitest';
import type { RepairEntry } from '../../rules/repair/entries.ts';
import { carriedOver } from '../../rules/repair/owed.ts';
import { owingRepair, repairNotices, repairOwed } from '../../rules/repair/notices.ts';
import type { RepairState } from '../../rules/repair/state.ts';
import { endingOf, next } from '../../rules/repair/step.ts';
import { agreed, at, claimed, may, money, put, sorry, start, states, followedBy } from './repairs.ts';

describe('what is missed', () => {
  const begun = () => agreed([money([100, 100, 100])]);
  const missed = () => followedBy(begun(), 312, 'missed', { obligation: 1, instalment: 1 });

  it('MND-3 is so 72 hours after its instant, and no millisecond before', () => {
    expect(next(begun())).toEqual({ at: at(312), what: 'missed', obligation: 1, instalment: 1 });
    expect(may('done', begun(), 'carl', at(312, -1))).toBeUndefined();
    expect(may('done', begun(), 'carl', at(312)), 'it is noted first').toBe('window-closed');
    expect(may('done', missed(), 'carl', at(312))).toBeUndefined();
  });

  it('MND-3 for two weeks breaks the plan, at once with a second', () => {
    expect(next(missed())).toMatchObject({ at: at(552), what: 'missed', instalment: 2 });
    expect(endingOf(missed())).toBeUndefined();
    expect(endingOf(followedBy(missed(), 552, 'missed', { obligation: 1, instalment: 2 }))).toBe('broken');
    const alone = followedBy(agreed([sorry]), 312, 'missed', { obligation: 1, instalment: 1 });
    expect(next(alone)).toEqual({ at: at(648), what: 'broken' });
    expect(may('done', alone, 'carl', at(648, -1))).toBeUndefined();
    expect(may('done', alone, 'carl', at(648))).toBe('window-closed');
  });

  it('MND-3 waits while it is said to be done; not done, what has passed meanwhile follows at once', () => {
    const alone = followedBy(agreed([sorry]), 312, 'missed', { obligation: 1, instalment: 1 });
    const late = claimed(alone, 640);
    expect(next(late)).toMatchObject({ at: at(712), what: 'verification-asked' });
    const not = followedBy(
      followedBy(late, 712, 'verification-asked', { obligation: 1, claim: 1, until: at(784) }),
      720,
      'verified',
      { obligation: 1, claim: 1, by: 'gus', done: false, reason: 'No.' },
    );
    expect(states(not)).toEqual(['missed']);
    expect(next(not)).toEqual({ at: at(720), what: 'broken' });
    const before = followedBy(claimed(agreed([sorry]), 300), 301, 'receiver-answered', {
      obligation: 1,
      claim: 1,
      by: 'dora',
      confirm: false,
      reason: 'No.',
      until: at(373),
    });
    expect(next(followedBy(before, 373, 'not-done', { obligation: 1, claim: 1 }))).toMatchObject({
      at: at(373),
      what: 'missed',
    });
  });

  it('MND-2 MND-3 PRO-9 nobody has lost time by an interruption', () => {
    const [owed] = carriedOver(claimed(missed(), 313), at(700));
    expect(owed!.claims).toMatchObject([{ asked: at(700), until: at(772) }]);
    expect(owed!.instalments).toMatchObject([
      { state: 'done', breaks: at(1036) },
      { state: 'open', grace: at(772) },
      { state: 'open', grace: at(792) },
    ]);
  });
});

describe('who is told, and owes what', () => {
  it('CNF-5 MND-2 each in turn, until they have', () => {
    const one = put([money([100, 100])]);
    expect(owingRepair(one, 'acceptance')).toEqual([{ members: ['carl', 'gus'] }]);
    expect(repairOwed(one)).toEqual([{ act: 'acceptance', opens: start, due: at(240) }]);
    const begun = agreed([money([100, 100])]);
    expect(owingRepair(begun, 'acceptance')).toEqual([]);
    expect(owingRepair(begun, 'done')).toEqual([{ members: ['carl'] }]);
    expect(owingRepair(begun, 'confirmation')).toEqual([]);
    expect(repairOwed(begun)).toEqual([
      { act: 'done', opens: at(1), due: at(312) },
      { act: 'done', opens: at(240), due: at(552) },
    ]);
    const done = claimed(begun, 2);
    expect(owingRepair(done, 'confirmation')).toEqual([{ members: ['dora'] }]);
    expect(repairOwed(done)[0]).toEqual({ act: 'confirmation', opens: at(2), due: at(74) });
    const asked = followedBy(done, 74, 'verification-asked', { obligation: 1, claim: 1, until: at(146) });
    expect(owingRepair(asked, 'verification')).toEqual([{ members: ['gus'] }]);
    expect(owingRepair(asked, 'ballot')).toEqual([]);
    const told = (state: RepairState, kind: RepairEntry['kind'], facts: object) =>
      repairNotices(state, { at: at(1), kind, facts } as RepairEntry).map(({ to, owes }) => [to, owes]);
    expect(told(asked, 'verification-asked', { obligation: 1, claim: 1, until: at(146) })).toEqual([
      [{ members: ['gus'] }, 'verification'],
      [{ members: ['carl', 'dora'] }, null],
    ]);
    expect(told(begun, 'terms-answered', { n: 1, by: 'gus', accept: true })).toEqual([
      [{ members: ['carl'] }, 'done'],
      [{ members: ['carl', 'dora', 'gus'] }, null],
    ]);
    expect(told(begun, 'missed', { obligation: 1, instalment: 1 })).toEqual([
      [{ members: ['carl'] }, 'done'],
      [{ members: ['dora'] }, null],
    ]);
    expect(told(done, 'released', { obligation: 1, by: 'dora', amount: null })).toEqual([
      [{ members: ['carl', 'dora'] }, null],
    ]);
    expect(told(done, 'continuation-of', { id: 'x' })).toEqual([]);
  });
});
