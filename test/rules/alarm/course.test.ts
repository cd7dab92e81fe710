/** What follows in an alarm from what is put to it, entry by entry (ALM-1, ALM-3 to ALM-5). */
import { describe, expect, it } from 'vitest';
import { mayAct, saidFault } from '../../../rules/alarm/permissions.ts';
import { observedBy } from '../../../rules/alarm/sensors.ts';
import { areEnough, countedOf, sensorsIn } from '../../../rules/alarm/sources.ts';
import type { Source } from '../../../rules/alarm/state.ts';
import { next } from '../../../rules/alarm/step.ts';
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
} from '../alarms.ts';

const member = (id: string) => ({
  id,
  status: 'active' as const,
  owner: id,
  duty: false,
  leads: false,
  council: true,
});

describe('sources of an alarm', () => {
  const enough = (...sources: readonly Source[]) => areEnough(sources.map(countedOf), lengths);

  it('ALM-3 are of two owners where a member names an observation of their own sensor and another’s', () => {
    expect(enough(seen('barn', 'anna', 'anna'), seen('well', 'dora', 'anna'))).toBe(true);
    expect(enough(word('anna'), seen('well', 'dora', 'anna'))).toBe(false);
  });

  it('ALM-3 ALM-5 have the sensors that observed, each once, and none of a member’s own word', () => {
    const sources = [word('anna'), seen('barn', 'carl', 'anna'), seen('barn', 'carl', 'ben')];
    expect(sensorsIn(sources.map(countedOf))).toEqual(['barn']);
    expect(saidFault('corroboration', raisedAlarm(), member('ida'), {})).toBeUndefined();
  });

  it('ALM-1 ask for nobody’s consent where a sensor observes no person', () => {
    const sensor = {
      id: 'barn',
      key: { crv: 'Ed25519', kty: 'OKP', x: 'x' },
      place: 'Barn',
      owner: 'carl',
      purpose: 'Smoke.',
    } as const;
    expect(observedBy({ type: 'sensor.register', sensor })).toEqual([]);
    expect(observedBy({ type: 'none' })).toEqual([]);
    expect(observedBy(null)).toEqual([]);
  });
});

describe('an alarm that goes on', () => {
  it('ALM-5 is refuted by one after another, each once', () => {
    const once = refuted(raisedAlarm(), 'kit');
    expect(mayAct('refutation', once, member('ida'), at(2))).toBeUndefined();
    expect(mayAct('refutation', once, member('kit'), at(2))?.code).toBe('already-done');
  });

  it('ALM-4 is acknowledged and otherwise as it was: that is no update of it', () => {
    const confirmed = corroborated(raisedAlarm(), [word('gus', at(5))], { minutes: 5 });
    const until = at(66);
    expect(acknowledged(confirmed, 'emil', 6)).toEqual({
      ...confirmed,
      acknowledged: { by: 'emil', at: at(6), until },
      deadline: until,
    });
  });

  it('ALM-4 ALM-5 of who is doubted holds by an acknowledgement until a second source, and from then on as long as it would', () => {
    const doubted = fallen(raisedAlarm({ doubted: true, alert: { severity: 'Extreme' } }));
    const taken = acknowledged(doubted, 'emil', 16);
    expect(taken.acknowledged?.until).toBe(at(76));
    expect(next(taken)).toEqual({ at: at(600), what: 'expired' });
    const second = (minutes: number) => corroborated(taken, [word('gus', at(minutes))], { minutes });
    expect(next(second(75))).toEqual({ at: at(76), what: 'told', because: 'no-update' });
    expect(next(second(90))).toEqual({ at: at(90), what: 'told', because: 'no-update' });
  });

  it('ALM-3 ALM-4 of an acknowledgement before it is confirmed holds the ladder for an update’s time from then', () => {
    const taken = acknowledged(raisedAlarm(), 'emil', 1);
    expect(taken.acknowledged).toEqual({ by: 'emil', at: at(1), until: null });
    expect(taken.confirmedAt).toBeNull();
    const confirmed = corroborated(taken, [word('gus', at(5))], { minutes: 5 });
    expect(confirmed).toMatchObject({ confirmedAt: at(5), acknowledged: { at: at(1), until: at(65) } });
  });
});
