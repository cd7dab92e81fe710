/** Alarms from their raising to each of their endings (ALM-3 to ALM-5). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type AlarmStory,
  alarmStory,
  fire,
  minutes,
  observed,
  raised,
  register,
  type TestSensor,
  watchers,
} from '../support/alarm.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
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
const refusedWith = (problem: string) => ({ type: `/problems/${problem}` });

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
    const said = { text: 'It smells.', observations: [second] };
    expect((await alarm.post('dora', 'corroboration', said)).body).toMatchObject({
      stage: 'confirmed',
      certainty: 'Observed',
      confirmedBy: 'sources',
      deadline: minutes(t, 15),
    });
    expect((await alarm.post('anna', 'corroboration', said)).body).toMatchObject(refusedWith('already-done'));
    expect(await alarm.heard('emil')).toEqual(['raised', 'corroborated']);

    await council.wait('14m');
    await stands(alarm, { ladder: { n: 1 } });
    await council.wait('2m');
    await stands(alarm, {
      ladder: { n: 2, told: 'leadership', since: minutes(t, 15), ends: minutes(t, 30) },
    });
    expect(await alarm.heard('ben')).toContain('told');
    expect(await alarm.heard('carl')).toEqual([]);
    expect((await alarm.post('carl', 'acknowledgement')).body).toMatchObject(refusedWith('not-permitted'));

    await council.wait('15m');
    await stands(alarm, {
      ladder: { n: 3, told: 'council', since: minutes(t, 30), ends: minutes(t, 60) },
    });
    expect(await alarm.heard('carl')).toEqual(['told']);
    expect(await alarm.heard('wim')).toEqual([]);
    expect((await alarm.read('carl')).can).toContain('acknowledgement');

    await council.wait('30m');
    await stands(alarm, {
      ladder: { n: 4, told: 'nobody', since: minutes(t, 60), ends: null },
      deadline: (await alarm.read()).expires,
    });
    expect((await alarm.post('ben', 'clearance')).body).toMatchObject(refusedWith('not-permitted'));
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

  it('ALM-3 is not confirmed by two sensors of one owner, nor by the word of who names them; somebody else’s word does', async () => {
    const named = [await observed(council, barn), await observed(council, attic)];
    const alarm = await raised(council, 'anna', { observations: named });
    await alarm.post('anna', 'corroboration', { text: 'I named them.' });
    expect((await alarm.post('anna', 'corroboration', { text: 'Again.' })).body).toMatchObject(
      refusedWith('already-done'),
    );
    await alarm.post('kit', 'corroboration', { text: 'So says the agent of their owner.' });
    await stands(alarm, { stage: 'confirmed', confirmedBy: 'sources' });
  });

  it('ALM-3 of one owner alone lapses after 15 minutes', async () => {
    const alarm = await raised(council, 'carl', { observations: [await observed(council, barn)] });
    await alarm.post('kit', 'corroboration', {
      text: 'Carl’s agent saw it too.',
      observations: [await observed(council, attic)],
    });
    await council.wait('14m');
    await stands(alarm, { stage: 'unconfirmed', confirmedAt: null });
    await council.wait('2m');
    await stands(alarm, {
      outcome: 'lapsed',
      msgType: 'Cancel',
      endedAt: minutes(alarm.raisedAt, 15),
    });
    expect((await alarm.record()).ending).toEqual({ rule: 'ALM-3' });
    expect((await alarm.post('dora', 'corroboration', { text: 'Late.' })).body).toMatchObject(
      refusedWith('wrong-stage'),
    );
  });

  it('ALM-3 goes on as confirmed where it is extreme and nobody refuted it; refuted by two, everybody who was told hears of it', async () => {
    const extreme = await raised(council, 'carl', { severity: 'Extreme' });
    const t = extreme.raisedAt;
    await council.wait('16m');
    await stands(extreme, {
      stage: 'confirmed',
      confirmedBy: 'unrefuted',
      certainty: 'Likely',
      confirmedAt: minutes(t, 15),
      ladder: { n: 2, since: minutes(t, 15), ends: minutes(t, 30) },
    });
    const no = { reason: 'It is a bonfire.' };
    expect((await extreme.post('kit', 'refutation', no)).body).toMatchObject({ outcome: null });
    expect((await extreme.post('carl', 'refutation', no)).body).toMatchObject(refusedWith('already-done'));
    expect((await extreme.post('dora', 'refutation', no)).body).toMatchObject({
      outcome: 'refuted',
      msgType: 'Cancel',
      certainty: 'Unlikely',
      wrong: { sensors: [], owners: ['carl'] },
    });
    expect((await extreme.heard('ben')).at(-1)).toBe('ended');
    expect((await extreme.heard('emil')).at(-1)).toBe('ended');
    expect(await extreme.heard('anna')).toEqual([]);
  });

  it('ALM-4 rests while it is acknowledged and kept up to date, and goes on an hour after the last update', async () => {
    const alarm = await raised(council, 'emil', { severity: 'Extreme' });
    const t = alarm.raisedAt;
    await stands(alarm, { stage: 'confirmed', confirmedBy: 'duty', deadline: minutes(t, 15) });
    expect((await alarm.post('emil', 'acknowledgement')).status).toBe(200);
    expect((await alarm.post('emil', 'acknowledgement')).body).toMatchObject(refusedWith('already-done'));
    await council.wait('50m');
    await stands(alarm, { ladder: { n: 1 } });
    expect((await alarm.post('ben', 'updates', { text: 'I see nothing.' })).status).toBe(403);
    const update = { text: 'Under control.', severity: 'Minor' };
    const updated = (await alarm.post('emil', 'updates', update)).body;
    expect(updated).toMatchObject({ severity: 'Minor', msgType: 'Update', acknowledged: { by: 'emil' } });
    await council.wait('59m');
    await stands(alarm, { ladder: { n: 1 }, acknowledged: { by: 'emil' } });
    await council.wait('2m');
    await stands(alarm, {
      ladder: { n: 2, told: 'leadership', since: updated.acknowledged.until },
      acknowledged: null,
    });
    const told = (await alarm.timeline()).at(-1);
    expect(told).toMatchObject({ kind: 'told', facts: { because: 'no-update', to: 'leadership' } });
    expect((await alarm.post('ben', 'acknowledgement')).status).toBe(200);
    expect((await alarm.post('ben', 'updates', { text: 'I am there.', severity: 'Extreme' })).status).toBe(
      403,
    );
    expect((await alarm.post('ben', 'updates', { text: 'I am there.' })).status).toBe(200);
    await alarm.post('emil', 'clearance');
  });

  it('ALM-4 expires at its instant, and cannot expire before it is raised or in more than a year', async () => {
    const now = await council.now();
    const alarm = await raised(council, 'emil', { expires: minutes(now, 20) });
    await council.wait('21m');
    await stands(alarm, { outcome: 'expired', endedAt: minutes(now, 20) });
    const dora = await council.as('dora');
    const at = await council.now();
    expect((await dora.post('/v1/alarms', fire(at, { expires: at }))).body).toMatchObject({
      ...refusedWith('past-instant'),
      facts: { path: '/expires' },
    });
    const far = fire(at, { expires: minutes(at, 366 * 24 * 60) });
    expect((await dora.post('/v1/alarms', far)).body).toMatchObject(refusedWith('too-far-ahead'));
    for (const wrong of [
      { severity: 'Huge' },
      { event: ' ' },
      { certainty: 'Observed' },
      { responseType: 'AllClear' },
    ])
      expect((await dora.post('/v1/alarms', fire(at, wrong))).body).toMatchObject({
        ...refusedWith('invalid-body'),
      });
  });

  it('ALM-3 of an exercise confirms no actual one, nor does what was seen in it', async () => {
    const seen = await observed(council, barn);
    const exercise = await raised(council, 'carl', { status: 'Exercise', observations: [seen] });
    const actual = await raised(council, 'anna');
    const named = { text: 'It burns.', observations: [seen] };
    for (const [alarm, said] of [
      [actual, named],
      [actual, { text: 'As in the exercise.', status: 'Exercise' }],
      [exercise, { text: 'It really burns.', status: 'Actual' }],
    ] as const)
      expect((await alarm.post('dora', 'corroboration', said)).body).toMatchObject(
        refusedWith('other-status'),
      );
    await stands(actual, { stage: 'unconfirmed' });
    expect((await exercise.post('dora', 'corroboration', { text: 'I play along.' })).body).toMatchObject({
      stage: 'confirmed',
      status: 'Exercise',
    });
    for (const alarm of [exercise, actual])
      await alarm.post('emil', 'refutation', { reason: 'Over.', sensors: [] });
  });

  it('PRO-9 ALM-4 whose workflow is gone goes on with its sources and who was told', async () => {
    const alarm = await raised(council, 'dora', { observations: [await observed(council, barn)] });
    await alarm.post('anna', 'corroboration', {
      text: 'I see it.',
      observations: [await observed(council, well)],
    });
    await council.wait('16m');
    await stands(alarm, { stage: 'confirmed', ladder: { n: 2 } });
    await loseWorkflow(council, alarm.id);
    const id = await goesOn(council, 'alarms', alarm.id);
    const { body } = await (await council.as('anna')).get(`/v1/alarms/${id}`);
    expect(body).toMatchObject({
      stage: 'confirmed',
      continuationOf: alarm.id,
      raisedBy: 'dora',
      sources: [{ sensor: 'barn' }, { sensor: 'well' }],
      ladder: { n: 2, told: 'leadership' },
    });
    await stands(alarm, { outcome: 'interrupted', continuedBy: id });
    const story = alarmStory(council, body);
    expect((await story.post('emil', 'clearance')).body).toMatchObject({ outcome: 'cleared' });
  });

  it('ALM-3 is listed, and read by every member', async () => {
    const alarm = await raised(council, 'dora');
    const { body } = await (await council.as('wim')).get('/v1/alarms?open=true&limit=1');
    expect(body.items).toMatchObject([{ id: alarm.id, headline: 'Smoke in the barn' }]);
    const confirmed = (await (await council.as('wim')).get('/v1/alarms?stage=confirmed')).body.items;
    expect(confirmed.map(({ id }: Json) => id)).not.toContain(alarm.id);
    await alarm.post('emil', 'refutation', { reason: 'It was nothing.' });
  });
});
