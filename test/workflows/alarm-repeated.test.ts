/** What was begun under its key, and whose answer was lost before the alarm heard of it: it has its sources all the same (ALM-3, PRO-10). */
import { createHash, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askForKey, beginUnder } from '../../store/processes/idempotency.ts';
import { alarmStory, fire, observed, raised, register, type TestSensor, watchers } from '../support/alarm.ts';
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

/** It had begun, and the API died before anything was done; answers how to say it once more. */
async function begunOf(member: string, path: string, said: object) {
  const [key, body, at] = [randomUUID(), JSON.stringify(said), await council.now()];
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const route = `POST ${path}`;
  const asking = { member, route, key, bodyHash, holder: randomUUID(), at };
  await askForKey(council.db, asking);
  expect(await beginUnder(council.db, asking, v7({ msecs: Date.parse(at) }))).not.toBeNull();
  return async () => (await council.as(member)).post(path, body, { 'idempotency-key': key });
}

describe('an alarm that is raised once more under its key', () => {
  it('ALM-3 PRO-10 stands on the member’s own word, or on what they named, though the first request was lost', async () => {
    const word = await begunOf('anna', '/v1/alarms', fire(await council.now()));
    expect((await word()).body).toMatchObject({
      sources: [{ owner: 'anna', by: 'anna', observation: null }],
    });
    const observation = await observed(council, barn);
    const named = await begunOf(
      'anna',
      '/v1/alarms',
      fire(await council.now(), { observations: [observation] }),
    );
    const { body } = await named();
    expect(body.sources).toMatchObject([{ owner: 'carl', by: 'anna', observation, sensor: 'barn' }]);
    expect((await named()).body, 'the same').toMatchObject({ id: body.id });
    const kept = await begunOf(
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
    const late = await begunOf('anna', '/v1/alarms', fire(await council.now(), { observations }));
    await council.wait('15m');
    expect((await late()).body).toMatchObject({
      type: '/problems/unknown-observation',
      facts: { observations },
    });
  });
});

describe('a source that is put once more under its key', () => {
  it('ALM-3 PRO-10 stands, or is refused where it is too old by then', async () => {
    const alarm = await raised(council, 'anna');
    const path = `/v1/alarms/${alarm.id}/corroboration`;
    const observation = await observed(council, barn);
    const said = { text: 'It smells.', observations: [observation] };
    const first = await begunOf('dora', path, said);
    expect((await first()).body).toMatchObject({
      stage: 'confirmed',
      sources: [{}, { by: 'dora', observation }],
    });
    const again = await begunOf('ben', path, { ...said, observations: [await observed(council, barn)] });
    await council.wait('15m');
    expect((await again()).body).toMatchObject({ type: '/problems/unknown-observation' });
    const put = await begunOf('dora', path, said);
    expect((await put()).body, 'it was put').toMatchObject({ stage: 'confirmed' });
    expect((await alarm.read()).sources).toHaveLength(2);
    await alarm.post('emil', 'clearance');
  });
});
