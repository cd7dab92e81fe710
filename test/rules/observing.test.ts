/** Which observations are taken, and which sensors may be registered (ALM-1, ALM-2). */
import { fc, it as prop } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { advanced, noProgress, observationFault, type Progress } from '../../rules/alarm/observing.ts';
import { observedBy, sensorFault, sensorRemovalFault } from '../../rules/alarm/sensors.ts';
import { requirementsOf } from '../../rules/proposal/gates.ts';
import { at, lengths, minute, start } from './alarms.ts';

const fresh = { now: start, kept: undefined };
const fault = (progress: Progress, number: number, instant = start, more = {}) =>
  observationFault(progress, { number, at: instant }, { ...fresh, ...more });
const instant = (milliseconds: number) => new Date(Date.parse(start) + milliseconds).toISOString();

describe('an observation', () => {
  it('ALM-2 comes after the last of its source, with a gap or without', () => {
    const progress = { last: 7, minute: null, taken: 0 };
    expect(fault(progress, 8)).toBeUndefined();
    expect(fault(progress, 80)).toBeUndefined();
    expect(fault(progress, 7)).toEqual({
      code: 'out-of-order',
      rule: 'ALM-2',
      facts: { number: 7, last: 7 },
    });
    expect(fault(progress, 6)?.code).toBe('out-of-order');
    expect(fault(progress, 6, start, { kept: 'it' })).toEqual({
      code: 'already-done',
      rule: 'ALM-2',
      facts: { number: 6, id: 'it' },
    });
  });

  it('ALM-2 is less than five minutes ahead of the clock', () => {
    expect(fault(noProgress, 1, instant(5 * minute - 1))).toBeUndefined();
    expect(fault(noProgress, 1, instant(5 * minute))).toEqual({
      code: 'ahead-of-clock',
      rule: 'ALM-2',
      facts: { instant: instant(5 * minute), at: start },
    });
    expect(fault(noProgress, 1, at(24 * 60))?.code).toBe('ahead-of-clock');
  });

  it('ALM-2 is one of sixty in a minute, and the next come once it is over', () => {
    let progress: Progress = noProgress;
    for (let number = 1; number <= 60; number += 1) {
      expect(fault(progress, number)).toBeUndefined();
      progress = advanced(progress, { number }, start);
    }
    expect(fault(progress, 61)).toEqual({
      code: 'too-often',
      rule: 'ALM-2',
      facts: { most: 60, again: instant(minute) },
    });
    expect(fault(progress, 61, start, { now: instant(minute - 1) })).toMatchObject({
      code: 'too-often',
      facts: { again: instant(minute) },
    });
    expect(fault(progress, 61, start, { now: instant(minute) })).toBeUndefined();
    expect(advanced(progress, { number: 61 }, instant(minute))).toEqual({
      last: 61,
      minute: instant(minute),
      taken: 1,
    });
  });

  prop.prop([
    fc.array(fc.record({ step: fc.integer({ min: -2, max: 3 }), wait: fc.integer({ min: 0, max: 5_000 }) }), {
      maxLength: 200,
    }),
  ])(
    'ALM-2 is never numbered below one before it, and no minute of a source has more than sixty',
    (tries) => {
      let progress = noProgress;
      let now = 0;
      let number = 0;
      const taken: { readonly number: number; readonly now: number; readonly minute: string | null }[] = [];
      for (const { step, wait } of tries) {
        now += wait;
        number = Math.max(1, number + step);
        const here = instant(now);
        if (observationFault(progress, { number, at: here }, { now: here, kept: undefined }) !== undefined)
          continue;
        progress = advanced(progress, { number }, here);
        taken.push({ number, now, minute: progress.minute });
      }
      const numbers = taken.map((one) => one.number);
      expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other));
      for (const { minute: began } of taken)
        expect(taken.filter((one) => one.minute === began).length).toBeLessThanOrEqual(60);
    },
  );
});

const key = { crv: 'Ed25519', kty: 'OKP', x: 'x' } as const;
const sensor = { id: 'barn', key, place: 'Barn', owner: 'carl', purpose: 'Smoke.' };
const standing = { isThere: false, keyOf: null, because: null };
const charter = { alarms: lengths };

describe('a sensor', () => {
  it('ALM-1 is registered once, with a key that is no other’s, where the charter has alarms', () => {
    expect(sensorFault(sensor, standing, charter)).toBeUndefined();
    expect(sensorFault(sensor, { ...standing, keyOf: 'barn' }, charter)).toBeUndefined();
    const refused = (code: string, facts: object) => ({ code, rule: 'ALM-1', facts });
    expect(sensorFault(sensor, { ...standing, isThere: true }, charter)).toEqual(
      refused('already-done', { sensor: 'barn' }),
    );
    expect(sensorFault(sensor, { ...standing, keyOf: 'well' }, charter)).toEqual(
      refused('already-done', { sensor: 'barn', keyOf: 'well' }),
    );
    expect(sensorFault(sensor, standing, { alarms: null })).toEqual(
      refused('switched-off', { section: 'alarms' }),
    );
    expect(sensorRemovalFault('barn', { isThere: false })).toEqual(
      refused('unknown-sensor', { sensor: 'barn' }),
    );
    expect(sensorRemovalFault('barn', { isThere: true })).toBeUndefined();
  });

  it('ALM-1 observes persons by their consent, each of them, or by an executed justice decision about them', () => {
    const observing = { ...sensor, persons: ['dora', 'emil'] };
    const action = { type: 'sensor.register', sensor: observing } as const;
    expect(observedBy(action)).toEqual(['dora', 'emil']);
    const content = { action, title: null, text: null, rationale: null, impact: null, alternatives: [] };
    const asked = { version: 1, asked: start, after: () => start };
    const gates = { gates: [], hearing: false };
    expect(
      requirementsOf(content, gates, { gates: 1, hearing: 1 }, asked).map(({ what, who }) => [what, who]),
    ).toEqual([
      ['consent', 'dora'],
      ['consent', 'emil'],
    ]);
    const judged = { ...sensor, persons: ['dora'], because: 'decision' };
    expect(observedBy({ type: 'sensor.register', sensor: judged })).toEqual([]);
    const because = { category: 'justice', outcome: 'executed', accused: 'dora' };
    expect(sensorFault(judged, { ...standing, because }, charter)).toBeUndefined();
    const { persons: _persons, ...ofNobody } = judged;
    expect(sensorFault(ofNobody, { ...standing, because }, charter)).toBeUndefined();
    expect(
      sensorFault({ ...judged, persons: ['dora', 'emil'] }, { ...standing, because }, charter),
    ).toMatchObject({
      facts: { persons: ['dora', 'emil'] },
    });
    for (const other of [
      null,
      { ...because, category: 'operations' },
      { ...because, outcome: 'rejected' },
      { ...because, accused: 'emil' },
    ])
      expect(sensorFault(judged, { ...standing, because: other }, charter)).toEqual({
        code: 'not-permitted',
        rule: 'ALM-1',
        facts: { because: 'decision', persons: ['dora'] },
      });
  });
});
