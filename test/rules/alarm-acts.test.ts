/** Who may do what in an alarm, step by step, and what they are told who may not (ALM-3 to ALM-5, PRO-10). */
import { describe, expect, it } from 'vitest';
import { evolve, stepAfter } from '../../rules/alarm/evolve.ts';
import { actsAllowed, type AlarmAct, mayAct, saidFault } from '../../rules/alarm/permissions.ts';
import { type AlarmState, begunAlarm } from '../../rules/alarm/state.ts';
import { endingOf, endingRules, next } from '../../rules/alarm/step.ts';
import {
  acknowledged,
  at,
  corroborated,
  fallen,
  lengths,
  raisedAlarm,
  refuted,
  seen,
  word,
} from './alarms.ts';

const actor = (id: string, more = {}) => ({
  id,
  status: 'active' as const,
  owner: id,
  duty: id === 'emil',
  leads: id === 'ben',
  council: id === 'carl',
  ...more,
});
const confirmed = (): AlarmState => corroborated(raisedAlarm(), [word('gus', at(5))], { minutes: 5 });
const refusal = (act: AlarmAct, state: AlarmState, id: string, minutes = 6) =>
  mayAct(act, state, actor(id), at(minutes));

describe('what a member can do in an alarm', () => {
  const can = (state: AlarmState, minutes: number) =>
    ['ida', 'carl', 'ben', 'emil'].map((id) => actsAllowed(state, actor(id), at(minutes)));
  const own = ['corroboration', 'refutation'];

  it('ALM-3 ALM-4 is to corroborate and to refute it; a duty holder acknowledges it, and clears it once it is confirmed', () => {
    const duty = [...own, 'acknowledgement', 'updates'];
    expect(can(raisedAlarm(), 1)).toEqual([own, own, own, duty]);
    expect(can(confirmed(), 6)).toEqual([own, own, own, [...duty, 'clearance']]);
  });

  it('ALM-4 is of the leadership and of the council to acknowledge once it has been told, and not before', () => {
    const takes = [...own, 'acknowledgement'];
    const duty = [...takes, 'updates', 'clearance'];
    const second = fallen(confirmed());
    expect(can(second, 16)).toEqual([own, own, takes, duty]);
    expect(can(fallen(second), 31)).toEqual([own, takes, takes, duty]);
  });

  it('ALM-4 is to keep it up to date for who has acknowledged it', () => {
    const taken = acknowledged(fallen(confirmed()), 'ben', 16);
    expect(can(taken, 17)).toEqual([own, own, [...own, 'updates'], [...own, 'updates', 'clearance']]);
  });

  it('ALM-4 ALM-5 is nothing once it is refuted, cleared or over', () => {
    const cleared = evolve(confirmed(), { at: at(6), kind: 'cleared', facts: { by: 'emil' } });
    expect(endingOf(cleared)).toBe('cleared');
    const over = evolve(cleared, {
      at: at(6),
      kind: 'ended',
      facts: { outcome: 'cleared', rule: endingRules.cleared },
    });
    expect([endingOf(over), next(over)]).toEqual([undefined, undefined]);
    for (const state of [cleared, over, refuted(confirmed(), 'emil', { duty: true })])
      expect(can(state, 7)).toEqual([[], [], [], []]);
  });
});

describe('who may not', () => {
  const allowing = (allowed: unknown) => ({ code: 'not-permitted', rule: 'ALM-4', facts: { allowed } });

  it('ALM-4 is told who acknowledges it, who keeps it up to date and who clears it', () => {
    expect(refusal('acknowledgement', confirmed(), 'ben')).toEqual(
      allowing(['duty', 'leadership', 'council']),
    );
    expect(refusal('updates', confirmed(), 'ben')).toEqual(allowing(['duty', 'acknowledger']));
    expect(refusal('clearance', confirmed(), 'ben')).toEqual(allowing('duty'));
    expect(saidFault('updates', confirmed(), actor('ben'), { severity: 'Minor' })).toEqual({
      code: 'not-permitted',
      rule: 'ALM-4',
      facts: { allowed: 'duty', part: 'severity' },
    });
    expect(saidFault('updates', confirmed(), actor('ben'), {})).toBeUndefined();
    for (const act of ['acknowledgement', 'clearance'] as const)
      expect(
        saidFault(act, confirmed(), actor('ben'), { severity: 'Minor', sensors: ['barn'] }),
      ).toBeUndefined();
  });

  it('PRO-10 ALM-4 is told in which stages it can be done', () => {
    expect(refusal('clearance', raisedAlarm(), 'emil')).toEqual({
      code: 'wrong-stage',
      rule: 'ALM-4',
      facts: { stage: 'unconfirmed', allowedIn: ['confirmed'] },
    });
    const over = fallen(raisedAlarm());
    const rules = { corroboration: 'ALM-3', refutation: 'ALM-5', acknowledgement: 'ALM-4', updates: 'ALM-4' };
    for (const [act, rule] of Object.entries(rules))
      expect(refusal(act as AlarmAct, over, 'emil', 16)).toEqual({
        code: 'wrong-stage',
        rule,
        facts: { stage: 'ended', allowedIn: ['unconfirmed', 'confirmed'] },
      });
  });

  it('PRO-10 ALM-5 is told that it is refuted or cleared already', () => {
    const refutedBy = refuted(confirmed(), 'emil', { duty: true });
    for (const act of ['corroboration', 'refutation', 'acknowledgement', 'updates', 'clearance'] as const)
      expect(refusal(act, refutedBy, 'emil')).toEqual({
        code: 'already-done',
        rule: 'PRO-10',
        facts: { act, stage: 'confirmed' },
      });
  });

  it('ALM-3 ALM-4 ALM-5 is told that one of their owner has refuted it, who sees to it, and how many sources it has', () => {
    expect(refusal('refutation', refuted(confirmed(), 'kit', { owner: 'ida' }), 'ida')).toEqual({
      code: 'already-done',
      rule: 'ALM-5',
      facts: { act: 'refutation', owner: 'ida' },
    });
    expect(refusal('acknowledgement', acknowledged(confirmed(), 'emil', 6), 'emil', 7)).toEqual({
      code: 'already-done',
      rule: 'ALM-4',
      facts: { act: 'acknowledgement', by: 'emil', at: at(6) },
    });
    const sources = (count: number) =>
      Array.from({ length: count }, (_, place) => seen(`sensor-${place}`, 'dora', 'anna'));
    expect(refusal('corroboration', raisedAlarm({ sources: sources(49) }), 'ida')).toBeUndefined();
    expect(refusal('corroboration', raisedAlarm({ sources: sources(50) }), 'ida')).toEqual({
      code: 'limit-reached',
      rule: 'ALM-3',
      facts: { most: 50 },
    });
  });

  it('ALM-3 is told which source stands already, of a sensor or by their own word', () => {
    const named = seen('barn', 'carl', 'anna');
    const state = raisedAlarm({ sources: [named, word('ben')] });
    const fault = (...sources: readonly (typeof named)[]) =>
      saidFault('corroboration', state, actor('ida'), { sources });
    const done = (facts: object) => ({ code: 'already-done', rule: 'ALM-3', facts });
    expect(fault(named)).toEqual(done({ owner: 'carl', observation: named.observation!.id }));
    expect(fault(word('dora'), word('kit', at(0), 'ben'))).toEqual(done({ owner: 'ben', observation: null }));
    // An observation of whose sensor it is stands beside their own word.
    expect(fault(word('carl'), seen('well', 'ben', 'ida'))).toBeUndefined();
    const many = Array.from({ length: 49 }, () => seen('well', 'dora', 'ida'));
    expect(fault(...many)).toEqual({ code: 'limit-reached', rule: 'ALM-3', facts: { most: 50 } });
    expect(fault(...many.slice(1))).toBeUndefined();
  });

  it('ALM-3 ALM-5 is told of which status it is, and which sensors are none of it', () => {
    expect(saidFault('corroboration', raisedAlarm(), actor('ida'), { status: 'Exercise' })).toEqual({
      code: 'other-status',
      rule: 'ALM-3',
      facts: { status: 'Exercise', alarm: 'Actual' },
    });
    const before = { ...raisedAlarm(), alert: null };
    expect(saidFault('corroboration', before, actor('ida'), { status: 'Actual' })).toMatchObject({
      facts: { alarm: undefined },
    });
    const state = raisedAlarm({ sources: [seen('barn', 'carl', 'anna')] });
    expect(saidFault('refutation', state, actor('ida'), { sensors: ['barn', 'attic'] })).toEqual({
      code: 'unknown-sensor',
      rule: 'ALM-5',
      facts: { sensors: ['attic'] },
    });
    expect(saidFault('refutation', state, actor('ida'), { sensors: ['barn'] })).toBeUndefined();
    expect(saidFault('refutation', state, actor('ida'), {})).toBeUndefined();
  });
});

describe('how an alarm stands after', () => {
  it('ALM-3 its beginning nothing is due and nobody is told before it is raised', () => {
    const charter = { version: 1, hash: '', pace: 1, alarms: lengths };
    const begun = begunAlarm({ id: 'alarm', charter, createdAt: at(0), continuationOf: null });
    expect(begun).toMatchObject({
      stage: 'unconfirmed',
      doubted: false,
      sources: [],
      refutations: [],
      ladder: { n: 1, told: at(0), ends: null },
      wrong: { sensors: [], owners: [] },
      deadline: null,
    });
    expect(next(begun)).toBeUndefined();
    for (const more of [{ alert: null }, { until: null }])
      expect(next({ ...raisedAlarm(), ...more })).toBeUndefined();
  });

  it('ALM-3 ALM-4 PRO-9 its ending is by the rule that ends it so', () => {
    expect(endingRules).toEqual({
      refuted: 'ALM-5',
      lapsed: 'ALM-3',
      cleared: 'ALM-4',
      expired: 'ALM-4',
      interrupted: 'PRO-9',
    });
  });

  it('ALM-4 an update without a severity changes none, and an unacknowledged one is theirs who gives it', () => {
    const facts = { by: 'emil', text: 'It smokes.', severity: null, until: at(70) };
    const updated = evolve(confirmed(), { at: at(10), kind: 'updated', facts });
    expect(updated.alert).toEqual(confirmed().alert);
    expect(updated).toMatchObject({
      acknowledged: { by: 'emil', at: at(10), until: at(70) },
      updatedAt: at(10),
    });
    const taken = acknowledged(confirmed(), 'ben', 8);
    expect(evolve(taken, { at: at(10), kind: 'updated', facts }).acknowledged?.by).toBe('ben');
    const unraised = { ...confirmed(), alert: null };
    const severe = { ...facts, severity: 'Minor' } as const;
    expect(evolve(unraised, { at: at(10), kind: 'updated', facts: severe }).alert).toBeNull();
  });

  it('ALM-4 the last step nobody is left to be told, and no other follows it', () => {
    const steps = [confirmed()];
    for (let n = 1; n < 4; n += 1) steps.push(fallen(steps[n - 1]!));
    expect(steps.map((state) => stepAfter(state, at(100)))).toEqual([
      { n: 2, ends: at(115) },
      { n: 3, ends: at(130) },
      { n: 4, ends: null },
      { n: 4, ends: null },
    ]);
  });

  it('ALM-4 it expires: an instant that was over as it was confirmed is over then, and before the next step', () => {
    const past = corroborated(raisedAlarm({ alert: { expires: at(2) } }), [word('gus', at(5))], {
      minutes: 5,
    });
    expect(next(past)).toEqual({ at: at(5), what: 'expired' });
    const soon = corroborated(raisedAlarm({ alert: { expires: at(14) } }), [word('gus', at(5))], {
      minutes: 5,
    });
    expect(next(soon)).toEqual({ at: at(14), what: 'expired' });
    const same = corroborated(raisedAlarm({ alert: { expires: at(15) } }), [word('gus', at(5))], {
      minutes: 5,
    });
    expect(next(same)).toMatchObject({ at: at(15), what: 'told' });
  });

  it('ALM-5 it was refuted says who raised or confirmed it, and which of its sensors were wrong; any other ending neither', () => {
    const state = refuted(
      corroborated(raisedAlarm({ sources: [seen('barn', 'carl', 'anna')] }), [word('gus', at(5))]),
      'emil',
      { duty: true, sensors: ['barn'] },
    );
    const ended = (outcome: 'refuted' | 'expired') =>
      evolve(state, { at: at(6), kind: 'ended', facts: { outcome, rule: endingRules[outcome] } }).wrong;
    expect(ended('refuted')).toEqual({ sensors: ['barn'], owners: ['anna', 'gus'] });
    expect(ended('expired')).toEqual({ sensors: [], owners: [] });
  });

  it('ALM-5 a second source of who is doubted the ladder goes on from then, and once alone', () => {
    const doubted = fallen(raisedAlarm({ doubted: true, alert: { severity: 'Extreme' } }));
    const second = corroborated(doubted, [word('gus', at(25))], { minutes: 25 });
    expect(second.ladder).toEqual({ n: 1, told: at(0), ends: at(25) });
    expect(corroborated(second, [word('ida', at(26))], { minutes: 26 }).ladder.ends).toBe(at(25));
    const trusted = fallen(raisedAlarm({ alert: { severity: 'Extreme' } }));
    expect(corroborated(trusted, [word('gus', at(25))], { minutes: 25 }).ladder.ends).toBe(at(15));
  });
});
