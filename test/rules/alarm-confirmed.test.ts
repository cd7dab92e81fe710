/** When an alarm is confirmed, and by whom not (ALM-3). */
import { fc, it as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { areEnough, countedOf } from '../../rules/alarm/sources.ts';
import { certaintyOf, messageTypeOf, type Source } from '../../rules/alarm/state.ts';
import { mayAct, raisingFault, saidFault } from '../../rules/alarm/permissions.ts';
import { next } from '../../rules/alarm/step.ts';
import {
  acknowledged,
  at,
  corroborated,
  fallen,
  lengths,
  minute,
  raisedAlarm,
  seen,
  start,
  word,
} from './alarms.ts';

const enough = (...sources: readonly Source[]): boolean => areEnough(sources.map(countedOf), lengths);
const actor = (id: string, more = {}) => ({
  id,
  status: 'active' as const,
  owner: id,
  duty: false,
  leads: false,
  council: true,
  ...more,
});

describe('sources', () => {
  it('ALM-3 of two owners confirm, and two of one owner do not', () => {
    expect(enough(seen('barn', 'carl', 'anna'), seen('well', 'dora', 'anna'))).toBe(true);
    expect(enough(seen('barn', 'carl', 'anna'), seen('attic', 'carl', 'ben'))).toBe(false);
    expect(enough(word('anna'), word('ben'))).toBe(true);
    expect(enough(word('anna'), word('anna'))).toBe(false);
  });

  it('ALM-3 of a member and of the agent that they answer for are of one owner', () => {
    expect(enough(word('carl'), word('kit', start, 'carl'))).toBe(false);
    expect(enough(word('kit', start, 'carl'), seen('barn', 'carl', 'dora'))).toBe(false);
  });

  it('ALM-3 of two members are two owners’, though one names both that the other observed', () => {
    const observed = seen('', 'dora', 'anna');
    const own = { ...observed, observation: { ...observed.observation!, sensor: null } };
    expect(enough(own, seen('barn', 'carl', 'anna'))).toBe(true);
  });

  it('ALM-3 do not gain the word of who names them', () => {
    expect(enough(seen('barn', 'carl', 'anna'), word('anna'))).toBe(false);
    expect(enough(seen('barn', 'carl', 'anna'), word('dora'))).toBe(true);
    expect(enough(seen('barn', 'carl', 'anna'), word('anna'), seen('barn', 'carl', 'dora'))).toBe(true);
  });

  it.each([
    [15 * minute - 1, true],
    [15 * minute, false],
  ])('ALM-3 %d ms apart are near enough: %s', (apart, confirms) => {
    const later = new Date(Date.parse(start) + apart).toISOString();
    expect(enough(word('anna'), word('ben', later))).toBe(confirms);
    expect(enough(word('ben', later), word('anna'))).toBe(confirms);
  });

  prop.prop([
    fc.array(
      fc.record({
        owner: fc.constantFrom('anna', 'ben', 'carl'),
        by: fc.constantFrom('anna', 'ben', 'carl'),
        minutes: fc.integer({ min: 0, max: 40 }),
        isWord: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  ])(
    'ALM-3 confirm only where two of different owners lie less than 15 minutes apart, and however they are ordered',
    (given) => {
      const sources = given.map(({ owner, by, minutes, isWord }) =>
        isWord ? word(by, at(minutes)) : seen(`of-${owner}`, owner, by, at(minutes)),
      );
      const confirms = enough(...sources);
      expect(enough(...sources.toReversed())).toBe(confirms);
      const pair = sources.some((one) =>
        sources.some(
          (other) =>
            one.owner !== other.owner && Math.abs(Date.parse(one.at) - Date.parse(other.at)) < lengths.window,
        ),
      );
      if (confirms) expect(pair).toBe(true);
      // Whoever else joins in takes nothing away.
      if (confirms) expect(enough(...sources, word('dora', at(20)))).toBe(true);
    },
  );
});

describe('an alarm', () => {
  it('ALM-3 is confirmed by a second owner, and by a duty holder alone', () => {
    const alone = raisedAlarm();
    expect(alone).toMatchObject({ stage: 'unconfirmed', confirmedAt: null, deadline: at(15) });
    expect(corroborated(alone, [word('ben', at(3))], { minutes: 3 })).toMatchObject({
      stage: 'confirmed',
      confirmedBy: 'sources',
      confirmedAt: at(3),
    });
    expect(raisedAlarm({ duty: true })).toMatchObject({ stage: 'confirmed', confirmedBy: 'duty' });
    const named = [seen('barn', 'carl', 'emil', at(2))];
    expect(corroborated(alone, named, { duty: true, minutes: 2 })).toMatchObject({ confirmedBy: 'duty' });
  });

  it('ALM-3 lapses at 15 minutes, and where it is extreme goes on as confirmed', () => {
    expect(next(raisedAlarm())).toEqual({ at: at(15), what: 'lapsed' });
    const extreme = raisedAlarm({ alert: { severity: 'Extreme' } });
    expect(next(extreme)).toEqual({ at: at(15), what: 'unrefuted' });
    const goesOn = fallen(extreme);
    expect(goesOn).toMatchObject({ stage: 'confirmed', confirmedBy: 'unrefuted', confirmedAt: at(15) });
    expect(certaintyOf(goesOn)).toBe('Likely');
    // The leadership is due at the same instant.
    expect(next(goesOn)).toMatchObject({ at: at(15), what: 'told' });
  });

  it('ALM-3 says in CAP’s words how sure it is, and what its message does', () => {
    const said = (state: ReturnType<typeof raisedAlarm>) => [messageTypeOf(state), certaintyOf(state)];
    const alone = raisedAlarm();
    expect(said(alone)).toEqual(['Alert', 'Possible']);
    expect(said(corroborated(alone, [word('ben')]))).toEqual(['Update', 'Observed']);
    expect(said(fallen(alone))).toEqual(['Cancel', 'Unlikely']);
    expect(said({ ...alone, updatedAt: at(1) })).toEqual(['Update', 'Possible']);
    expect(said({ ...alone, outcome: 'refuted' })).toEqual(['Cancel', 'Unlikely']);
    expect(said({ ...alone, outcome: 'interrupted' })).toEqual(['Cancel', 'Possible']);
    expect(said({ ...alone, outcome: 'cleared', updatedAt: at(1) })).toEqual(['Update', 'Possible']);
  });

  it('ALM-3 takes no source of another status, none twice, and no more than fifty', () => {
    const named = seen('barn', 'carl', 'anna');
    const state = raisedAlarm({ sources: [named] });
    const of = (said: object) => saidFault('corroboration', state, { duty: false }, said)?.code;
    expect(of({ status: 'Exercise', sources: [word('ben')] })).toBe('other-status');
    expect(of({ status: 'Actual', sources: [word('ben')] })).toBeUndefined();
    expect(of({ sources: [named] })).toBe('already-done');
    expect(of({ sources: Array.from({ length: 50 }, () => seen('well', 'dora', 'ben')) })).toBe(
      'limit-reached',
    );
    expect(of({ sources: Array.from({ length: 49 }, () => seen('well', 'dora', 'ben')) })).toBeUndefined();
    const spoken = corroborated(state, [word('ben')]);
    expect(saidFault('corroboration', spoken, { duty: false }, { sources: [word('ben')] })?.code).toBe(
      'already-done',
    );
    const exercise = raisedAlarm({ alert: { status: 'Exercise' } });
    expect(saidFault('corroboration', exercise, { duty: false }, { status: 'Actual' })?.code).toBe(
      'other-status',
    );
  });

  it('PRO-10 ALM-3 takes nothing at its instant, and nothing from who has departed', () => {
    const state = raisedAlarm();
    expect(mayAct('corroboration', state, actor('ben'), at(14.99))).toBeUndefined();
    expect(mayAct('corroboration', state, actor('ben'), at(15))?.code).toBe('window-closed');
    const gone = { ...actor('ben'), status: 'departed' as const };
    expect(mayAct('corroboration', state, gone, at(1))?.code).toBe('not-permitted');
    expect(mayAct('clearance', state, actor('emil', { duty: true }), at(1))?.code).toBe('wrong-stage');
    expect(acknowledged(state, 'emil', 2).acknowledged).toEqual({ by: 'emil', at: at(2), until: null });
  });
});

describe('who raises many alarms', () => {
  it('ALM-3 has a hundred open at once', () => {
    expect(raisingFault(99)).toBeUndefined();
    for (const open of [100, 101])
      expect(raisingFault(open)).toMatchObject({
        code: 'limit-reached',
        rule: 'ALM-3',
        facts: { most: 100 },
      });
  });
});
