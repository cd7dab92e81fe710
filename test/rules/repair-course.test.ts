/** How a repair plan stands after what happened in it, what falls due next, and what ends it (MND-1 to MND-4, PRO-9). */
import { describe, expect, it } from 'vitest';
import { carriedOver } from '../../rules/repair/owed.ts';
import { claimToVerify, isSettled, outstandingOf } from '../../rules/repair/instalments.ts';
import { circleAt, isAgreed, peopleOf } from '../../rules/repair/people.ts';
import { instalmentStates, type Obligation, type RepairState } from '../../rules/repair/state.ts';
import { endingOf, endingRules, next } from '../../rules/repair/step.ts';
import {
  agreed,
  asked,
  at,
  begun,
  claimed,
  followedBy,
  money,
  put,
  repairs,
  sorry,
  states,
} from './repairs.ts';

/** Carl pays dora, and dora says sorry to carl; emil verifies that. */
const both: readonly Obligation[] = [
  money([100, 200]),
  { ...sorry, by: 'dora', to: 'carl', verifier: 'emil' },
];
const plan = (): RepairState =>
  ['carl', 'gus', 'emil'].reduce(
    (state, by) => followedBy(state, 1, 'terms-answered', { n: 1, by, accept: true }),
    put(both),
  );
const claim = { obligation: 1, claim: 1 };

describe('a plan that is put', () => {
  it('MND-1 waits for everybody whom it names; nothing of it is owed before', () => {
    const before = begun();
    expect(before).toMatchObject({
      id: 'plan',
      from: { kind: 'conflict', id: 'quarrel' },
      parties: ['carl', 'dora'],
      room: true,
      stage: 'proposed',
      obligations: [],
      terms: null,
      putBy: [],
    });
    expect([next(before), endingOf(before), isAgreed(before), peopleOf(before)]).toEqual([
      ...[undefined, undefined, false, []],
    ]);
    expect(followedBy(before, 1, 'terms-answered', { n: 1, by: 'carl', accept: true })).toEqual(before);
    expect(followedBy(before, 1, 'spoken', { by: 'carl', text: 'So.' })).toEqual(before);
    expect(followedBy(before, 1, 'chosen', { obligation: 1, by: 'carl', to: 'dora' })).toEqual(before);
    expect(put(both)).toMatchObject({ putBy: ['dora'], terms: { n: 1, by: 'dora', acceptedBy: ['dora'] } });
    expect(peopleOf(put(both))).toEqual(['carl', 'dora', 'gus', 'emil']);
    expect([
      isAgreed(put(both)),
      isAgreed({ ...put(both), terms: { ...put(both).terms!, acceptedBy: ['carl', 'dora', 'gus', 'emil'] } }),
    ]).toEqual([false, true]);
  });

  it('MND-1 holds as it was put: each instalment counted from 1, with its grace', () => {
    const state = plan();
    expect(state).toMatchObject({ stage: 'open', terms: null, agreedAt: at(1), declinedBy: null });
    expect(state.obligations).toEqual([
      {
        ...both[0],
        n: 1,
        instalments: [
          { n: 1, due: at(240), amount: 100, state: 'open', grace: at(312), breaks: null },
          { n: 2, due: at(480), amount: 200, state: 'open', grace: at(552), breaks: null },
        ],
        claims: [],
      },
      {
        ...both[1],
        n: 2,
        instalments: [{ n: 1, due: at(240), amount: null, state: 'open', grace: at(312), breaks: null }],
        claims: [],
      },
    ]);
  });

  it('MND-4 is declined by one; terms that are put to one that holds only go away', () => {
    const answer = { by: 'gus', accept: false } as const;
    expect(followedBy(put(both), 2, 'terms-answered', { n: 1, ...answer })).toMatchObject({
      stage: 'proposed',
      declinedBy: 'gus',
      terms: { n: 1 },
    });
    const other = followedBy(plan(), 2, 'terms-put', {
      n: 2,
      by: 'carl',
      obligations: [sorry],
      closes: at(240),
    });
    expect(other.putBy).toEqual(['dora', 'carl']);
    expect(followedBy(other, 3, 'terms-answered', { n: 2, ...answer })).toMatchObject({
      stage: 'open',
      declinedBy: null,
      terms: null,
      obligations: plan().obligations,
    });
    const accepted = ['dora', 'gus', 'emil'].reduce(
      (state, by) => followedBy(state, 4, 'terms-answered', { n: 2, by, accept: true }),
      other,
    );
    expect(accepted).toMatchObject({ agreedAt: at(4), terms: null });
    expect(accepted.obligations.map(({ kind }) => kind)).toEqual(['apology']);
  });

  it('RST-3 PRO-9 begins with what was agreed on in restorative work, or goes on with what held', () => {
    const facts = { from: begun().from, between: begun().parties };
    const work = followedBy(begun(), 2, 'begun', { ...facts, obligations: both });
    expect(work).toMatchObject({ stage: 'open', agreedAt: at(2), obligations: plan().obligations });
    const { obligations } = claimed(plan(), 3);
    const carried = followedBy(begun(), 9, 'carried', { ...facts, obligations, agreedAt: at(1) });
    expect(carried).toMatchObject({ stage: 'open', agreedAt: at(1), obligations, deadline: at(75) });
  });

  it('MND-1 has the people of its circle only while that is asked', () => {
    const state = asked([{ ...sorry, to: null }, sorry], ['nora']);
    const { circle } = state;
    expect(circleAt(state)).toBe(circle);
    expect(peopleOf(state)).toEqual(['nora', 'carl', 'gus', 'dora']);
    expect(next(state)).toEqual({ at: at(240), what: 'declined' });
    expect(next({ ...state, circle: null })).toBeUndefined();
    for (const stage of ['proposed', 'open', 'ended'] as const) {
      expect(circleAt({ ...state, stage })).toBeNull();
      expect(peopleOf({ ...state, stage })).toEqual([]);
    }
    const heard = followedBy(state, 1, 'spoken', { by: 'nora', text: 'So.' });
    expect(heard.circle).toEqual({ ...circle, spoken: ['nora'] });
  });
});

describe('what is done, answered and released', () => {
  it('MND-2 changes the obligation and the claim that it names, and no other', () => {
    const one = claimed(plan(), 2);
    expect(one.obligations[1]).toEqual(plan().obligations[1]);
    expect(one.obligations[0]!.claims).toEqual([
      { n: 1, instalments: [1], state: 'confirming', asked: at(2), until: at(74), contested: false },
    ]);
    const two = claimed(one, 3);
    const contested = followedBy(two, 4, 'receiver-answered', {
      obligation: 1,
      claim: 2,
      by: 'dora',
      confirm: false,
      reason: 'No.',
      until: at(76),
    });
    expect(contested.obligations[0]!.claims).toEqual([
      one.obligations[0]!.claims[0],
      { n: 2, instalments: [2], state: 'verifying', asked: at(4), until: at(76), contested: true },
    ]);
    const asked = followedBy(two, 74, 'verification-asked', { ...claim, until: at(146) });
    expect(asked.obligations[0]!.claims[0]).toEqual({
      ...one.obligations[0]!.claims[0],
      state: 'verifying',
      asked: at(74),
      until: at(146),
    });
    for (const n of [1, 2])
      expect(
        claimToVerify(
          followedBy(contested, 75, 'verification-asked', { ...claim, until: at(147) }).obligations[0]!,
          n,
        )?.n,
      ).toBe(n);
    expect(claimToVerify(contested.obligations[0]!, 1)).toBeUndefined();
    expect(followedBy(two, 4, 'unconfirmed', { obligation: 1, claim: 3 })).toEqual(two);
  });

  it('MND-2 confirmed, verified or unconfirmed counts, and its claim is over', () => {
    const one = claimed(plan(), 2);
    const over = { n: 1, instalments: [1], state: 'over', asked: at(2), until: null, contested: false };
    const answer = { ...claim, by: 'dora', reason: null, until: null };
    const confirmed = followedBy(one, 3, 'receiver-answered', { ...answer, confirm: true });
    expect([states(confirmed), confirmed.obligations[0]!.claims]).toEqual([['confirmed', 'open'], [over]]);
    const verified = followedBy(one, 3, 'verified', { ...claim, by: 'gus', done: true, reason: 'Yes.' });
    expect([states(verified), verified.obligations[0]!.claims]).toEqual([['verified', 'open'], [over]]);
    const silent = followedBy(one, 3, 'unconfirmed', claim);
    expect([states(silent), silent.obligations[0]!.claims]).toEqual([['unconfirmed', 'open'], [over]]);
    const not = followedBy(one, 400, 'not-done', claim);
    expect([states(not), not.obligations[0]!.claims]).toEqual([['open', 'open'], [over]]);
    expect(not.obligations[0]!.instalments.map(({ grace, breaks }) => [grace, breaks])).toEqual([
      [at(400), null],
      [at(552), null],
    ]);
  });

  it('MND-3 missed breaks the plan two weeks after, and that alone of its obligation is', () => {
    const missed = followedBy(plan(), 312, 'missed', { obligation: 1, instalment: 1 });
    expect([states(missed), states(missed, 2)]).toEqual([['missed', 'open'], ['open']]);
    expect(missed.obligations[0]!.instalments.map(({ breaks }) => breaks)).toEqual([at(648), null]);
    const late = followedBy(claimed(missed, 640), 700, 'not-done', claim);
    expect(late.obligations[0]!.instalments[0]).toMatchObject({
      state: 'missed',
      grace: at(700),
      breaks: at(700),
    });
  });

  it('MND-4 released whole takes what waits for a word too, and an amount what is due first', () => {
    const waiting = claimed(plan(), 2);
    const whole = followedBy(waiting, 3, 'released', { obligation: 1, by: 'dora', amount: null });
    expect([states(whole), states(whole, 2)]).toEqual([['released', 'released'], ['open']]);
    expect(whole.obligations[0]!.claims).toMatchObject([{ state: 'over', until: null }]);
    const part = followedBy(plan(), 3, 'released', { obligation: 1, by: 'dora', amount: 150 });
    expect(part.obligations[0]!.instalments).toMatchObject([
      { n: 1, amount: 100, state: 'released' },
      { n: 2, amount: 50, state: 'released' },
      { n: 3, amount: 150, state: 'open' },
    ]);
    expect(outstandingOf(part.obligations[0]!)).toBe(150);
    expect(outstandingOf(part.obligations[1]!)).toBeNull();
    const settled = followedBy(
      followedBy(plan(), 2, 'receiver-answered', {
        ...claim,
        by: 'dora',
        confirm: true,
        reason: null,
        until: null,
      }),
      3,
      'released',
      { obligation: 1, by: 'dora', amount: null },
    );
    expect(states(settled)).toEqual(['released', 'released']);
    const confirmed = followedBy(claimed(plan(), 2), 3, 'verified', {
      ...claim,
      by: 'gus',
      done: true,
      reason: '',
    });
    expect(states(followedBy(confirmed, 4, 'released', { obligation: 1, by: 'dora', amount: null }))).toEqual(
      ['verified', 'released'],
    );
  });

  it('MND-2 MND-4 is settled once it waits for nobody', () => {
    const [one] = plan().obligations[0]!.instalments;
    expect(instalmentStates.filter((state) => isSettled({ ...one!, state }))).toEqual([
      ...['confirmed', 'verified', 'unconfirmed', 'released'],
    ]);
  });

  it('PRO-9 is carried over an interruption: what ran is asked for anew, and what was over stays so', () => {
    const over = followedBy(claimed(plan(), 2), 3, 'unconfirmed', claim);
    const missed = followedBy(claimed(over, 100), 312, 'missed', { obligation: 2, instalment: 1 });
    const [first, second] = carriedOver(missed, at(320));
    expect(first!.claims.map(({ asked, until }) => [asked, until])).toEqual([
      [at(2), null],
      [at(320), at(392)],
    ]);
    expect(first!.instalments).toEqual(missed.obligations[0]!.instalments);
    expect(second!.instalments[0]).toMatchObject({ grace: at(312), breaks: at(656) });
    const asked = followedBy(claimed(plan(), 2), 74, 'verification-asked', { ...claim, until: at(146) });
    const [verifying] = carriedOver(
      { ...asked, charter: { ...asked.charter, repairs: { ...repairs, verify: 1 } } },
      at(100),
    );
    expect(verifying!.claims[0]).toMatchObject({ asked: at(100), until: at(100, 1) });
    expect(carriedOver(plan(), at(300))[0]!.instalments.map(({ grace }) => grace)).toEqual([
      at(372),
      at(552),
    ]);
  });
});

describe('what falls due, and what ends a plan', () => {
  it('MND-2 MND-3 at one instant words that were waited for end first, then instalments are missed, then one breaks it', () => {
    const waiting = claimed(plan(), 240);
    expect(next(waiting)).toEqual({ at: at(312), what: 'verification-asked', ...claim });
    const asked = followedBy(waiting, 240, 'verification-asked', { ...claim, until: at(312) });
    expect(next(asked)).toEqual({ at: at(312), what: 'unconfirmed', ...claim });
    const contested = followedBy(waiting, 240, 'receiver-answered', {
      ...claim,
      by: 'dora',
      confirm: false,
      reason: 'No.',
      until: at(312),
    });
    expect(next(contested)).toEqual({ at: at(312), what: 'not-done', ...claim });
    const over = followedBy(contested, 250, 'unconfirmed', claim);
    expect(next(over)).toEqual({ at: at(312), what: 'missed', obligation: 2, instalment: 1 });
    const missed = followedBy(plan(), 216, 'missed', { obligation: 2, instalment: 1 });
    expect(next(missed)).toEqual({ at: at(312), what: 'missed', obligation: 1, instalment: 1 });
    const second = followedBy(missed, 312, 'released', { obligation: 1, by: 'dora', amount: 100 });
    // Broken at 552, as the second instalment is missed.
    expect(next(second)).toEqual({ at: at(552), what: 'missed', obligation: 1, instalment: 2 });
    const alone = followedBy(second, 313, 'released', { obligation: 1, by: 'dora', amount: null });
    expect(next(alone)).toEqual({ at: at(552), what: 'broken' });
  });

  it('MND-2 several words that are waited for end one after the other', () => {
    const two = claimed(claimed(plan(), 3), 4);
    expect(next(two)).toMatchObject({ at: at(75), claim: 1 });
    const late = followedBy(two, 5, 'verification-asked', { ...claim, until: at(77) });
    expect(next(late)).toMatchObject({ at: at(76), claim: 2 });
  });

  it('MND-3 MND-4 ends fulfilled, released or broken, by its rule', () => {
    const released = (state: RepairState, obligation: number) =>
      followedBy(state, 3, 'released', { obligation, by: 'dora', amount: null });
    expect(endingOf(plan())).toBeUndefined();
    expect(endingOf(released(plan(), 1))).toBeUndefined();
    expect(endingOf(released(released(plan(), 1), 2))).toBe('released');
    const done = followedBy(claimed(agreed([sorry]), 2), 3, 'unconfirmed', claim);
    expect(endingOf(done)).toBe('fulfilled');
    const some = followedBy(claimed(agreed([money([1, 2])]), 2), 3, 'unconfirmed', claim);
    expect(endingOf(released(some, 1))).toBe('fulfilled');
    const once = followedBy(plan(), 312, 'missed', { obligation: 1, instalment: 1 });
    const twice = followedBy(once, 312, 'missed', { obligation: 2, instalment: 1 });
    expect([endingOf(once), endingOf(twice)]).toEqual([undefined, 'broken']);
    expect(endingOf({ ...twice, stage: 'ended' })).toBeUndefined();
    expect(next({ ...twice, stage: 'ended' })).toBeUndefined();
    expect(endingRules).toEqual({
      fulfilled: 'MND-4',
      released: 'MND-4',
      broken: 'MND-3',
      declined: 'MND-1',
      replaced: 'RST-4',
      interrupted: 'PRO-9',
    });
  });
});
