/** Personal access tokens over HTTP: their form, scopes, bounds, and how they end (AUT-1). */
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCredentials } from '../../../api/identity/auth.ts';
import { memberRoutes } from '../../../api/http/routes.ts';
import { scopes } from '../../../api/identity/scopes.ts';
import { rights } from '../../../api/rights/table.ts';
import { startApi } from '../../../api/start.ts';
import { caller, type Caller, exactly, type Json } from '../../support/http.ts';
import { serve, type Served, start } from '../serve.ts';

let api: Served;
const apis: Served[] = [];
beforeEach(async () => {
  api = await serve();
  apis.push(api);
});
afterEach(async () => {
  await apis.pop()?.close();
});
afterAll(() => expect(apis).toEqual([]));

const minute = 60_000;
const day = 24 * 60 * minute;
const after = (milliseconds: number): string => new Date(Date.parse(start) + milliseconds).toISOString();
const problem = (code: string, rule: string | null) => ({ type: `/problems/${code}`, rule });
const asked = (more: object = {}) => ({ name: 'a program', scopes: ['read'], expires: after(day), ...more });

async function made(by: Caller, more: object = {}): Promise<{ id: string; token: string }> {
  const { status, body } = await by.post('/v1/tokens', asked(more));
  expect([status, body]).toMatchObject([201, { name: 'a program' }]);
  return body;
}

const bearing = (token: string): Caller => caller(api.url, token);

describe('a personal access token', () => {
  it('AUT-1 says who asks, and is recognised by its form: a prefix, 43 digits of base 62, and their CRC-32', async () => {
    const { token } = await made(await api.as('carl'));
    const [, secret = '', sum = ''] = /^fmt_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/.exec(token) ?? [];
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    let value = 0;
    for (const digit of sum) value = value * 62 + digits.indexOf(digit);
    expect(value).toBe(crc32(secret));

    expect((await bearing(token).get('/v1/members/carl')).status).toBe(200);
    const other = `fmt_${secret}${sum.slice(0, 5)}${sum.endsWith('0') ? '1' : '0'}`;
    for (const wrong of [other, `fmt_${secret}`, 'fmt_', `${token}0`, token.replace('fmt_', 'FMT_')])
      expect((await bearing(wrong).get('/v1/members/carl')).status, wrong).toBe(401);
  });

  it('AUT-1 is kept as its hash, listed without its secret, and shown once: repeated with its key, without it', async () => {
    const carl = await api.as('carl');
    const first = await carl.post('/v1/tokens', asked(), { 'idempotency-key': 'one' });
    const again = await carl.post('/v1/tokens', asked(), { 'idempotency-key': 'one' });
    expect(again.body).toEqual({ ...first.body, token: null });
    const { token, ...shown } = first.body;
    expect((await carl.get('/v1/tokens')).body).toEqual({ items: [shown] });
    expect((await (await api.as('dora')).get('/v1/tokens')).body).toEqual({ items: [] });
    const { rows } = await sql<{ text: string }>`
      select (select jsonb_agg(t) from tokens t)::text || (select jsonb_agg(k) from idempotency_keys k)::text
        || (select jsonb_agg(c) from member_changes c)::text as text`.execute(api.db);
    expect(rows[0]?.text).toContain(shown.id);
    expect(rows[0]?.text).not.toContain(token);
  });

  it('AUT-1 is good until it expires, which is ahead, by 365 days at most', async () => {
    const carl = await api.as('carl');
    const refused = async (expires: string): Promise<Json> =>
      (await carl.post('/v1/tokens', asked({ expires }))).body;
    expect(await refused(start)).toMatchObject(problem('past-instant', 'AUT-1'));
    expect(await refused(after(365 * day + 1))).toMatchObject(problem('too-far-ahead', 'AUT-1'));
    await made(carl, { expires: after(365 * day) });
    const { token } = await made(carl, { expires: after(1) });
    expect((await bearing(token).get('/v1/members')).status).toBe(200);
    api.at(after(1));
    const late = await made(carl, { expires: after(2) });
    api.at(after(2));
    const { status, body } = await bearing(late.token).get('/v1/members');
    expect([status, body]).toMatchObject([401, problem('unauthenticated', null)]);
    expect((await carl.get('/v1/tokens')).body.items).toHaveLength(1);
  });

  it('AUT-1 is one of 20 at most, of which those that expired do not count', async () => {
    const carl = await api.as('carl');
    await made(carl, { expires: after(minute) });
    for (let n = 2; n <= 20; n += 1) await made(carl);
    const { status, body } = await carl.post('/v1/tokens', asked());
    expect([status, body]).toMatchObject([
      409,
      { ...problem('limit-reached', 'AUT-1'), facts: { most: 20 } },
    ]);
    await made(await api.as('dora'));
    api.at(after(minute));
    await made(carl, { expires: after(2 * minute) });
    expect((await carl.post('/v1/tokens', asked())).status).toBe(409);
  });

  it('AUT-1 is refused with every fault of what was asked', async () => {
    const { status, body } = await (
      await api.as('carl')
    ).post('/v1/tokens', { name: ' ', scopes: ['read', 'rule', 'read'], expires: 'soon' });
    expect([status, body]).toMatchObject([422, problem('invalid-body', null)]);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['/name', '/scopes/1', '/expires']),
    );
    expect((await (await api.as('carl')).post('/v1/tokens', asked({ scopes: [] }))).status).toBe(422);
  });

  it('AUT-1 tells when it was used last, to the minute', async () => {
    const carl = await api.as('carl');
    const { token } = await made(carl);
    const lastUse = async (): Promise<string> => (await carl.get('/v1/tokens')).body.items[0].lastUsedAt;
    expect(await lastUse()).toBeNull();
    const uses = async (instant: string): Promise<void> => {
      api.at(instant);
      const { asking } = openCredentials(api.services);
      await asking(api.db, { headers: { authorization: `Bearer ${token}` }, url: '/' } as never);
    };
    await uses(after(0));
    await uses(after(minute - 1));
    expect(await lastUse()).toBe(start);
    await uses(after(minute));
    expect(await lastUse()).toBe(after(minute));
  });

  it('AUT-1 stands in the header, once, and not in the address', async () => {
    const { token } = await made(await api.as('carl'));
    const twice = await exactly(`${api.url}/v1/members`, [
      ['authorization', `Bearer ${token}`],
      ['authorization', `Bearer ${token}`],
    ]);
    expect([twice.status, JSON.parse(twice.text)]).toMatchObject([400, problem('invalid-header', null)]);
    for (const who of [api.anyone, bearing(token)]) {
      const { status, body } = await who.get(`/v1/members?access_token=${token}`);
      expect([status, body]).toMatchObject([401, problem('unauthenticated', null)]);
      expect(body.detail).toContain('address');
    }
  });
});

describe('the scopes of a personal access token', () => {
  /** Of each route, whether a token with these scopes is let in: then it finds nothing, or nothing good in what it says. */
  async function letIn(having: readonly string[]): Promise<readonly string[]> {
    const { token } = await made(await api.as('carl'), { scopes: having });
    const reached: string[] = [];
    for (const route of memberRoutes) {
      if (route.path === '/v1/events') continue;
      const path = route.path.replaceAll(/\{\+?\w+\}/g, randomUUID());
      const response = await fetch(`${api.url}${path}`, {
        method: route.method.toUpperCase(),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(route.body === undefined ? {} : { body: '{"nonsense": 1}' }),
      });
      const text = await response.text();
      if (response.status !== 403 || !/scope-missing|a token of an identity provider/.test(text))
        reached.push(`${route.method} ${route.path}`);
    }
    return reached;
  }

  const needing = (...some: readonly string[]) =>
    memberRoutes
      .filter((route) => route.path !== '/v1/events' && some.includes(rights[route.operationId].scope))
      .map(({ method, path }) => `${method} ${path}`);

  it.each(scopes.map((scope) => [scope]))(
    'AUT-1 narrow it: %s reaches its routes and no other',
    async (scope) => {
      expect(await letIn([scope])).toEqual(needing(scope));
    },
  );

  it('AUT-1 never reach tokens, identities, invitations and keys, whatever they are', async () => {
    expect(await letIn(scopes)).toEqual(needing(...scopes));
    expect(needing('none')).toEqual([
      'get /v1/identities',
      'delete /v1/identities/{id}',
      'post /v1/invitations',
      'get /v1/invitations',
      'delete /v1/invitations/{id}',
      'post /v1/tokens',
      'get /v1/tokens',
      'delete /v1/tokens/{id}',
      'put /v1/members/{id}/keys',
      'put /v1/members/{id}/keys/{fingerprint}/revocation',
      'put /v1/members/{id}/keys/{fingerprint}/stop',
    ]);
    const { token } = await made(await api.as('carl'), { scopes });
    const { status, body } = await bearing(token).post('/v1/invitations/redemption', { invitation: 'fmi_0' });
    expect([status, body]).toMatchObject([403, problem('not-permitted', 'AUT-1')]);
  });

  it('AUT-1 say what is missing: a token that reads does not vote', async () => {
    const { token } = await made(await api.as('carl'), { scopes: ['read', 'speak', 'act'] });
    const { status, body } = await bearing(token).put(`/v1/proposals/${randomUUID()}/ballot`, {
      choice: 'for',
    });
    expect([status, body]).toMatchObject([
      403,
      { ...problem('scope-missing', 'AUT-1'), facts: { needs: 'vote', scopes: ['read', 'speak', 'act'] } },
    ]);
    const voting = await made(await api.as('carl'), { scopes: ['vote'] });
    const taken = await bearing(voting.token).put(`/v1/proposals/${randomUUID()}/ballot`, { choice: 'for' });
    expect(taken.status).toBe(404);
  });

  it('AUT-1 never widen what its member may do, and a refused token does not bring back who is offline', async () => {
    const carl = await api.as('carl');
    const { token } = await made(carl, { scopes });
    const import_ = await bearing(token).post('/v1/members', {
      id: 'zed',
      name: 'z',
      kind: 'agent',
      bornAt: '2014-01-01',
    });
    expect([import_.status, import_.body]).toMatchObject([403, problem('not-permitted', 'MEM-6')]);
    const reading = await made(carl, { scopes: ['read'] });
    await carl.put('/v1/members/carl/status', { status: 'offline' });
    expect((await bearing(reading.token).post('/v1/conflicts', {})).status).toBe(403);
    expect((await bearing(reading.token).get('/v1/members/carl')).body.status).toBe('offline');
  });
});

describe('the end of a personal access token', () => {
  it('AUT-1 is at once where it is revoked, and within 5 s in every other process', async () => {
    const carl = await api.as('carl');
    const { id, token } = await made(carl);
    const other = await startApi({ services: api.services, host: '127.0.0.1', port: 0 });
    try {
      const elsewhere = caller(other.url, token);
      expect((await elsewhere.get('/v1/members')).status).toBe(200);
      expect((await (await api.as('dora')).delete(`/v1/tokens/${id}`)).status).toBe(404);
      expect((await carl.delete(`/v1/tokens/${id}`)).status).toBe(200);
      expect((await bearing(token).get('/v1/members')).status).toBe(401);
      const began = Date.now();
      while ((await elsewhere.get('/v1/members')).status !== 401)
        expect(Date.now() - began).toBeLessThan(5_000);
      expect((await carl.get('/v1/tokens')).body).toEqual({ items: [] });
      expect((await carl.delete(`/v1/tokens/${id}`)).status).toBe(404);
    } finally {
      await other.close();
    }
  });

  it('MEM-2 is the departure of its member, but for what is theirs', async () => {
    const carl = await api.as('carl');
    const { token } = await made(carl, { scopes });
    await carl.put('/v1/members/carl/status', { status: 'departed' });
    const { status, body } = await bearing(token).get('/v1/members');
    expect([status, body]).toMatchObject([403, problem('not-permitted', 'MEM-2')]);
    expect((await bearing(token).get(`/v1/proposals/${randomUUID()}`)).status).toBe(404);
  });

  it.each(['revoked', 'departed'])('AUT-2 ends the stream of events within 5 s: %s', async (how) => {
    const carl = await api.as('carl');
    const { id, token } = await made(carl);
    const { body } = await fetch(`${api.url}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    const began = Date.now();
    if (how === 'revoked') await carl.delete(`/v1/tokens/${id}`);
    else await carl.put('/v1/members/carl/status', { status: 'departed' });
    for await (const _chunk of body ?? []) expect(Date.now() - began).toBeLessThan(5_000);
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('AUT-1 a check that was made lately costs no more than 20 µs', async () => {
    const { token } = await made(await api.as('carl'));
    const { asking } = openCredentials(api.services);
    const request = { headers: { authorization: `Bearer ${token}` }, url: '/v1/members' } as never;
    await asking(api.db, request);
    const rounds: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const before = process.hrtime.bigint();
      for (let n = 0; n < 500; n += 1) await asking(api.db, request);
      rounds.push(Number(process.hrtime.bigint() - before) / 500 / 1_000);
    }
    expect(Math.min(...rounds)).toBeLessThan(20);
  });
});
