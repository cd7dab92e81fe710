/** Restorative work row by row: who may what, what follows, and at which instant, on both of its sides (RST-1 to RST-4). */
import { describe, expect, it } from 'vitest';
import { restorativeNotices, restorativeOwed } from '../../rules/restorative/notices.ts';
import { actsAllowed } from '../../rules/restorative/permissions.ts';
import { type Matter, referralFault, sidesFault } from '../../rules/restorative/referral.ts';
import { isKept } from '../../rules/restorative/state.ts';
import { endingOf, endingRule, next } from '../../rules/restorative/step.ts';
import { at, sorry } from './repairs.ts';
import {
  accepted,
  agreed,
  asked,
  fault,
  followedBy,
  may,
  met,
  prepared,
  put,
  ready,
  referredBy,
  says,
  week,
} from './restoring.ts';

describe('a referral', () => {
  const sides = { harmed: ['dora'], responsible: ['carl'] };
  const matter = (more: Partial<Matter> = {}): Matter => ({
    from: { kind: 'conflict', id: 'quarrel' },
    stage: 'negotiation',
    outcome: null,
    parties: ['carl', 'dora'],
    whole: true,
    ...more,
  });
  const of = (
    one: Matter | null,
    by: string | null = 'dora',
    more = sides,
    before: readonly { id: string; continuationOf: null }[] = [],
  ) => referralFault(one, more, before, by)?.code;

  it('RST-1 names somebody on each side, nobody on both, and nobody twice', () => {
    expect(sidesFault(sides)).toBeUndefined();
    expect(sidesFault({ ...sides, harmed: [] })).toMatchObject({
      code: 'incomplete',
      facts: { missing: ['/harmed'] },
    });
    expect(sidesFault({ harmed: [], responsible: [] })?.facts).toEqual({
      missing: ['/harmed', '/responsible'],
    });
    expect(sidesFault({ ...sides, responsible: ['dora'] })?.code).toBe('to-oneself');
    expect(sidesFault({ ...sides, responsible: ['carl', 'carl'] })?.facts).toEqual({ members: ['carl'] });
    const many = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`);
    expect(sidesFault({ ...sides, responsible: many(20) })).toBeUndefined();
    expect(sidesFault({ ...sides, responsible: many(21) })?.code).toBe('limit-reached');
  });

  it('RST-1 is made by one of them, of all parties, of what is open to it, once in a case', () => {
    expect(of(matter())).toBeUndefined();
    expect(of(null)).toBeUndefined();
    expect(of(matter(), null), 'a decision').toBeUndefined();
    expect(of(matter(), 'emil')).toBe('not-permitted');
    expect(of(matter(), 'dora', sides, [{ id: 'before', continuationOf: null }])).toBe('already-done');
    expect(of(matter({ parties: ['carl', 'dora', 'emil'] }))).toBe('incomplete');
    expect(of(matter({ parties: ['carl', 'dora', 'emil'], whole: false }))).toBeUndefined();
    expect(of(matter({ parties: ['carl'] }))).toBe('not-permitted');
    expect(of(matter({ stage: 'ended', outcome: 'settled' }))).toBe('wrong-stage');
    const plan = { from: { kind: 'repair', id: 'plan' } } as const;
    expect(of(matter({ ...plan, stage: 'ended', outcome: 'broken' }))).toBeUndefined();
    expect(of(matter({ ...plan, stage: 'open' }))).toBe('wrong-stage');
    const judged = { from: { kind: 'proposal', id: 'justice' }, whole: false } as const;
    expect(of(matter({ ...judged, stage: 'execution' }), null)).toBeUndefined();
    expect(of(matter({ ...judged, stage: 'ended', outcome: 'executed' }), null)).toBeUndefined();
    expect(of(matter({ ...judged, stage: 'voting' }), null)).toBe('wrong-stage');
  });

  it('RST-1 PRO-10 is accepted by all before its week is over, and declined by one, or at its end', () => {
    const state = referredBy('dora');
    expect(state.acceptedBy).toEqual(['dora']);
    expect(referredBy(null).acceptedBy).toEqual([]);
    expect(may('acceptance', state, 'dora', at(1))).toBe('already-done');
    expect(may('acceptance', state, 'gus', at(1))).toBe('not-permitted');
    expect(may('acceptance', state, 'carl', at(week, -1))).toBeUndefined();
    expect(may('acceptance', state, 'carl', at(week))).toBe('window-closed');
    expect(next(state)).toEqual({ at: at(week), what: 'declined' });
    const declined = followedBy(state, 1, 'referral-answered', { by: 'carl', accept: false });
    expect(endingOf(declined)).toBe('declined');
    expect(may('leaving', declined, 'dora', at(1))).toBe('already-done');
    expect(accepted()).toMatchObject({ stage: 'preparation', deadline: at(1 + 2 * week) });
  });
});

describe('the preparation and the circle', () => {
  it('RST-2 has the facilitator whom all of them name, until they name another', () => {
    const one = followedBy(accepted(), 2, 'facilitator-named', { by: 'dora', member: 'gus' });
    expect(one.facilitator).toBeNull();
    expect(followedBy(one, 2, 'facilitator-named', { by: 'carl', member: 'fay' }).facilitator).toBeNull();
    expect(prepared().facilitator).toBe('gus');
    expect(followedBy(prepared(), 3, 'facilitator-named', { by: 'dora', member: 'fay' }).facilitator).toBe(
      'gus',
    );
    expect(fault('facilitator', accepted(), { member: 'carl' })).toBe('own-case');
    expect(fault('facilitator', accepted(), { member: 'gus' })).toBeUndefined();
    expect(may('ready', prepared(), 'dora', at(3))).toBe('not-permitted');
    expect(may('ready', prepared(), 'gus', at(1 + 2 * week, -1))).toBeUndefined();
    expect(may('ready', prepared(), 'gus', at(1 + 2 * week))).toBe('window-closed');
    expect(next(prepared())).toEqual({ at: at(1 + 2 * week), what: 'returned' });
    expect(endingOf(followedBy(prepared(), 3, 'not-ready', { by: 'gus', reason: 'No.' }))).toBe('returned');
  });

  it('RST-1 RST-2 lets who was harmed leave until the agreement, and the others in the preparation', () => {
    for (const state of [referredBy('carl'), prepared(), ready(), met()])
      expect(may('leaving', state, 'dora', at(5)), state.stage).toBeUndefined();
    expect(may('leaving', agreed(), 'dora', at(7))).toBe('wrong-stage');
    for (const member of ['carl', 'gus']) {
      expect(may('leaving', prepared(), member, at(3))).toBeUndefined();
      for (const state of [referredBy('dora'), ready(), met()])
        expect(may('leaving', state, member, at(5))).toBe('not-permitted');
    }
  });

  it('RST-3 holds circles within two weeks, three at most, and anybody in it stops one', () => {
    const state = ready();
    expect(state).toMatchObject({ stage: 'circle', deadline: at(3 + 2 * week), circlesLeft: 3 });
    for (const member of ['carl', 'dora', 'gus']) expect(may('stop', state, member, at(4))).toBeUndefined();
    expect(may('stop', state, 'fay', at(4))).toBe('not-permitted');
    expect(may('stop', met(), 'dora', at(5))).toBe('wrong-stage');
    const both = ['carl', 'dora'];
    expect(fault('circles', state, { at: at(4), present: both }, 4)).toBeUndefined();
    expect(fault('circles', state, { at: at(4, 1), present: both }, 4)).toBe('too-far-ahead');
    expect(fault('circles', state, { at: at(3), present: both }, 4)).toBeUndefined();
    expect(fault('circles', state, { at: at(3, -1), present: both }, 4)).toBe('past-instant');
    expect(fault('circles', state, { at: at(4), present: ['carl', 'gus'] }, 4)).toBe('incomplete');
    const second = met(met(state, 4, true), 5, true);
    expect(second).toMatchObject({ stage: 'circle', circlesLeft: 1, deadline: at(5 + 2 * week) });
    expect(fault('circles', second, { at: at(6), present: both, another: true }, 6)).toBe('limit-reached');
    expect(fault('circles', second, { at: at(6), present: both }, 6)).toBeUndefined();
    expect(met(second, 6)).toMatchObject({ stage: 'agreement', circlesLeft: 0, deadline: at(6 + week) });
  });

  it('RST-3 takes the word of each for one text, and none for what was replaced', () => {
    const state = put();
    expect(state.put).toMatchObject({ n: 1, acceptedBy: ['dora'] });
    expect(put(met(), 5, 'gus').put?.acceptedBy, 'who facilitates accepts nothing').toEqual([]);
    expect(may('plan/acceptance', met(), 'carl', at(5))).toBe('unknown-terms');
    expect(may('plan/acceptance', state, 'dora', at(5))).toBe('already-done');
    expect(may('plan/acceptance', state, 'gus', at(5))).toBe('not-permitted');
    expect(may('plan/acceptance', state, 'carl', at(4 + week, -1))).toBeUndefined();
    expect(may('plan/acceptance', state, 'carl', at(4 + week))).toBe('window-closed');
    expect(fault('plan/acceptance', state, {})).toBeUndefined();
    expect(fault('plan/acceptance', put(state), {})).toBe('replaced-terms');
    expect(fault('plan/acceptance', put(state), { plan: 1 })).toBe('replaced-terms');
    expect(fault('plan/acceptance', put(state), { plan: 2 })).toBeUndefined();
    expect(fault('plan/acceptance', put(state), { plan: 3 })).toBe('unknown-terms');
    const ten = Array.from({ length: 10 }).reduce<ReturnType<typeof put>>((one) => put(one), met());
    expect(may('plan', ten, 'dora', at(5))).toBe('limit-reached');
    expect(may('plan', ten, 'carl', at(5))).toBeUndefined();
    expect(fault('plan', met(), { obligations: [{ ...sorry, verifier: 'dora' }] })).toBe('own-case');
    const all = followedBy(state, 5, 'plan-accepted', { n: 1, by: 'carl' });
    expect(may('plan', all, 'dora', at(5)), 'it is agreed on').toBe('already-done');
  });
});

describe('what comes after an agreement', () => {
  const first = 6 + week;

  it('RST-4 is asked for after a week, 30 and 90 days, for a week each time', () => {
    const state = agreed();
    expect(next(state)).toEqual({ at: at(first), what: 'check-opened', n: 1 });
    expect(may('checks', state, 'dora', at(7))).toBe('wrong-stage');
    const open = asked(state, first, 1);
    expect(open.deadline).toBe(at(first + week));
    expect(may('checks', open, 'dora', at(first + week, -1))).toBeUndefined();
    expect(may('checks', open, 'dora', at(first + week))).toBe('window-closed');
    expect(may('checks', open, 'gus', at(first))).toBe('not-permitted');
    expect(fault('checks', open, { n: 1 })).toBeUndefined();
    expect(fault('checks', open, { n: 2 })).toBe('wrong-stage');
    expect(next(open)).toEqual({ at: at(first + week), what: 'check-over', n: 1 });
    const silent = followedBy(open, first + week, 'check-over', { n: 1 });
    expect(next(silent)).toEqual({ at: at(6 + 720), what: 'check-opened', n: 2 });
    const answered = says(says(open, first, 'dora', 'kept'), first, 'carl', 'kept');
    expect(next(answered)).toEqual({ at: at(6 + 720), what: 'check-opened', n: 2 });
    expect(may('checks', says(open, first, 'dora', 'kept'), 'dora', at(first))).toBe('already-done');
  });

  it('RST-4 is completed where the last word of who was harmed is that it is kept, and silence is none', () => {
    const through = (...words: readonly ('kept' | 'partly' | null)[]) =>
      words.reduce((state, word, place) => {
        const hours = [first, 6 + 720, 6 + 2160][place]!;
        const open = asked(state, hours, place + 1);
        const said = word === null ? open : says(open, hours, 'dora', word, place + 1);
        return followedBy(said, hours + week, 'check-over', { n: place + 1 });
      }, agreed());
    expect(endingOf(through('kept', 'kept'))).toBeUndefined();
    expect(endingOf(through('kept', 'kept', 'kept'))).toBe('completed');
    expect(endingOf(through('partly', 'kept', null))).toBe('completed');
    expect(endingOf(through('kept', 'kept', 'partly'))).toBe('returned');
    expect(endingOf(through(null, null, null))).toBe('returned');
    expect(isKept({ harmed: ['dora'], departed: [], checks: [] })).toBe(false);
  });

  it('RST-4 MND-3 not kept by who was harmed, or broken, leads to one more circle, and the second time it returns', () => {
    const open = asked(agreed(), first, 1);
    expect(says(open, first, 'carl', 'not').stage, 'by another').toBe('follow-up');
    for (const failed of [
      says(open, first, 'dora', 'not'),
      followedBy(open, first, 'plan-ended', { outcome: 'broken' }),
    ]) {
      expect(failed).toMatchObject({ stage: 'circle', failures: 1, circlesLeft: 1, checks: [] });
      expect(failed.plan?.id, 'it holds until another takes its place').toBe('plan-6');
      const again = agreed(met(failed, first + 1), first + 2);
      expect(again).toMatchObject({ stage: 'follow-up', plan: { id: `plan-${first + 2}` } });
      expect(endingOf(says(asked(again, first + 200, 1), first + 200, 'dora', 'not'))).toBe('returned');
      expect(followedBy(failed, first, 'plan-ended', { outcome: 'broken' }).failures, 'counted once').toBe(1);
    }
    expect(followedBy(open, first, 'plan-ended', { outcome: 'fulfilled' }).stage).toBe('follow-up');
  });

  it('RST-1 RST-4 MEM-2 waits for nobody who has departed', () => {
    const gone = (state: ReturnType<typeof agreed>, member: string) =>
      followedBy(state, 7, 'departed', { member });
    expect(endingOf(gone(referredBy('dora'), 'carl'))).toBe('declined');
    for (const state of [prepared(), ready(), met()]) expect(endingOf(gone(state, 'carl'))).toBe('returned');
    expect(gone(prepared(), 'gus')).toMatchObject({ facilitator: null, over: null });
    expect(endingOf(gone(agreed(), 'dora')), 'a side without anybody').toBe('returned');
  });
});

describe('who is told', () => {
  it('RST-5 CNF-5 is whoever is in it, what they owe and until when; nobody else', () => {
    const opened = { at: at(0), kind: 'opened', facts: {} } as never;
    expect(restorativeNotices(referredBy('dora'), opened)).toMatchObject([
      { to: { members: ['carl'] }, owes: 'acceptance', due: at(week) },
      { to: { members: ['dora', 'carl'] }, owes: null },
    ]);
    expect(restorativeOwed(referredBy('dora'))).toEqual([{ act: 'acceptance', opens: at(0), due: at(week) }]);
    const first = followedBy(accepted(), 2, 'facilitator-named', { by: 'dora', member: 'gus' });
    const named = { at: at(2), kind: 'facilitator-named', facts: { by: 'dora', member: 'gus' } } as const;
    expect(JSON.stringify(restorativeNotices(first, named)), 'named by one alone').not.toContain('gus');
    expect(restorativeNotices(prepared(), named)).toMatchObject([
      { to: { members: ['gus'] }, owes: 'ready' },
      {},
    ]);
    expect(restorativeOwed(ready())).toMatchObject([{ act: 'circles', due: at(3 + 2 * week) }]);
    expect(restorativeOwed(met())).toMatchObject([{ act: 'plan' }]);
    expect(restorativeOwed(put())).toMatchObject([{ act: 'plan/acceptance' }]);
    expect(restorativeOwed(agreed()), 'nothing before it is asked').toEqual([]);
  });

  it('RST-1 RST-2 RST-3 RST-4 PRO-9 each ending has its rule, by the stage in which it comes', () => {
    const rule = (
      outcome: 'returned' | 'declined' | 'completed' | 'interrupted',
      endedIn: 'referred' | 'preparation' | 'circle' | 'agreement' | 'follow-up',
    ) => endingRule(outcome, { endedIn, stage: 'ended' });
    expect(rule('declined', 'referred')).toBe('RST-1');
    expect(rule('returned', 'preparation')).toBe('RST-2');
    expect(rule('returned', 'circle')).toBe('RST-3');
    expect(rule('returned', 'agreement')).toBe('RST-3');
    expect(rule('returned', 'follow-up')).toBe('RST-4');
    expect(rule('completed', 'follow-up')).toBe('RST-4');
    expect(rule('interrupted', 'circle')).toBe('PRO-9');
    expect(actsAllowed(referredBy('dora'), { id: 'fay', status: 'active' }, at(1))).toEqual([]);
  });
});
