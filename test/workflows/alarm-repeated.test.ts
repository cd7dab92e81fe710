/** What was begun under its key, and whose answer was lost before the alarm heard of it: it has its sources all the same (ALM-3, PRO-10). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alarmStory, fire, observed, raised, register, type TestSensor, watchers } from '../support/alarm.ts';
import { answerLostOf, begunOf } from '../support/begun.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';

let council: Council;
let barn: TestSensor;
beforeAll(async () => {
  council = await openCouncil({ members: watchers });
  barn = await register(council, 'barn', 'carl');
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const begunFor = (member: string, path: string, said: object) => begunOf(council, member, path, said);

describe('an alarm that is raised once more under its key', () => {
  it('ALM-3 PRO-10 stands on the member’s own word, or on what they named, though the first request was lost', async () => {
    const word = await begunFor('anna', '/v1/alarms', fire(await council.now()));
    expect((await word()).body).toMatchObject({
      sources: [{ owner: 'anna', by: 'anna', observation: null }],
    });
    const observation = await observed(council, barn);
    const named = await begunFor(
      'anna',
      '/v1/alarms',
      fire(await council.now(), { observations: [observation] }),
    );
    const { body } = await named();
    expect(body.sources).toMatchObject([{ owner: 'carl', by: 'anna', observation, sensor: 'barn' }]);
    expect((await named()).body, 'the same').toMatchObject({ id: body.id });
    const kept = await begunFor(
      'anna',
      '/v1/alarms',
      fire(await council.now(), { observations: [observation] }),
    );
    expect((await kept()).body.sources).toMatchObject([{ observation }]);
    const alarm = alarmStory(council, body);
    expect((await alarm.post('emil', 'refutation', { reason: 'No.' })).body).toMatchObject({
      outcome: 'refuted',
    });
  });

  it('ALM-3 PRO-10 is none where what was named is too old by then: no alarm stands on nothing', async () => {
    const observations = [await observed(council, barn)];
    const late = await begunFor('anna', '/v1/alarms', fire(await council.now(), { observations }));
    await council.wait('15m');
    expect((await late()).body).toMatchObject({
      type: '/problems/too-old',
      rule: 'ALM-3',
      facts: { observation: observations[0] },
    });
  });
});

describe('a source that is put once more under its key', () => {
  it('ALM-3 PRO-10 stands, or is refused where it is too old by then', async () => {
    const alarm = await raised(council, 'anna');
    const path = `/v1/alarms/${alarm.id}/corroboration`;
    const observation = await observed(council, barn);
    const said = { text: 'It smells.', observations: [observation] };
    const first = await begunFor('dora', path, said);
    expect((await first()).body).toMatchObject({
      stage: 'confirmed',
      sources: [{}, { by: 'dora', observation }],
    });
    const again = await begunFor('ben', path, { ...said, observations: [await observed(council, barn)] });
    await council.wait('15m');
    expect((await again()).body).toMatchObject({ type: '/problems/too-old' });
    const lost = { ...said, observations: [await observed(council, barn)] };
    const put = await answerLostOf(council, 'dora', path, lost);
    await council.wait('15m');
    expect((await put.again()).body, 'it was put').toMatchObject({ stage: 'confirmed' });
    expect((await alarm.read()).sources).toHaveLength(3);
    await alarm.post('emil', 'clearance');
  });
});
