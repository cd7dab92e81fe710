/** Who is told of an alarm and when, what rests the ladder, and what ends it (ALM-4, ALM-5). */
import { describe, expect, it } from 'vitest';
import { evolve } from '../../rules/alarm/evolve.ts';
import { alarmNotices, alarmOwed, owingAlarm } from '../../rules/alarm/notices.ts';
import { actsAllowed, mayAct, saidFault } from '../../rules/alarm/permissions.ts';
import { isDoubted, mutedSince } from '../../rules/alarm/sensors.ts';
import { hasSecond, isRefuted, wrongSensors } from '../../rules/alarm/sources.ts';
import type { AlarmState } from '../../rules/alarm/state.ts';
import { endingOf, next } from '../../rules/alarm/step.ts';
import {
  acknowledged,
  at,
  corroborated,
  fallen,
  lengths,
  minute,
  raisedAlarm,
  refuted,
  seen,
  start,
  word,
} from './alarms.ts';

const actor = (id: string, more = {}) => ({
  id,
  status: 'active' as const,
  owner: id,
  duty: false,
  leads: false,
  council: false,
  ...more,
});
const duty = actor('emil', { duty: true });
const leader = actor('ben', { leads: true });
const member = actor('carl', { council: true });
const confirmed = (): AlarmState => corroborated(raisedAlarm(), [word('ben', at(5))], { minutes: 5 });
const mayTakeOver = (state: AlarmState, minutes: number) =>
  [duty, leader, member]
    .filter((one) => mayAct('acknowledgement', state, one, at(minutes)) === undefined)
    .map(({ id }) => id);

describe('the ladder', () => {
  it('ALM-4 goes from the duty holders to the leadership after 15 minutes, to the council after 15 more, and ends 30 minutes later', () => {
    const first = confirmed();
    expect(next(first)).toEqual({ at: at(15), what: 'told', because: 'unacknowledged' });
    expect(mayTakeOver(first, 6)).toEqual(['emil']);
    const second = fallen(first);
    expect(second.ladder).toEqual({ n: 2, told: at(15), ends: at(30) });
    expect(mayTakeOver(second, 16)).toEqual(['emil', 'ben']);
    const third = fallen(second);
    expect(third.ladder).toEqual({ n: 3, told: at(30), ends: at(60) });
    expect(mayTakeOver(third, 31)).toEqual(['emil', 'ben', 'carl']);
    const last = fallen(third);
    expect(last.ladder).toEqual({ n: 4, told: at(60), ends: null });
    expect(next(last)).toEqual({ at: at(600), what: 'expired' });
    expect(fallen(last)).toMatchObject({ outcome: 'expired', endedAt: at(600), deadline: null });
  });

  it('ALM-4 does not begin before it is confirmed: what was due by then is due at once', () => {
    expect(next(raisedAlarm({ until: at(40) }))).toEqual({ at: at(40), what: 'lapsed' });
    const duties = corroborated(raisedAlarm({ until: at(40) }), [word('emil', at(30))], {
      minutes: 30,
      duty: true,
    });
    expect(next(duties)).toMatchObject({ at: at(30), what: 'told' });
  });

  it('ALM-4 rests while it is acknowledged, for an hour from each update, and then goes on', () => {
    const taken = acknowledged(confirmed(), 'emil', 10);
    expect(next(taken)).toEqual({ at: at(70), what: 'told', because: 'no-update' });
    const updated = evolve(taken, {
      at: at(40),
      kind: 'updated',
      facts: { by: 'emil', text: 'It burns.', severity: 'Extreme', until: at(100) },
    });
    expect(updated.alert?.severity).toBe('Extreme');
    expect(next(updated)).toEqual({ at: at(100), what: 'told', because: 'no-update' });
    expect(fallen(updated)).toMatchObject({
      acknowledged: null,
      ladder: { n: 2, told: at(100), ends: at(115) },
    });
    expect(mayAct('acknowledgement', updated, duty, at(41))?.code).toBe('already-done');
  });

  it('ALM-4 holds what was acknowledged before it is confirmed for an hour from then', () => {
    const taken = corroborated(acknowledged(raisedAlarm(), 'emil', 2), [word('ben', at(5))], { minutes: 5 });
    expect(taken.acknowledged).toEqual({ by: 'emil', at: at(2), until: at(65) });
  });

  it('ALM-4 lets who acknowledged it say how it stands, and a duty holder alone how severe it is', () => {
    const taken = acknowledged(fallen(confirmed()), 'ben', 16);
    expect(mayAct('updates', taken, leader, at(20))).toBeUndefined();
    expect(mayAct('updates', taken, member, at(20))?.code).toBe('not-permitted');
    expect(saidFault('updates', taken, leader, { severity: 'Minor' })?.code).toBe('not-permitted');
    expect(saidFault('updates', taken, duty, { severity: 'Minor' })).toBeUndefined();
    expect(actsAllowed(taken, duty, at(20))).toEqual(['corroboration', 'refutation', 'updates', 'clearance']);
  });
});

describe('whoever is told', () => {
  const toldIn = (state: AlarmState, kind: 'raised' | 'told', facts: object) =>
    alarmNotices(state, { at: start, kind, facts } as never).map(({ to, owes, due }) => ({ to, owes, due }));

  it('ALM-4 owes an acknowledgement, and is told though they have muted it', () => {
    const state = raisedAlarm();
    expect(toldIn(state, 'raised', { told: 'duty', ends: at(15) })).toEqual([
      { to: { role: 'duty' }, owes: 'acknowledgement', due: at(15) },
    ]);
    expect(toldIn(state, 'told', { to: 'council', ends: at(60) })).toEqual([
      { to: { council: 1 }, owes: 'acknowledgement', due: at(60) },
    ]);
    expect(toldIn(state, 'told', { to: 'nobody', ends: null })).toEqual([]);
    const all = alarmNotices(state, {
      at: start,
      kind: 'ended',
      facts: { outcome: 'lapsed', rule: 'ALM-3' },
    });
    expect(all.every(({ insists }) => insists === true)).toBe(true);
    expect(all.map(({ to }) => to)).toEqual([{ heard: true }, { members: ['anna'] }]);
  });

  it('ALM-1 owes nothing where the charter has no tasks given', () => {
    const state = raisedAlarm();
    const alarms = { ...lengths, actions: ['tell', 'record'] as const };
    const silent = { ...state, charter: { ...state.charter, alarms } };
    expect(toldIn(silent, 'raised', { told: 'duty', ends: at(15) })).toEqual([
      { to: { role: 'duty' }, owes: null, due: null },
    ]);
    expect(alarmOwed(silent)).toEqual([]);
    expect(alarmOwed(state)).toEqual([{ act: 'acknowledgement', opens: start, due: at(15) }]);
  });

  it('ALM-4 is reminded while it is theirs to see to it, and who does to keep it up to date', () => {
    const taken = acknowledged(confirmed(), 'emil', 10);
    expect(owingAlarm(confirmed(), 'acknowledgement')).toEqual([{ role: 'duty' }]);
    expect(owingAlarm(taken, 'acknowledgement')).toEqual([]);
    expect(owingAlarm(taken, 'updates')).toEqual([{ members: ['emil'] }]);
    expect(alarmOwed(taken)).toEqual([{ act: 'updates', opens: at(10), due: at(70) }]);
  });
});

describe('a refutation', () => {
  const named = () => raisedAlarm({ sources: [seen('barn', 'carl', 'anna'), seen('well', 'dora', 'anna')] });

  it('ALM-5 ends it by a duty holder alone, or by two of different owners', () => {
    expect(endingOf(refuted(named(), 'emil', { duty: true }))).toBe('refuted');
    const one = refuted(named(), 'ben');
    expect(endingOf(one)).toBeUndefined();
    expect(isRefuted(refuted(one, 'kit', { owner: 'ben' }))).toBe(false);
    expect(endingOf(refuted(one, 'gus'))).toBe('refuted');
    expect(mayAct('refutation', one, { ...actor('kit'), owner: 'ben' }, at(2))?.code).toBe('already-done');
    expect(mayAct('corroboration', refuted(one, 'gus'), actor('ida'), at(2))?.code).toBe('already-done');
  });

  it('ALM-5 says which sensors were wrong: those that all name, or the duty holder does', () => {
    const both = refuted(refuted(named(), 'ben', { sensors: ['barn', 'well'] }), 'gus', {
      sensors: ['barn'],
    });
    expect(wrongSensors(both)).toEqual(['barn']);
    expect(wrongSensors(refuted(both, 'emil', { duty: true, sensors: [] }))).toEqual([]);
    expect(wrongSensors(refuted(both, 'emil', { duty: true, sensors: ['well'] }))).toEqual(['well']);
    expect(saidFault('refutation', named(), duty, { sensors: ['attic'] })?.code).toBe('unknown-sensor');
    const ended = evolve(both, { at: at(2), kind: 'ended', facts: { outcome: 'refuted', rule: 'ALM-5' } });
    expect(ended.wrong).toEqual({ sensors: ['barn'], owners: ['anna'] });
  });

  it.each([
    ['twice', [0, 10], null],
    ['three times in 30 days less a millisecond', [0, 10, 43_199.99], at(43_199.99)],
    ['three times in 30 days', [0, 10, 43_200], null],
    ['the last three of four', [0, 43_300, 43_310, 43_320], at(43_320)],
  ])('ALM-5 mutes a sensor that was wrong often enough: %s', (_what, when, since) => {
    expect(mutedSince(when.map(at), null, lengths.mute)).toBe(since);
  });

  it('ALM-5 mutes it until it is checked, however long that takes', () => {
    const wrong = [at(1), at(2), at(3)];
    expect(mutedSince(wrong, null, lengths.mute)).toBe(at(3));
    expect(mutedSince(wrong, at(1), lengths.mute)).toBeNull();
    expect(mutedSince(wrong, at(4), lengths.mute)).toBeNull();
    expect(mutedSince(wrong, at(0), lengths.mute)).toBe(at(3));
  });

  it('ALM-5 of three within 30 days has who raises one doubted', () => {
    const month = 30 * 24 * 60;
    expect(isDoubted([at(0), at(1), at(2)], at(month - 1 / minute), lengths.mute)).toBe(true);
    expect(isDoubted([at(0), at(1), at(2)], at(month), lengths.mute)).toBe(false);
    expect(isDoubted([at(0), at(1)], at(2), lengths.mute)).toBe(false);
    expect(isDoubted([at(0), at(1), at(2)], at(2), lengths.mute)).toBe(true);
    expect(isDoubted([at(0), at(1), at(3)], at(2), lengths.mute)).toBe(false);
  });

  it('ALM-5 lets nobody else hear of the alarm of a doubted member before somebody else stands behind it', () => {
    const doubted = fallen(raisedAlarm({ doubted: true, alert: { severity: 'Extreme' } }));
    expect(doubted).toMatchObject({ stage: 'confirmed', ladder: { n: 1 } });
    expect(next(doubted)).toEqual({ at: at(600), what: 'expired' });
    const relayed = corroborated(doubted, [seen('barn', 'carl', 'anna', at(20))], { minutes: 20 });
    expect(hasSecond(relayed)).toBe(false);
    // Nor does another who names an observation of their own sensor.
    expect(hasSecond(corroborated(doubted, [seen('attic', 'anna', 'gus', at(20))], { minutes: 20 }))).toBe(
      false,
    );
    const second = corroborated(relayed, [word('gus', at(25))], { minutes: 25 });
    expect(next(second)).toMatchObject({ at: at(25), what: 'told' });
  });
});
