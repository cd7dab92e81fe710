/** Whom each entry of a repair plan concerns, and who owes what in which window (MND-1 to MND-4, CNF-5). */
import { describe, expect, it } from 'vitest';
import type { RepairEntry } from '../../rules/repair/entries.ts';
import { owingRepair, repairNotices, repairOwed } from '../../rules/repair/notices.ts';
import type { RepairState } from '../../rules/repair/state.ts';
import { agreed, asked, at, claimed, followedBy, money, put, sorry, start } from './repairs.ts';

/** What is said to each audience: the act that is owed and until when, or that they are just to know, but who did it. */
const told = (state: RepairState, kind: RepairEntry['kind'], facts: object, when = at(9)) =>
  repairNotices(state, { at: when, kind, facts } as RepairEntry).map(({ to, owes, due, but }) =>
    owes === null ? (but === null ? [to] : [to, `but ${but}`]) : [to, owes, due],
  );
const members = (...ids: readonly string[]) => ({ members: ids });
const everyone = members('carl', 'dora', 'gus');

const plan = () => agreed([money([100, 200])]);
const claim = { obligation: 1, claim: 1 };
const missed = () => followedBy(plan(), 312, 'missed', { obligation: 1, instalment: 1 });
const verifying = () =>
  followedBy(claimed(plan(), 2), 74, 'verification-asked', { ...claim, until: at(146) });

/** Whom an apology is owed to is for dora and emil to choose. */
const circle = (): RepairState => asked([{ ...sorry, to: null }], ['dora', 'emil']);

describe('who is told of a repair plan', () => {
  it('MND-1 is asked in a circle to choose, and in a plan to accept it, until the first of it is due', () => {
    const facts = { by: 'dora', affected: ['dora', 'emil'], closes: at(240) };
    expect(told(circle(), 'circle-opened', facts)).toEqual([
      [members('dora', 'emil'), 'choice', at(240)],
      [members('carl', 'gus'), 'but dora'],
    ]);
    for (const kind of ['opened', 'terms-put'] as const)
      expect(told(put([sorry]), kind, { closes: at(240) })).toEqual([
        [members('carl', 'gus'), 'acceptance', at(240)],
      ]);
  });

  it('MND-1 is asked to accept it once everything is chosen, and nobody is told of a choice before', () => {
    const choice = { obligation: 1, by: 'emil', to: 'dora' };
    expect(told(circle(), 'chosen', choice)).toEqual([]);
    const chosen = ['emil', 'dora'].reduce(
      (state, by) => followedBy(state, 1, 'chosen', { ...choice, by }),
      circle(),
    );
    expect(told(chosen, 'chosen', choice)).toEqual([[members('carl', 'gus'), 'acceptance', at(240)]]);
    for (const kind of ['spoken', 'continuation-of'] as const)
      expect(told(circle(), kind, { by: 'emil' })).toEqual([]);
  });

  it('MND-1 MND-3 hears of each answer to the terms, and as they hold, of what it owes first and until when', () => {
    const answer = { n: 1, by: 'gus', accept: true };
    expect(told(put([sorry]), 'terms-answered', answer)).toEqual([[everyone, 'but gus']]);
    const first = [[members('carl'), 'done', at(312)], [everyone]];
    expect(told(plan(), 'terms-answered', answer, at(1))).toEqual(first);
    expect(told(plan(), 'terms-answered', answer, at(2))).toEqual([[everyone, 'but gus']]);
    expect(told(plan(), 'begun', {})).toEqual(first);
    expect(told(agreed([{ ...sorry, instalments: [] }]), 'begun', {})).toEqual([[everyone]]);
    for (const kind of ['carried', 'ended'] as const) expect(told(plan(), kind, {})).toEqual([[everyone]]);
  });

  it('MND-2 is asked to confirm, to verify, and hears what was said of what they did', () => {
    expect(told(claimed(plan(), 2), 'done', { ...claim, until: at(74) })).toEqual([
      [members('dora'), 'confirmation', at(74)],
    ]);
    const answered = (confirm: boolean) =>
      told(verifying(), 'receiver-answered', { ...claim, confirm, until: at(80) });
    expect(answered(true)).toEqual([[members('carl')]]);
    expect(answered(false)).toEqual([[members('gus'), 'verification', at(80)], [members('carl')]]);
    expect(told(verifying(), 'verification-asked', { ...claim, until: at(146) })).toEqual([
      [members('gus'), 'verification', at(146)],
      [members('carl', 'dora')],
    ]);
    for (const kind of ['verified', 'unconfirmed', 'not-done', 'released'] as const)
      expect(told(verifying(), kind, claim)).toEqual([[members('carl', 'dora')]]);
  });

  it('MND-3 is told until when what is missed breaks the plan', () => {
    expect(told(missed(), 'missed', { obligation: 1, instalment: 1 })).toEqual([
      [members('carl'), 'done', at(648)],
      [members('dora')],
    ]);
    expect(told(missed(), 'missed', { obligation: 1, instalment: 7 })[0]).toEqual([
      members('carl'),
      'done',
      null,
    ]);
  });

  it('MND-2 is nobody of an obligation that there is not', () => {
    const other = { obligation: 2, claim: 1, instalment: 1, confirm: false, until: at(80) };
    for (const kind of ['done', 'receiver-answered', 'verification-asked', 'missed', 'verified'] as const)
      expect(told(plan(), kind, other)).toEqual([]);
  });
});

describe('what is owed in a repair plan', () => {
  const owing = (state: RepairState) =>
    (['choice', 'acceptance', 'done', 'confirmation', 'verification', 'ballot'] as const).flatMap((act) => {
      const [audience] = owingRepair(state, act);
      return audience === undefined ? [] : [[act, ...('members' in audience ? audience.members : [])]];
    });

  it('MND-1 is a choice of who is affected, and of everybody an acceptance, since it was begun', () => {
    expect(owing(circle())).toEqual([['choice', 'dora', 'emil']]);
    expect(repairOwed(circle())).toEqual([{ act: 'choice', opens: start, due: at(240) }]);
    expect(owing(put([sorry]))).toEqual([['acceptance', 'carl', 'gus']]);
    expect(repairOwed(put([sorry]))).toEqual([{ act: 'acceptance', opens: start, due: at(240) }]);
  });

  it('MND-4 is an acceptance of other terms since the plan holds, beside what is owed by it', () => {
    const again = followedBy(agreed([sorry]), 2, 'terms-put', {
      n: 2,
      by: 'carl',
      obligations: [sorry],
      closes: at(240),
    });
    expect(owing(again)).toEqual([
      ['acceptance', 'dora', 'gus'],
      ['done', 'carl'],
    ]);
    expect(repairOwed(again)).toEqual([
      { act: 'acceptance', opens: at(1), due: at(240) },
      { act: 'done', opens: at(1), due: at(312) },
    ]);
  });

  it('MND-2 MND-3 is each instalment from when the one before it was due, until it counts as missed, or breaks the plan', () => {
    expect(owing(plan())).toEqual([['done', 'carl']]);
    expect(repairOwed(plan())).toEqual([
      { act: 'done', opens: at(1), due: at(312) },
      { act: 'done', opens: at(240), due: at(552) },
    ]);
    expect(repairOwed(missed())[0]).toEqual({ act: 'done', opens: at(1), due: at(648) });
  });

  it('MND-2 is the word of the receiver and then of the verifier, since they are asked, and no more once it is over', () => {
    const whole = agreed([sorry]);
    expect(owing(claimed(whole, 2))).toEqual([['confirmation', 'dora']]);
    expect(repairOwed(claimed(whole, 2))).toEqual([{ act: 'confirmation', opens: at(2), due: at(74) }]);
    const asked = followedBy(claimed(whole, 2), 74, 'verification-asked', { ...claim, until: at(146) });
    expect(owing(asked)).toEqual([['verification', 'gus']]);
    expect(repairOwed(asked)).toEqual([{ act: 'verification', opens: at(74), due: at(146) }]);
    const over = followedBy(asked, 146, 'unconfirmed', claim);
    expect([owing(over), repairOwed(over)]).toEqual([[], []]);
  });
});
