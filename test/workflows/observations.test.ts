/** Sensors, what they observe, and those that were wrong too often (ALM-1, ALM-2, ALM-5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetObservations } from '../../api/operators/forgetting.ts';
import { deleteObservations, observationsAmong } from '../../store/alarms/kept-observations.ts';
import {
  fire,
  makeSigning,
  minutes,
  observed,
  raised,
  register,
  registering,
  send,
  sensorOf,
  type TestSensor,
  watchers,
} from '../support/alarm.ts';
import { decided } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { firstKeys } from '../support/signing.ts';
import { content, propose } from '../support/story.ts';

const electors = ['anna', 'ben', 'carl', 'dora', 'emil'];
const refusedWith = (code: string, rule = 'ALM-2') => ({ type: `/problems/${code}`, rule });

let council: Council;
let barn: TestSensor;
let well: TestSensor;
beforeAll(async () => {
  council = await openCouncil({ members: watchers });
  barn = await register(council, 'barn', 'carl');
  well = await register(council, 'well', 'emil');
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const sensor = async (id: string, member = 'anna'): Promise<Json> =>
  (await (await council.as(member)).get(`/v1/sensors/${id}`)).body;

describe('a sensor', () => {
  it('ALM-1 is registered by a decision, and read by every member; the same is not registered twice, nor with its key', async () => {
    expect(await sensor('barn', 'wim')).toMatchObject({
      id: 'barn',
      owner: 'carl',
      place: 'In the barn',
      persons: [],
      because: null,
      removedAt: null,
      mutedSince: null,
      key: barn.key,
    });
    const { items } = (await (await council.as('anna')).get('/v1/sensors')).body;
    expect(items.map(({ id }: Json) => id)).toEqual(['barn', 'well']);
    const anna = await council.as('anna');
    const put = async (more: object) => (await anna.post('/v1/proposals', { ...content, ...more })).body;
    expect(await put(registering(barn, 'dora'))).toMatchObject(refusedWith('already-done', 'ALM-1'));
    expect(await put(registering(sensorOf('roof', barn), 'dora'))).toMatchObject({
      ...refusedWith('already-done', 'ALM-1'),
      facts: { keyOf: 'barn' },
    });
    expect(await put(registering(sensorOf('roof'), 'nobody'))).toMatchObject({
      type: '/problems/unknown-member',
    });
    const other = { ...registering(sensorOf('roof'), 'dora'), category: 'operations' };
    expect(await put(other)).toMatchObject({ type: '/problems/action-not-permitted' });
    const low = { id: 'roof', key: { ...barn.key, x: 'A'.repeat(43) } };
    expect(await put(registering({ ...barn, ...low }, 'dora'))).toMatchObject({
      type: '/problems/invalid-body',
    });
  });

  it('ALM-1 PRO-11 that observes persons asks for their consent, and without it there is none', async () => {
    const eye = sensorOf('eye');
    const story = await propose(council, 'anna', registering(eye, 'carl', { persons: ['wim', 'dora'] }));
    await story.post('wim', '/consents', { consent: true });
    expect((await story.post('carl', '/consents', { consent: true })).status).toBe(403);
    await story.post('dora', '/consents', { consent: false });
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'rejected' });
    expect((await (await council.as('anna')).get('/v1/sensors/eye')).status).toBe(404);
    const judged = registering(eye, 'carl', { persons: ['dora'], because: story.id });
    expect(
      (await (await council.as('anna')).post('/v1/proposals', { ...content, ...judged })).body,
    ).toMatchObject({
      ...refusedWith('not-permitted', 'ALM-1'),
      facts: { because: story.id },
    });
  });

  it('ALM-1 that observes persons with their consent is read by them, its owner and duty holders', async () => {
    const eye = sensorOf('eye');
    const story = await propose(council, 'anna', registering(eye, 'carl', { persons: ['dora'] }));
    await story.post('dora', '/consents', { consent: true });
    await council.wait('73h');
    await story.positions(Object.fromEntries(electors.map((elector) => [elector, 'agree'])));
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed' });
    const id = await observed(council, eye, { kind: 'presence', integers: [1], text: 'at the door' });
    const read = async (member: string) => (await council.as(member)).get('/v1/sensors/eye/observations');
    for (const member of ['dora', 'carl', 'emil'])
      expect((await read(member)).body.items).toMatchObject([
        { id, kind: 'presence', number: 1, said: { sensor: 'eye', text: 'at the door' } },
      ]);
    expect((await read('anna')).body).toMatchObject(refusedWith('not-permitted', 'ALM-1'));
    const { story: removal } = await decided(
      council,
      'anna',
      { category: 'infrastructure', action: { type: 'sensor.remove', sensor: 'eye' } },
      electors,
    );
    expect(await removal.read()).toMatchObject({ outcome: 'executed' });
    expect((await sensor('eye')).removedAt).not.toBeNull();
    expect((await send(council, eye.observe(await council.now()))).body).toMatchObject(
      refusedWith('unknown-sensor'),
    );
    const named = fire(await council.now(), { observations: [id] });
    expect((await (await council.as('dora')).post('/v1/alarms', named)).body).toMatchObject(
      refusedWith('unknown-observation', 'ALM-3'),
    );
  });

  it('CHA-2 ALM-1 touches nobody and nothing: a charter with another action is refused', async () => {
    const lock = { op: 'add', path: '/alarms/actions/-', value: 'lock' };
    const amendment = { category: 'constitutional', action: { type: 'charter.amend', patch: [lock] } };
    const { body } = await (await council.as('anna')).post('/v1/proposals', { ...content, ...amendment });
    expect(body).toMatchObject({ type: '/problems/invalid-amendment' });
    expect(JSON.stringify(body)).toContain('/alarms/actions/3');
  });
});

describe('an observation', () => {
  it('ALM-2 is taken once, in order, of now, by the key of its source', async () => {
    const now = await council.now();
    const first = barn.observe(now);
    const kept = await send(council, first);
    expect([kept.status, kept.body]).toMatchObject([
      201,
      { state: 'kept', source: 'sensor:barn', number: 1 },
    ]);
    expect((await send(council, first)).body).toMatchObject({
      ...refusedWith('already-done'),
      facts: { id: kept.body.id },
    });
    expect((await send(council, barn.observe(now, { number: 1, text: 'Another.' }))).body).toMatchObject({
      ...refusedWith('out-of-order'),
      facts: { number: 1, last: 1 },
    });
    const tomorrow = minutes(now, 24 * 60);
    expect((await send(council, barn.observe(tomorrow, { number: 9 }))).body).toMatchObject(
      refusedWith('ahead-of-clock'),
    );
    expect((await send(council, barn.observe(now, { number: 3 }))).status).toBe(201);
    const forged = sensorOf('barn', makeSigning());
    expect([(await send(council, forged.observe(now, { number: 9 }))).body]).toMatchObject([
      { ...refusedWith('bad-signature'), facts: { reason: 'another-key' } },
    ]);
    const good = barn.observe(now, { number: 9 });
    const changed = { ...good, payload: barn.observe(now, { number: 10 }).payload };
    expect((await send(council, changed)).body).toMatchObject({
      ...refusedWith('bad-signature'),
      facts: { reason: 'does-not-hold' },
    });
    expect((await send(council, sensorOf('moon').observe(now))).body).toMatchObject(
      refusedWith('unknown-sensor'),
    );
    const spaced = { ...good, payload: Buffer.from(`{ "sensor": "barn" }`).toString('base64url') };
    expect((await send(council, spaced)).status).toBe(422);
    expect((await send(council, { ...good, extra: 1 })).body).toMatchObject({
      type: '/problems/invalid-body',
    });
  });

  it('ALM-2 of several are taken or refused each by itself, sixty of a source in a minute', async () => {
    const now = await council.now();
    const many = Array.from({ length: 62 }, () => well.observe(now));
    const { status, body } = await send(council, [...many, sensorOf('moon').observe(now)]);
    expect(status).toBe(201);
    const states = body.items.map(({ state, code }: Json) => code ?? state);
    expect(states).toEqual([
      ...many.slice(0, 60).map(() => 'kept'),
      'too-often',
      'too-often',
      'unknown-sensor',
    ]);
    const refused = await send(council, many[60]);
    expect(refused.body).toMatchObject({ ...refusedWith('too-often'), facts: { most: 60 } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await council.wait('61s');
    expect((await send(council, many.slice(60))).body.items).toMatchObject([
      { state: 'kept' },
      { state: 'kept' },
    ]);
    expect((await send(council, [])).status).toBe(422);
  });

  it('ALM-2 ALM-3 of a member is signed by a key of theirs, and is a source of theirs', async () => {
    const keys = await firstKeys(council, ['dora']);
    const { privateKey, jwk } = keys['dora']!;
    const hand = sensorOf('dora', { privateKey, key: jwk as TestSensor['key'] });
    const now = await council.now();
    const signed = hand.observe(now, { sensor: undefined, member: 'dora', kind: 'flames' });
    const { status, body } = await send(council, signed);
    expect(status, JSON.stringify(body)).toBe(201);
    const alarm = await raised(council, 'anna', { observations: [body.id] });
    expect(await alarm.read()).toMatchObject({
      sources: [{ owner: 'dora', sensor: null }],
      stage: 'unconfirmed',
    });
    await alarm.post('emil', 'refutation', { reason: 'No.' });
  });

  it('ALM-1 is deleted once its days are over, and stands in the alarm that names it', async () => {
    await council.wait('61s');
    const id = await observed(council, barn);
    const alarm = await raised(council, 'anna', { observations: [id] });
    await alarm.post('emil', 'refutation', { reason: 'No.', sensors: [] });
    const { arrivedAt } = (await observationsAmong(council.db, [id]))[0] as { arrivedAt: string };
    const before = new Date(Date.parse(arrivedAt) - 1).toISOString();
    await deleteObservations(council.db, before);
    expect(await observationsAmong(council.db, [id])).toHaveLength(1);
    expect(await deleteObservations(council.db, arrivedAt)).toBeGreaterThan(0);
    expect(await observationsAmong(council.db, [id])).toEqual([]);
    expect((await alarm.timeline())[0]?.facts.sources[0].observation).toMatchObject({ id, sensor: 'barn' });
    // What was sent once stays so.
    expect((await send(council, barn.observe(await council.now(), { number: 1 }))).body).toMatchObject(
      refusedWith('out-of-order'),
    );
  });

  it('ALM-3 that is too old confirms nothing', async () => {
    await council.wait('61s');
    const id = await observed(council, barn);
    await council.wait('15m');
    const late = fire(await council.now(), { observations: [id] });
    expect((await (await council.as('anna')).post('/v1/alarms', late)).body).toMatchObject(
      refusedWith('too-old', 'ALM-3'),
    );
    const unknown = fire(await council.now(), { observations: ['01893c1c-0f4f-7000-8000-000000000001'] });
    expect((await (await council.as('anna')).post('/v1/alarms', unknown)).body).toMatchObject(
      refusedWith('unknown-observation', 'ALM-3'),
    );
  });
});

describe('who was refuted too often', () => {
  it('ALM-5 as a sensor is muted until a duty holder who is not its owner has checked it; as a member needs a second source', async () => {
    const old = await observed(council, well);
    await council.wait('30 days');
    await observed(council, well);
    expect(await forgetObservations({ ...council, pace: 1 })).toBeGreaterThan(0);
    expect(await observationsAmong(council.db, [old])).toEqual([]);
    expect(await forgetObservations({ ...council, pace: 1 })).toBe(0);
    for (let time = 0; time < 3; time += 1) {
      const alarm = await raised(council, 'carl', { observations: [await observed(council, barn)] });
      expect((await alarm.read()).doubted).toBe(false);
      await alarm.post('emil', 'refutation', { reason: 'Nothing burns.' });
    }
    const { mutedSince } = await sensor('barn');
    expect(mutedSince).not.toBeNull();
    const id = await observed(council, barn);
    const named = fire(await council.now(), { observations: [id] });
    expect((await (await council.as('dora')).post('/v1/alarms', named)).body).toMatchObject({
      ...refusedWith('muted', 'ALM-5'),
      facts: { sensor: 'barn', since: mutedSince },
    });
    const check = async (member: string, of: string) =>
      (await council.as(member)).post(`/v1/sensors/${of}/checks`, { evidence: 'I cleaned it.' });
    expect((await check('carl', 'barn')).status).toBe(403);
    expect((await check('emil', 'well')).body, 'its owner').toMatchObject(
      refusedWith('not-permitted', 'ALM-5'),
    );
    expect((await check('emil', 'barn')).body).toMatchObject({ mutedSince: null });

    const kits = await raised(council, 'kit', { severity: 'Extreme' });
    expect((await kits.read()).doubted, 'carl answers for kit').toBe(true);
    await council.wait('3h');
    expect(await kits.read()).toMatchObject({ stage: 'confirmed', ladder: { n: 1 } });
    expect(await kits.heard('ben')).toEqual([]);
    await kits.post('dora', 'corroboration', { text: 'It does burn.' });
    await council.wait('1m');
    expect(await kits.read()).toMatchObject({ ladder: { n: 2, told: 'leadership' } });
    await kits.post('emil', 'clearance');
  });
});

describe('without', () => {
  it('ALM-4 anybody who holds the duty, the leadership hears of it at once', async () => {
    const members = watchers.map((member) => (member.id === 'emil' ? { ...member, roles: [] } : member));
    const without = await openCouncil({ members });
    const alarm = await raised(without, 'dora');
    expect(await alarm.read()).toMatchObject({ ladder: { n: 2, told: 'leadership' } });
    expect(await alarm.heard('ben')).toEqual(['raised']);
    expect((await alarm.post('ben', 'acknowledgement')).status).toBe(200);
    await without.close();
  });

  it('ALM-1 ALM-3 the section in its charter, there are neither sensors nor alarms', async () => {
    const off = await openCouncil({
      members: watchers,
      charter: (document) => ({ ...document, alarms: null }),
    });
    const anna = await off.as('anna');
    const section = { type: '/problems/switched-off', facts: { section: 'alarms' } };
    expect((await anna.post('/v1/alarms', fire(await off.now()))).body).toMatchObject(section);
    expect((await send(off, sensorOf('barn').observe(await off.now()))).body).toMatchObject(section);
    expect(
      (await anna.post('/v1/proposals', { ...content, ...registering(sensorOf('barn'), 'carl') })).body,
    ).toMatchObject(section);
    await off.close();
  });
});
