/** Alarms from their raising to each of their endings (ALM-1 to ALM-5). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type AlarmStory,
  minutes,
  observed,
  raised,
  register,
  type TestSensor,
  watchers,
} from '../support/alarm.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { logFollows } from '../support/gone.ts';
import { allProveThemselves } from '../support/proof.ts';

let council: Council;
let barn: TestSensor;
let attic: TestSensor;
let well: TestSensor;
beforeAll(async () => {
  council = await openCouncil({ members: watchers });
  barn = await register(council, 'barn', 'carl');
  attic = await register(council, 'attic', 'carl');
  well = await register(council, 'well', 'dora');
});
afterEach(async () => {
  await allProveThemselves(council);
});
afterAll(async () => {
  await logFollows(council);
  await council.close();
});

const stands = async (alarm: AlarmStory, state: object): Promise<void> => {
  expect(await alarm.read()).toMatchObject(state);
};

describe('an alarm', () => {
  it('ALM-3 ALM-4 is told to duty holders at once, is confirmed by two sources of different owners, and goes step by step to all', async () => {
    const alarm = await raised(council, 'anna', { observations: [await observed(council, barn)] });
    const t = alarm.raisedAt;
    await stands(alarm, {
      stage: 'unconfirmed',
      certainty: 'Possible',
      msgType: 'Alert',
      confirmedAt: null,
      until: minutes(t, 15),
      deadline: minutes(t, 15),
      ladder: { n: 1, told: 'duty', since: t, ends: minutes(t, 15) },
      sources: [{ owner: 'carl', by: 'anna', sensor: 'barn' }],
      can: ['corroboration', 'refutation'],
    });
    expect(await alarm.heard('emil')).toEqual(['raised']);
    expect(await alarm.heard('ben')).toEqual([]);
    const second = await observed(council, well);
    const { body } = await alarm.post('dora', 'corroboration', {
      text: 'It smells.',
      observations: [second],
    });
    expect(body).toMatchObject({
      stage: 'confirmed',
      certainty: 'Observed',
      confirmedBy: 'sources',
      deadline: minutes(t, 15),
    });
    expect(await alarm.heard('emil')).toEqual(['raised', 'corroborated']);

    await council.wait('14m');
    await stands(alarm, { ladder: { n: 1 } });
    await council.wait('2m');
    await stands(alarm, {
      ladder: { n: 2, told: 'leadership', since: minutes(t, 15), ends: minutes(t, 30) },
    });
    expect(await alarm.heard('ben')).toContain('told');
    expect(await alarm.heard('carl')).toEqual([]);
    expect((await alarm.post('carl', 'acknowledgement')).body).toMatchObject({
      type: '/problems/not-permitted',
    });

    await council.wait('15m');
    await stands(alarm, { ladder: { n: 3, told: 'council', since: minutes(t, 30), ends: minutes(t, 60) } });
    expect(await alarm.heard('carl')).toEqual(['told']);
    expect(await alarm.heard('wim')).toEqual([]);
    expect((await alarm.read('carl')).can).toContain('acknowledgement');

    await council.wait('30m');
    await stands(alarm, {
      ladder: { n: 4, told: 'nobody', since: minutes(t, 60), ends: null },
      deadline: minutes(t, 14_400),
    });
    const cleared = await alarm.post('emil', 'clearance');
    expect(cleared.body).toMatchObject({ outcome: 'cleared', responseType: 'AllClear', can: [] });
    expect(await alarm.heard('carl')).toEqual(['told', 'ended']);
    expect(await alarm.kinds()).toEqual([
      'raised',
      'corroborated',
      'told',
      'told',
      'told',
      'cleared',
      'ended',
    ]);
    expect(await alarm.record()).toMatchObject({
      kind: 'alarm',
      outcome: 'cleared',
      told: 4,
      confirmed: { by: 'sources' },
      ending: { rule: 'ALM-4' },
    });
  });

  it('ALM-3 two sensors of one owner do not confirm it, nor does who names them; unconfirmed it lapses', async () => {
    const named = [await observed(council, barn), await observed(council, attic)];
    const alarm = await raised(council, 'anna', { observations: named });
    await stands(alarm, { stage: 'unconfirmed', confirmedAt: null });
    await alarm.post('anna', 'corroboration', { text: 'I named them.' });
    await stands(alarm, { stage: 'confirmed', confirmedBy: 'sources' });
  });

  it('ALM-3 lapses after 15 minutes where it is not extreme, and goes on as confirmed where it is', async () => {
    const severe = await raised(council, 'dora');
    const extreme = await raised(council, 'carl', { severity: 'Extreme' });
    await council.wait('16m');
    expect((await severe.read()).outcome).toBe('lapsed');
    expect(await extreme.read()).toMatchObject({
      stage: 'confirmed',
      confirmedBy: 'unrefuted',
      certainty: 'Likely',
      confirmedAt: minutes(extreme.raisedAt, 15),
      ladder: { n: 2, since: minutes(extreme.raisedAt, 15) },
    });
    const refuted = await extreme.post('emil', 'refutation', { reason: 'A bonfire.' });
    expect(refuted.body).toMatchObject({ outcome: 'refuted', msgType: 'Cancel', certainty: 'Unlikely' });
    expect(await extreme.heard('ben')).toEqual(['told', 'ended']);
  });
});
