/** Members' keys over HTTP: one's own, signed by a key before it, and the registrar's, which wait, are told and can be stopped (MEM-6, REC-4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKeyChange } from '../../ledger/acts/key-change.ts';
import { openKeyHistory } from '../../ledger/acts/key-history.ts';
import { amendingFaultNow } from '../../store/council/amending.ts';
import { charterInForce } from '../../store/council/charters.ts';
import { entriesOf, ledgerSize } from '../../store/log/ledger.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { firstKeys, makeKey, makeSealKey, register, revoke, type TestKey } from '../support/signing.ts';
import { serve, type Served, start } from './serve.ts';

const hour = 3_600_000;
let now = Date.parse(start);
/** The council's clock goes on. */
const pass = (milliseconds: number): void => {
  now += milliseconds;
  api.at(new Date(now).toISOString());
};
/** When what the registrar does now counts. */
const noticed = (): string => new Date(now + 72 * hour).toISOString();

let api: Served;
beforeAll(async () => {
  api = await serve({ members: [...five, person('fay'), person('gone', { status: 'departed' })] });
});
afterAll(() => api.close());

const keysOf = async (member: string, as = 'anna'): Promise<Json> =>
  (await (await api.as(as)).get(`/v1/members/${member}/keys`)).body;
const put = async (as: string, path: string, body?: object) =>
  (await api.as(as)).put(`/v1/members/${path}`, body);
const inbox = async (member: string): Promise<Json[]> =>
  (await (await api.as(member)).get('/v1/inbox')).body.items.filter(
    ({ process }: Json) => process === 'keys',
  );
const problem = (code: string, facts: object = {}) => ({ body: { type: `/problems/${code}`, facts } });

describe('one’s own key', () => {
  let first: TestKey;

  it('MEM-6 is the first by the member’s own word, and says so', async () => {
    first = makeKey();
    const answer = await register(api, 'dora', { key: first });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        council: 'council.example/log',
        sequence: 2,
        items: [
          {
            kind: 'sign',
            key: first.jwk,
            fingerprint: first.fingerprint,
            registeredBy: 'dora',
            signedBy: null,
            sequence: 1,
            since: start,
            revokedAt: null,
          },
        ],
      },
    });
    expect((await (await api.as('anna')).get('/v1/members/dora')).body.keys).toEqual([
      { kind: 'sign', key: first.jwk, fingerprint: first.fingerprint, registeredBy: 'dora', since: start },
    ]);
    expect(await inbox('dora')).toMatchObject([
      { kind: 'keys-changed', facts: { by: 'dora', change: 'register', fingerprint: first.fingerprint } },
    ]);
    expect(await inbox('anna')).toEqual([]);
  });

  it('MEM-6 is registered once: asked again, nothing changes', async () => {
    expect((await register(api, 'dora', { key: first })).body.sequence).toBe(2);
  });

  it('MEM-6 after the first is signed by one before it', async () => {
    const second = makeKey();
    expect(await register(api, 'dora', { key: second })).toMatchObject({
      status: 403,
      ...problem('key-needed', { sequence: 2 }),
    });
    expect(await register(api, 'dora', { key: second, by: second })).toMatchObject(
      problem('signature-refused', { reason: 'unknown-key' }),
    );
    const answer = await register(api, 'dora', { key: second, by: first });
    expect(answer.body.items[1]).toMatchObject({
      fingerprint: second.fingerprint,
      signedBy: first.fingerprint,
    });
    const third = makeKey();
    const path = 'dora/keys';
    const { signature } = (await signedBy(first, third)).body;
    expect(await put('dora', path, { kind: 'sign', key: makeKey().jwk, signature })).toMatchObject(
      problem('signature-refused', { reason: 'does-not-hold' }),
    );
  });

  /** What would register a key, unsent. */
  async function signedBy(
    by: TestKey,
    key: TestKey,
  ): Promise<{ readonly body: { readonly signature: string } }> {
    let body = { signature: '' };
    const unsent = {
      get: async (path: string) => (await api.as('dora')).get(path),
      put: async (_path: string, sent: typeof body) => {
        body = sent;
        return { status: 0, body: {} };
      },
    };
    await register({ as: async () => unsent as never }, 'dora', { key, by });
    return { body };
  }

  it('MEM-6 to seal for is never the first, and is signed by one that signs', async () => {
    const seal = makeSealKey();
    expect(await register(api, 'emil', { kind: 'seal', key: seal })).toMatchObject(problem('key-needed'));
    expect((await register(api, 'dora', { kind: 'seal', key: seal, by: first })).status).toBe(200);
  });

  it.each<[string, object]>([
    ['with its private part', { d: 'secret' }],
    ['with a use', { use: 'sig' }],
    ['of low order', { x: `AQ${'A'.repeat(41)}` }],
    ['of another curve', { crv: 'X25519' }],
  ])('MEM-6 is none %s', async (_name, more) => {
    const answer = await put('emil', 'emil/keys', { kind: 'sign', key: { ...makeKey().jwk, ...more } });
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/invalid-body' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('MEM-6 is revoked by any key that is still good, itself too, and registered no more', async () => {
    const [one, other] = [makeKey(), makeKey()];
    await register(api, 'carl', { key: one });
    await register(api, 'carl', { key: other, by: one });
    expect(await put('carl', `carl/keys/${one.fingerprint}/revocation`, {})).toMatchObject(
      problem('key-needed'),
    );
    expect((await revoke(api, 'carl', { key: one, by: one })).body.items[0]).toMatchObject({
      revokedAt: start,
    });
    expect(await register(api, 'carl', { key: makeKey(), by: one })).toMatchObject(
      problem('signature-refused', { reason: 'revoked' }),
    );
    expect(await register(api, 'carl', { key: one, by: other })).toMatchObject(problem('already-done'));
    expect(await revoke(api, 'carl', { key: makeKey(), by: other })).toMatchObject(problem('unknown-key'));
    expect((await revoke(api, 'carl', { key: other, by: other })).status).toBe(200);
    // Nobody's session makes a first key again.
    expect(await register(api, 'carl', { key: makeKey() })).toMatchObject(problem('key-needed'));
  });

  it('MEM-6 is nobody else’s to change, and ends with a departure', async () => {
    expect(await put('anna', 'dora/keys', { kind: 'sign', key: makeKey().jwk })).toMatchObject({
      status: 403,
      ...problem('not-permitted', { allowed: ['the registrar', 'the member'] }),
    });
    expect((await put('ben', 'gone/keys', { kind: 'sign', key: makeKey().jwk })).status).toBe(403);
    expect((await put('ben', 'nobody/keys', { kind: 'sign', key: makeKey().jwk })).status).toBe(404);
  });

  it('MEM-6 is one of ten at most, and changes twenty times in a wake', async () => {
    const own = makeKey();
    await register(api, 'fay', { key: own });
    for (let n = 1; n < 10; n += 1)
      expect((await register(api, 'fay', { key: makeKey(), by: own })).status).toBe(200);
    const eleventh = await register(api, 'fay', { key: makeKey(), by: own });
    expect(eleventh).toMatchObject(problem('limit-reached', { most: 10 }));
    for (const { fingerprint } of (await keysOf('fay')).items.slice(1))
      await revoke(api, 'fay', { key: { fingerprint }, by: own });
    expect((await register(api, 'fay', { key: makeKey(), by: own })).status).toBe(200);
    expect(await register(api, 'fay', { key: makeKey(), by: own })).toMatchObject(
      problem('limit-reached', { most: 20 }),
    );
    pass(24 * hour + 1);
    expect((await register(api, 'fay', { key: makeKey(), by: own })).status).toBe(200);
  });
});

describe('the registrar’s change of a key', () => {
  it('MEM-6 counts after 72 hours, and is told to the member and the council', async () => {
    const key = makeKey();
    const since = noticed();
    const answer = await put('ben', 'emil/keys', { kind: 'sign', key: key.jwk });
    expect(answer.body.items).toMatchObject([
      { registeredBy: 'ben', signedBy: null, since, revokedAt: null },
    ]);
    const facts = { by: 'ben', member: 'emil', countsFrom: since, fingerprint: key.fingerprint };
    expect(await inbox('emil')).toMatchObject([
      { kind: 'keys-announced', due: since, facts },
      { kind: 'keys-changed', due: since, facts },
    ]);
    expect(await inbox('anna')).toMatchObject([{ kind: 'keys-announced', facts }]);
    pass(72 * hour - 1);
    expect(await register(api, 'emil', { key: makeKey(), by: key })).toMatchObject(
      problem('signature-refused', { reason: 'unknown-key' }),
    );
    pass(1);
    expect((await register(api, 'emil', { key: makeKey(), by: key })).status).toBe(200);
  });

  it('MEM-6 is stopped by the member until it counts, by nobody else and not after it', async () => {
    const key = makeKey();
    const before: number = (await keysOf('anna')).sequence;
    await put('ben', 'anna/keys', { kind: 'sign', key: key.jwk });
    const path = `anna/keys/${key.fingerprint}/stop`;
    expect(await put('ben', path)).toMatchObject(problem('not-permitted', { allowed: 'the member' }));
    expect(await put('anna', path)).toMatchObject({ status: 200, body: { sequence: before + 2, items: [] } });
    expect(await put('anna', path)).toMatchObject(problem('unknown-key'));
    const since = noticed();
    await put('ben', 'anna/keys', { kind: 'sign', key: key.jwk });
    pass(72 * hour);
    expect(await put('anna', path)).toMatchObject({ status: 409, ...problem('window-closed') });
    expect((await keysOf('anna')).items).toMatchObject([{ since, revokedAt: null }]);
  });

  it('MEM-6 keeps no member from a first key of their own', async () => {
    const { anna } = await firstKeys(api, ['anna']);
    expect((await keysOf('anna')).items.at(-1)).toMatchObject({
      fingerprint: anna?.fingerprint,
      registeredBy: 'anna',
      signedBy: null,
    });
  });

  it('MEM-6 revokes after its notice, unless that is stopped', async () => {
    const [dora] = (await keysOf('dora')).items;
    const path = `dora/keys/${dora.fingerprint}`;
    expect((await put('ben', `${path}/revocation`, {})).body.items[0]).toMatchObject({
      revokedAt: noticed(),
    });
    expect((await put('dora', `${path}/stop`)).body.items[0]).toMatchObject({ revokedAt: null });
    expect((await put('ben', `${path}/revocation`, {})).body.items[0]).toMatchObject({
      revokedAt: noticed(),
    });
  });

  it('MEM-6 that comes first is stopped first: nothing that is begun after it takes the stop in its place', async () => {
    const key = makeKey();
    await put('ben', 'fay/keys', { kind: 'sign', key: key.jwk });
    pass(hour);
    expect((await put('ben', `fay/keys/${key.fingerprint}/revocation`, {})).status).toBe(200);
    const { items } = (await put('fay', `fay/keys/${key.fingerprint}/stop`)).body;
    expect(items.map(({ fingerprint }: Json) => fingerprint)).not.toContain(key.fingerprint);
  });

  it('MEM-6 takes no signature, for it is nobody’s but the registrar’s', async () => {
    const body = { kind: 'sign', key: makeKey().jwk, signature: 'a..b' };
    expect(await put('ben', 'emil/keys', body)).toMatchObject(
      problem('signature-refused', { reason: 'not-asked-for' }),
    );
  });
});

it('CHA-2 AUT-1 ballots begin to be signed only where half of the council has a key', async () => {
  const action = {
    type: 'charter.amend',
    patch: [{ op: 'replace', path: '/signatures', value: 'ballots' }],
  } as const;
  const charter = await charterInForce(api.db);
  const asked = { document: charter?.document, category: 'constitutional', action };
  const faulty = { code: 'invalid-amendment', rule: 'CHA-2' };
  expect(await amendingFaultNow(api.db, asked, { pace: 1, at: '2026-11-21T09:00:00.000Z' })).toMatchObject(
    faulty,
  );
  expect(await amendingFaultNow(api.db, asked, { pace: 1, at: new Date(now).toISOString() })).toBeUndefined();
});

it('MEM-6 REC-4 every change is an entry of the log, in which all follow from those before', async () => {
  const entries = await entriesOf(api.db, 0, await ledgerSize(api.db));
  const history = openKeyHistory();
  for (const { index, decision, bytes } of entries) {
    const change = readKeyChange(bytes);
    if (change === undefined || 'fault' in change) throw new Error(`entry ${index} is no change of keys`);
    expect([decision, history.add(index, change)]).toEqual([null, undefined]);
  }
  for (const member of ['anna', 'carl', 'dora', 'emil', 'fay'])
    for (const { fingerprint, since, revokedAt, sequence } of (await keysOf(member)).items)
      expect(history.find(member, fingerprint)).toMatchObject({ since, until: revokedAt, sequence });
  expect((await api.anyone.get('/v1/ledger/entries?to=1')).body.items).toMatchObject([{ decision: null }]);
});
