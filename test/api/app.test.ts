/** The API at its edges: who is asked first, which methods and bodies a path takes, and that every problem is one (AUT-2, PRO-10). */
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemCodes } from '../../api/problems/problem.ts';
import { setStatus } from '../../store/council/status.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { content } from '../support/story.ts';
import { serve, type Served, start } from './serve.ts';

const logged: string[] = [];
const log = pino(
  { level: 'info' },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  }),
);

let api: Served;
beforeAll(async () => {
  api = await serve({
    log,
    members: [...five, person('gone')],
    health: { database: async () => undefined, temporal: () => Promise.reject(new Error('away')) },
  });
  await setStatus(api.db, () => Promise.resolve(start), { id: 'gone', status: 'departed', by: 'gone' });
});
afterAll(() => api.close());

const none = '01893c1c-0f4f-7000-8000-000000000001';
const problem = (code: string) => ({ type: `/problems/${code}` });
const json = { 'content-type': 'application/json' };

describe('a browser that opens the address', () => {
  const browsers = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it('AUT-2 gets a page without scripts, whose links are open to everybody', async () => {
    const answer = await api.raw('/', { headers: { accept: browsers } });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = answer.headers.get('content-security-policy')!;
    const style = /<style>(.*)<\/style>/.exec(page)![1]!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
    expect(page).not.toMatch(/<script|\son\w+=/);
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, path]) => path!);
    expect(links).toEqual(expect.arrayContaining(['/openapi.json', '/health/ready']));
    for (const path of links) expect([path, (await api.raw(path)).status]).not.toEqual([path, 401]);
  });

  it.each([
    ['a program that takes anything', { headers: { accept: '*/*' } }],
    ['a program that wants JSON', { headers: { accept: 'application/json' } }],
    ['an act', { method: 'POST', headers: { accept: browsers } }],
  ])('AUT-2 is not %s', async (_, request) => {
    expect((await api.raw('/', request)).status).toBe(401);
  });
});

describe('who asks', () => {
  it('AUT-2 is not asked for health, metrics, the description, problems and the charter', async () => {
    for (const path of [
      '/health/live',
      '/metrics',
      '/openapi.json',
      '/problems/not-found',
      '/v1/charter',
      '/v1/charter/versions/1',
    ])
      expect((await api.anyone.get(path)).status, path).toBe(200);
    const record = await api.anyone.get(`/v1/decisions/${none}/record`);
    expect([record.status, record.body]).toMatchObject([404, problem('not-found')]);
  });

  it('AUT-2 is asked first everywhere else, even where there is nothing', async () => {
    for (const path of [
      '/v1/members',
      '/v1/proposals',
      `/v1/proposals/${none}`,
      '/v1/nothing',
      '/',
      '/v1/dev/tokens',
    ]) {
      const { status, body, headers } = await api.anyone.get(path);
      expect([status, body], path).toMatchObject([401, problem('unauthenticated')]);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="folkmoot"');
    }
    const forged = await api.raw('/v1/members', { headers: { authorization: 'Bearer a.b.c' } });
    expect(forged.status).toBe(401);
    expect(forged.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect((await api.raw('/v1/members', { headers: { authorization: 'Basic eDp5' } })).status).toBe(401);
  });

  it('MEM-2 AUT-1 is nobody, where the token names nobody known, or who has departed', async () => {
    expect((await (await api.as('anna')).get('/v1/members')).status).toBe(200);
    for (const stranger of ['nobody', 'gone', 'a\0b', 'x'.repeat(300)]) {
      const { status, body } = await (await api.as(stranger)).get('/v1/members');
      expect([status, body], stranger).toMatchObject([403, problem('not-permitted')]);
    }
  });
});

describe('a path', () => {
  it('PRO-10 that leads nowhere is not found, malformed ids and encodings included', async () => {
    const anna = await api.as('anna');
    for (const path of [
      '/v1/nothing',
      '/v1/proposals/1',
      `/v1/proposals/${none}`,
      `/v1/proposals/${none}/tally`,
      '/v1/members/%00',
      '/v1/members/%E0%A4%A',
      '/v1/members/No_One',
      '/v1/charter/versions/2',
      '/v1/charter/versions/x',
      '/V1/members',
      '/v1/members/',
    ])
      expect([path, (await anna.get(path)).status]).toEqual([path, 404]);
  });

  it('PRO-10 says which methods it has', async () => {
    const sent = await api.raw(`/v1/proposals/${none}`, { method: 'DELETE', as: 'anna' });
    expect([sent.status, sent.headers.get('allow')]).toEqual([405, 'GET, HEAD, PATCH']);
    expect(await sent.json()).toMatchObject(problem('method-not-allowed'));
    const options = await api.raw('/v1/charter', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD']);
  });

  it('PRO-10 answers HEAD as GET without the body', async () => {
    const head = await api.raw('/v1/members', { method: 'HEAD', as: 'anna' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await api.raw('/v1/events', { method: 'HEAD', as: 'anna' })).status).toBe(200);
  });

  it('PRO-10 takes the parameters that it has, and names any other', async () => {
    const anna = await api.as('anna');
    const faults = async (query: string) => {
      const { status, body } = await anna.get(`/v1/proposals?${query}`);
      expect([status, body], query).toMatchObject([422, problem('invalid-query')]);
      return body.errors.map(({ path }: { path: string }) => path);
    };
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'limit=1&limit=2'])
      expect(await faults(query)).toEqual(['/limit']);
    expect(await faults('stage=asleep&tier=4')).toEqual(['/stage', '/tier']);
    expect(await faults('q=a%00b')).toEqual(['/q']);
    expect(await faults('colour=red')).toEqual(['/colour']);
    expect(await faults('cursor=xyz')).toEqual(['/cursor']);
    for (const query of ['limit=1', 'limit=200', 'stage=voting&tier=3&category=operations&author=anna&q=day'])
      expect((await anna.get(`/v1/proposals?${query}`)).status, query).toBe(200);
  });
});

describe('a body', () => {
  const post = (body: string | Uint8Array<ArrayBuffer> | null, headers: Record<string, string> = json) =>
    api.raw('/v1/proposals', { method: 'POST', as: 'anna', headers, ...(body === null ? {} : { body }) });
  const answer = async (response: Response) => [response.status, ((await response.json()) as Json).type];

  it('PRO-10 is application/json in UTF-8, without an encoding', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
      'application/jsonx',
    ])
      expect(await answer(await post('{}', { 'content-type': type })), type).toEqual([
        415,
        '/problems/unsupported-media-type',
      ]);
    const zipped = { ...json, 'content-encoding': 'gzip' };
    expect(await answer(await post('{}', zipped))).toEqual([415, '/problems/unsupported-media-type']);
    const charset = await post('{}', { 'content-type': 'application/json; charset=UTF-8' });
    expect(await answer(charset)).toEqual([422, '/problems/invalid-body']);
  });

  it('PRO-10 that is not JSON, broken or missing is refused', async () => {
    const malformed = [400, '/problems/malformed-json'];
    expect(await answer(await post('{"category": '))).toEqual(malformed);
    expect(await answer(await post(null))).toEqual(malformed);
    expect(await answer(await post(Uint8Array.from([0x7b, 0xff, 0x7d])))).toEqual(malformed);
    expect(await answer(await post('{"__proto__": {}}'))).toEqual([422, '/problems/invalid-body']);
  });

  it('PRO-10 is 512 KiB at most, for members 16 MiB', async () => {
    const body = (bytes: number) =>
      JSON.stringify({ category: 'x'.repeat(bytes - '{"category":""}'.length) });
    expect(await answer(await post(body(512 * 1024)))).toEqual([422, '/problems/invalid-body']);
    expect(await answer(await post(body(512 * 1024 + 1)))).toEqual([413, '/problems/payload-too-large']);
    const members = await api.raw('/v1/members', {
      method: 'POST',
      as: 'ben',
      headers: json,
      body: body(1024 * 1024),
    });
    expect(members.status).toBe(422);
  });

  it('PRO-2 of a megabyte of text is too large, and 10,000 alternatives are too many', async () => {
    const anna = await api.as('anna');
    expect((await anna.post('/v1/proposals', { ...content, text: 'x'.repeat(1_000_000) })).status).toBe(413);
    const alternatives = Array.from({ length: 10_000 }, () => ({ title: 'a', text: 'b' }));
    const many = await anna.post('/v1/proposals', { ...content, alternatives });
    expect([many.status, many.body.errors]).toMatchObject([422, [{ path: '/alternatives' }]]);
  });
});

describe('an Idempotency-Key', () => {
  it('PRO-10 is one, of 1 to 255 visible characters', async () => {
    const anna = await api.as('anna');
    for (const key of ['a b', 'ü', 'x'.repeat(256), ''])
      expect((await anna.post('/v1/proposals', content, { 'idempotency-key': key })).body, key).toMatchObject(
        problem('invalid-header'),
      );
    const twice = new Headers([
      ...Object.entries(json),
      ['authorization', `Bearer ${await api.tokens.sign('anna')}`],
    ]);
    twice.append('idempotency-key', 'a');
    twice.append('idempotency-key', 'b');
    const sent = await fetch(`${api.url}/v1/proposals`, {
      method: 'POST',
      headers: twice,
      body: JSON.stringify(content),
    });
    expect(sent.status).toBe(400);
  });
});

describe('without Temporal', () => {
  it('EXE-2 a proposal is not taken, and who asks is told to come again with the same key', async () => {
    const sent = await (await api.as('anna')).post('/v1/proposals', content);
    expect([sent.status, sent.body]).toMatchObject([503, problem('unavailable')]);
    expect(Number(sent.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await (await api.as('anna')).get('/v1/proposals')).body).toEqual({ items: [], next: null });
  });

  it('AUT-2 the process lives but is not ready, and says what is missing', async () => {
    expect((await api.anyone.get('/health/live')).body).toEqual({ status: 'live' });
    const ready = await api.anyone.get('/health/ready');
    expect([ready.status, ready.body.facts]).toEqual([
      503,
      { part: ['temporal'], reason: 'does not answer' },
    ]);
  });
});

describe('every answer', () => {
  it('REC-4 bears a request id, the caller’s own where it is well formed', async () => {
    const own = await api.raw('/v1/charter', { headers: { 'x-request-id': 'trace-7' } });
    expect(own.headers.get('x-request-id')).toBe('trace-7');
    const bad = await api.raw('/v1/charter', { headers: { 'x-request-id': 'a b' } });
    expect(bad.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('AUT-2 to a member is kept by nobody, and the API does not say what it is made of', async () => {
    const { headers } = await (await api.as('anna')).get('/v1/members');
    expect(headers.get('cache-control')).toBe('no-store');
    expect([headers.get('x-powered-by'), headers.get('etag')]).toEqual([null, null]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('PRO-10 that is a problem says so by its type, and its page explains it', async () => {
    const sent = await api.raw('/v1/members/nobody-here', { as: 'anna' });
    expect(sent.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const { type } = (await sent.json()) as Json;
    const page = await api.anyone.get(type);
    expect(page.body).toMatchObject({ code: 'not-found', status: 404 });
    for (const code of problemCodes)
      expect((await api.anyone.get(`/problems/${code}`)).body.code, code).toBe(code);
    expect((await api.anyone.get('/problems/no-such')).status).toBe(404);
  });

  it('AUT-1 leaves no token, body or query in the log', async () => {
    const token = await api.tokens.sign('anna');
    await fetch(`${api.url}/v1/proposals?q=secretquery`, { headers: { authorization: `Bearer ${token}` } });
    await (await api.as('anna')).post('/v1/proposals', { title: 'secretbody' });
    const lines = logged.join('');
    expect(lines).toContain('"path":"/v1/proposals"');
    for (const secret of [token, 'secretquery', 'secretbody', 'Bearer']) expect(lines).not.toContain(secret);
  });
});

describe('an empty council', () => {
  it('CHA-3 has no charter yet, and takes no proposal', async () => {
    const empty = await serve({ council: false });
    expect((await empty.anyone.get('/v1/charter')).status).toBe(404);
    await empty.close();
  });
});

describe('what nobody expected', () => {
  it('PRO-10 is our fault, told without details and logged under the request’s id', async () => {
    const broken = await serve({ log });
    await broken.db.schema.dropTable('allocations').execute();
    const sent = await broken.raw('/v1/allocations', { as: 'anna', headers: { 'x-request-id': 'broken-1' } });
    const body = await sent.text();
    expect([sent.status, JSON.parse(body).facts]).toEqual([500, { request: 'broken-1' }]);
    expect(body).not.toMatch(/allocations|select|relation/);
    expect(logged.join('')).toMatch(/broken-1.*does not exist/);
    await broken.close();
  });
});
