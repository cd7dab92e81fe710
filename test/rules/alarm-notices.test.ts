/** Whom each entry of an alarm concerns, and who owes what in which window (ALM-4, ALM-5, CNF-5). */
import { describe, expect, it } from 'vitest';
import type { AlarmEntry } from '../../rules/alarm/entries.ts';
import { alarmNotices, alarmOwed, owingAlarm } from '../../rules/alarm/notices.ts';
import type { AlarmState } from '../../rules/alarm/state.ts';
import { acknowledged, at, corroborated, fallen, raisedAlarm, refuted, seen, start, word } from './alarms.ts';

/** Each who is told though they have muted it, but who did it. */
const told = (state: AlarmState, kind: AlarmEntry['kind'], facts: object, when = at(1)) =>
  alarmNotices(state, { at: when, kind, facts } as unknown as AlarmEntry);
const knows = (to: object, but: string | null = null) => ({ to, owes: null, due: null, but, insists: true });

const heard = { heard: true };
const confirmed = (): AlarmState => corroborated(raisedAlarm(), [word('gus', at(5))], { minutes: 5 });

describe('who is told of an alarm', () => {
  it('ALM-4 is asked for an acknowledgement step by step, until the next are told', () => {
    const asked = (to: object, due: string | null) => ({
      to,
      owes: 'acknowledgement',
      due,
      but: null,
      insists: true,
    });
    const steps = {
      duty: [{ role: 'duty' }],
      leadership: [{ role: 'leadership' }],
      council: [{ council: 1 }],
      nobody: [],
    };
    for (const [step, audience] of Object.entries(steps)) {
      const expected = audience.map((to) => asked(to, at(15)));
      expect(told(raisedAlarm(), 'raised', { told: step, ends: at(15) })).toEqual(expected);
      expect(told(raisedAlarm(), 'told', { to: step, ends: at(15) })).toEqual(expected);
    }
  });

  it('ALM-3 hears of another source; as that confirms it, those who put something to it do too', () => {
    expect(told(raisedAlarm(), 'corroborated', { by: 'gus' }, at(5))).toEqual([knows(heard, 'gus')]);
    expect(told(confirmed(), 'corroborated', { by: 'gus' }, at(5))).toEqual([
      knows(heard, 'gus'),
      knows({ members: ['anna', 'gus'] }, 'gus'),
    ]);
    expect(told(confirmed(), 'corroborated', { by: 'ida' }, at(6))).toEqual([knows(heard, 'ida')]);
  });

  it('ALM-4 hears that nobody refuted it, how it stands and how it ended; who did that need not', () => {
    const sources = [word('anna'), seen('barn', 'carl', 'ben')];
    const state = raisedAlarm({ sources });
    const putters = { members: ['anna', 'ben'] };
    for (const kind of ['unrefuted', 'ended'] as const)
      expect(told(state, kind, {})).toEqual([knows(heard), knows(putters)]);
    for (const kind of ['acknowledged', 'updated'] as const)
      expect(told(state, kind, { by: 'emil' })).toEqual([knows(heard, 'emil'), knows(putters, 'emil')]);
    for (const kind of ['cleared', 'continuation-of'] as const)
      expect(told(state, kind, { by: 'emil' })).toEqual([]);
  });

  it('ALM-5 hears of a refutation, but of the one that ends it with the ending', () => {
    const one = refuted(confirmed(), 'ida');
    expect(told(one, 'refuted', { by: 'ida' })).toEqual([
      knows(heard, 'ida'),
      knows({ members: ['anna', 'gus'] }, 'ida'),
    ]);
    expect(told(refuted(one, 'ben'), 'refuted', { by: 'ben' })).toEqual([]);
  });
});

describe('what is owed in an alarm', () => {
  it('ALM-4 is an acknowledgement by whom the step names, in its time, and an update by who gave it', () => {
    const first = confirmed();
    const second = fallen(first);
    const third = fallen(second);
    expect(
      [first, second, third].map((state) => [owingAlarm(state, 'acknowledgement'), alarmOwed(state)]),
    ).toEqual([
      [[{ role: 'duty' }], [{ act: 'acknowledgement', opens: start, due: at(15) }]],
      [[{ role: 'leadership' }], [{ act: 'acknowledgement', opens: at(15), due: at(30) }]],
      [[{ council: 1 }], [{ act: 'acknowledgement', opens: at(30), due: at(60) }]],
    ]);
    const last = fallen(third);
    expect([owingAlarm(last, 'acknowledgement'), alarmOwed(last)]).toEqual([[], []]);
    expect(owingAlarm(first, 'updates')).toEqual([]);
    expect(owingAlarm(acknowledged(first, 'emil', 6), 'ballot')).toEqual([]);
  });

  it('ALM-4 has no window while an acknowledgement holds without an update, and none in the end', () => {
    const taken = acknowledged(raisedAlarm(), 'emil', 2);
    expect(alarmOwed(taken)).toEqual([]);
    const over = fallen(raisedAlarm());
    expect(over).toMatchObject({ stage: 'ended', outcome: 'lapsed' });
    expect(alarmOwed(over)).toEqual([]);
    expect(alarmOwed({ ...acknowledged(confirmed(), 'emil', 6), stage: 'ended' })).toEqual([]);
  });
});
