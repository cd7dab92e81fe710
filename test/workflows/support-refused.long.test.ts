/** What support refuses, and what it hides from whom (SUP-1 to SUP-3). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import { makeKey, register, revoke } from '../support/signing.ts';
import {
  ask,
  asked,
  inRoom,
  type Keys,
  makeOpening,
  readyToSupport,
  seal,
  sealFor,
  supportCouncil,
  supportStory,
} from '../support/support.ts';

let council: Council;
let keys: Keys;
beforeEach(async () => {
  council = await openCouncil({ members: supportCouncil });
  keys = await readyToSupport(council);
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const put = async (words: unknown, more = {}) =>
  (await council.as('carl')).post('/v1/support', { words, ...more });
const mustBeSealed = (reason: string) => ({
  type: '/problems/must-be-sealed',
  rule: 'SUP-3',
  status: 422,
  facts: { reason },
});

describe('an act in support', () => {
  it('SUP-3 takes no signature: it is refused with the act, nothing is done, and what was done before is not repeated with it', async () => {
    const story = await asked(council, keys);
    const signed = { 'Folkmoot-Signature': '"e30..e30"; sequence=1' };
    const neverSigned = {
      status: 403,
      body: { type: '/problems/signature-refused', rule: 'SUP-3', facts: { reason: 'never-signed' } },
    };
    const words = await sealFor(keys, 'I am here.', ['carl', 'dora']);
    const dora = await council.as('dora');
    const path = `/v1/support/${story.id}`;
    for (const [rest, body] of [
      ['/taking', {}],
      ['/messages', { words }],
      ['/decline', { who: 'dora' }],
      ['/danger', { ground: words, contact: 'gus' }],
      ['/danger/second', {}],
      ['/danger/review', { proper: true, reason: words }],
      ['/consent', {}],
      ['/end', {}],
    ] as const)
      expect([rest, await dora.post(`${path}${rest}`, body, signed)]).toMatchObject([rest, neverSigned]);
    expect(await dora.post('/v1/support', { words }, signed)).toMatchObject(neverSigned);
    expect(await dora.put('/v1/support/duty', { on: false }, signed)).toMatchObject(neverSigned);
    expect((await story.read()).room).toMatchObject({ stage: 'asked', asked: ['dora'] });
    const once = { 'Idempotency-Key': 'taking-once' };
    expect((await dora.post(`${path}/taking`, {}, once)).status).toBe(200);
    expect(await dora.post(`${path}/taking`, {}, { ...once, ...signed })).toMatchObject(neverSigned);
  });
});

describe('what is said in support', () => {
  it('SUP-3 is refused where it is not sealed, in whatever part of it something stands openly', async () => {
    const sealed = await sealFor(keys, 'I cannot sleep.', ['carl', 'dora']);
    const open: unknown[] = [
      'I cannot sleep.',
      { text: 'I cannot sleep.' },
      { ...sealed, unprotected: { note: 'I cannot sleep.' } },
      { ...sealed, aad: 'SSBjYW5ub3Qgc2xlZXA' },
      {
        ...sealed,
        protected: Buffer.from('{"enc":"A256GCM","note":"I cannot sleep."}').toString('base64url'),
      },
      { ...sealed, protected: Buffer.from('{"enc":"A128GCM"}').toString('base64url') },
      { ...sealed, recipients: [] },
      { ...sealed, recipients: sealed.recipients.map((one) => ({ ...one, note: 'I cannot sleep.' })) },
      {
        ...sealed,
        recipients: sealed.recipients.map((one) => ({ ...one, header: { ...one.header, alg: 'ECDH-ES' } })),
      },
      { ...sealed, recipients: [sealed.recipients[0], sealed.recipients[0]] },
      { ...sealed, ciphertext: 'I cannot sleep.' },
      { ...sealed, tag: '' },
      { ...sealed, iv: `${sealed.iv}AAAA` },
    ];
    for (const words of open)
      expect((await put(words)).body, JSON.stringify(words)).toMatchObject(mustBeSealed('form'));
    expect((await put({ ...sealed, ciphertext: 'A'.repeat(70_000) })).body).toMatchObject(
      mustBeSealed('too-long'),
    );
    expect((await put(42)).body).toMatchObject({ type: '/problems/invalid-body' });
    expect((await put(sealed)).status).toBe(201);
    const story = await inRoom(council, keys);
    for (const words of open)
      expect((await story.post('carl', '/messages', { words })).body).toMatchObject(mustBeSealed('form'));
  });

  it('SUP-3 is sealed to keys that each registered themselves, and that count', async () => {
    expect((await put(await sealFor(keys, 'Hm.', ['dora', 'emil']))).body).toMatchObject({
      facts: { reason: 'missing', members: ['carl'] },
    });
    const forGus = await ask(council, keys, { by: 'carl', person: 'gus', of: [] });
    expect(forGus.body).toMatchObject({ ...mustBeSealed('supporter'), rule: 'SUP-2' });
    expect((await put(await sealFor(keys, 'Hm.', ['carl']))).body).toMatchObject(mustBeSealed('form'));
    expect((await put(await sealFor(keys, 'Hm.', ['carl', 'dora', 'hal']))).body).toMatchObject(
      mustBeSealed('recipient'),
    );
    // A key that the registrar put under a member's name is read by who holds it: by the registrar, perhaps.
    const planted = await makeOpening();
    const answer = await (
      await council.as('ben')
    ).put('/v1/members/dora/keys', { kind: 'seal', key: planted.jwk });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    await council.wait('73h');
    const { items } = (await (await council.as('carl')).get('/v1/members/dora/keys')).body;
    expect(items.at(-1)).toMatchObject({
      fingerprint: planted.fingerprint,
      registeredBy: 'ben',
      revokedAt: null,
    });
    expect((await put(await seal('Hm.', [keys.of('carl'), planted]))).body).toMatchObject({
      ...mustBeSealed('recipient'),
      facts: { key: planted.fingerprint },
    });
    const duty = (await (await council.as('carl')).get('/v1/support/duty')).body.items;
    expect(duty[0]).toMatchObject({ member: 'dora', keys: [{ fingerprint: keys.of('dora').fingerprint }] });
    expect(duty[0].keys).toHaveLength(1);
    // One that was revoked seals nothing any more, and who has none is not on duty.
    const own = keys.of('dora');
    const signing = keys.signing('dora');
    expect((await revoke(council, 'dora', { kind: 'seal', key: own, by: signing })).status).toBe(200);
    expect((await ask(council, keys)).body).toMatchObject(mustBeSealed('recipient'));
    const left = (await (await council.as('carl')).get('/v1/support/duty')).body.items;
    expect(left.map(({ member }: { member: string }) => member)).toEqual(['emil', 'fay']);
    const next = await makeOpening();
    expect((await register(council, 'dora', { kind: 'seal', key: next, by: signing })).status).toBe(200);
    expect((await put(await seal('Hm.', [keys.of('carl'), next]))).status).toBe(201);
  });

  it('SUP-3 reaches both in the room and nobody else', async () => {
    const story = await inRoom(council, keys);
    expect((await story.say('carl', 'Psst.', ['carl', 'dora', 'emil'])).body).toMatchObject(
      mustBeSealed('recipient'),
    );
    const twice = await makeOpening();
    await register(council, 'carl', { kind: 'seal', key: twice, by: keys.signing('carl') });
    const alone = await seal('Psst.', [keys.of('carl'), twice]);
    expect((await story.post('carl', '/messages', { words: alone })).body).toMatchObject(
      mustBeSealed('missing'),
    );
    expect((await story.say('emil', 'Let me in.', ['carl', 'dora'])).status).toBe(404);
    expect((await story.say('ben', 'Let me in.', ['carl', 'dora'])).status).toBe(404);
    expect(await story.opened('carl')).toEqual(['I cannot sleep.']);
    const key = { 'idempotency-key': 'once' };
    const words = await sealFor(keys, 'Once.', ['carl', 'dora']);
    for (const _time of [1, 2])
      expect(
        (await (await council.as('carl')).post(`/v1/support/${story.id}/messages`, { words }, key)).status,
      ).toBe(201);
    expect(await story.opened('dora')).toEqual(['I cannot sleep.', 'Once.']);
  });
});

describe('who is asked for support', () => {
  it('SUP-1 is nobody for somebody who has not said yes; and who asked learns nothing of what they said', async () => {
    const answer = await ask(council, keys, { by: 'hal', person: 'carl' });
    expect(answer.body.room).toMatchObject({
      by: 'hal',
      stage: 'consent',
      asked: [],
      step: 0,
      deadline: null,
    });
    const story = supportStory(council, keys, answer.body.id);
    expect((await story.post('dora', '/taking')).status).toBe(404);
    expect((await story.get('dora')).status).toBe(404);
    expect((await story.post('hal', '/consent')).body).toMatchObject({ type: '/problems/not-permitted' });
    await council.wait('24h');
    expect((await story.get('dora')).status).toBe(404);
    expect(await story.opened('carl')).toEqual(['I cannot sleep.']);
    expect((await story.does('carl', '/consent')).room).toMatchObject({
      by: null,
      stage: 'asked',
      asked: ['dora'],
    });
    expect((await story.get('hal')).status).toBe(404);
    expect((await story.post('hal', '/end')).status).toBe(404);
    expect((await story.get('dora')).status).toBe(200);
    // A second time would ask what they said: refused whatever that was.
    expect((await ask(council, keys, { by: 'hal', person: 'carl' })).body).toMatchObject({
      type: '/problems/limit-reached',
      facts: { most: 1 },
    });
    const other = await ask(council, keys, { by: 'hal', person: 'gus' });
    const no = supportStory(council, keys, other.body.id, 'gus');
    await no.does('gus', '/end');
    expect((await no.get('hal')).status).toBe(404);
    expect((await ask(council, keys, { by: 'hal', person: 'gus' })).body).toMatchObject({
      facts: { most: 1 },
    });
  });

  it('SUP-1 is no agent where the charter has none, and nobody who did not say that they are on duty', async () => {
    const key = makeKey();
    const own = await makeOpening();
    await register(council, 'kit', { key });
    await register(council, 'kit', { kind: 'seal', key: own, by: key });
    expect((await (await council.as('kit')).put('/v1/support/duty', { on: true })).status).toBe(200);
    expect((await put(await seal('Hm.', [keys.of('carl'), own]))).body).toMatchObject(
      mustBeSealed('recipient'),
    );
    const duty = async () =>
      (await (await council.as('carl')).get('/v1/support/duty')).body.items.map(
        ({ member }: { member: string }) => member,
      );
    expect(await duty()).toEqual(['dora', 'emil', 'fay']);
    expect((await (await council.as('hal')).put('/v1/support/duty', { on: true })).body).toMatchObject({
      type: '/problems/not-permitted',
    });
    const story = await asked(council, keys);
    await (await council.as('dora')).put('/v1/support/duty', { on: false });
    expect(await duty()).toEqual(['emil', 'fay']);
    expect((await story.post('dora', '/taking')).body).toMatchObject({ type: '/problems/not-permitted' });
    expect((await ask(council, keys)).body).toMatchObject(mustBeSealed('recipient'));
  });

  it('SUP-1 is bounded: five open of one, and what others ask for one takes none of their own', async () => {
    for (const by of ['hal', 'gus', 'ben', 'anna', 'fay'])
      expect((await ask(council, keys, { by, person: 'carl', of: ['dora'] })).status).toBe(201);
    for (const _time of [1, 2, 3, 4, 5]) expect((await ask(council, keys)).status).toBe(201);
    expect((await ask(council, keys)).body).toMatchObject({
      type: '/problems/limit-reached',
      facts: { most: 5 },
    });
    const { items } = (await (await council.as('carl')).get('/v1/support')).body;
    expect(items).toHaveLength(10);
    expect((await (await council.as('kit')).get('/v1/support')).body.items).toEqual([]);
    expect((await (await council.as('dora')).get('/v1/support')).body.items).toHaveLength(5);
  });

  it('SUP-2 is refused and changed by whom it is for, and sees nothing of it from then on', async () => {
    const story = await inRoom(council, keys);
    await story.say('dora', 'Pull yourself together.');
    expect((await story.post('dora', '/decline', { who: 'emil' })).status).toBe(403);
    const changed = await story.does('carl', '/decline', { who: 'dora' });
    expect(changed.room).toMatchObject({ stage: 'asked', asked: ['emil'], out: ['dora'], supporter: null });
    expect((await story.get('dora')).status).toBe(404);
    expect((await story.get('dora', '/messages')).status).toBe(404);
    await story.does('emil', '/taking');
    // What was said before was not sealed for them.
    expect(await story.opened('emil')).toEqual(['I cannot sleep.']);
    expect((await story.does('emil', '/decline', { who: 'emil' })).room).toBe(null);
    expect((await story.read()).room.asked).toEqual(['fay']);
  });
});

describe('support where the charter has all acts signed', () => {
  it('AUT-1 SUP-3 bears no signature: nothing stays that could', async () => {
    const signing = await openCouncil({
      members: supportCouncil,
      charter: (document) => ({ ...document, signatures: 'all' }),
    });
    const own = await readyToSupport(signing);
    const story = await inRoom(signing, own);
    expect((await story.say('carl', 'Thank you.')).status).toBe(201);
    expect((await story.does('carl', '/end')).room).toMatchObject({ stage: 'ended' });
    await signing.close();
  });
});

describe('support that is switched off', () => {
  it('SUP-1 is refused, by name', async () => {
    const off = await openCouncil({
      members: supportCouncil,
      charter: (document) => ({
        ...document,
        support: null,
      }),
    });
    expect((await (await off.as('carl')).post('/v1/support', { words: 'x' })).body).toMatchObject({
      type: '/problems/switched-off',
      rule: 'SUP-1',
    });
    expect((await (await off.as('carl')).get('/v1/support/duty')).status).toBe(422);
    await off.close();
  });
});
