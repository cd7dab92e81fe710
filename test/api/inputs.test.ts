/** What comes in over HTTP is taken as it was written, or refused with its place: bodies, queries, headers (PRO-2, PRO-10, AUT-1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exactly, type Json } from '../support/http.ts';
import { content } from '../support/story.ts';
import { serve, type Served } from './serve.ts';

let api: Served;
beforeAll(async () => {
  api = await serve();
});
afterAll(() => api.close());

/** Posts a text as it is, as anna. */
async function sent(path: string, body: string, method = 'POST'): Promise<{ status: number; body: Json }> {
  const headers = { 'content-type': 'application/json' };
  const response = await api.raw(path, { as: 'anna', method, headers, body });
  return { status: response.status, body: await response.json() };
}

const none = '01893c1c-0f4f-7000-8000-000000000001';

/** One body of each kind of route: what the API does with it comes later. */
const bodies: readonly [string, string, string][] = [
  ['POST', '/v1/proposals', 'rationale'],
  ['PATCH', `/v1/proposals/${none}`, 'rationale'],
  ['PUT', `/v1/proposals/${none}/ballot`, 'reason'],
  ['POST', `/v1/proposals/${none}/statements`, 'text'],
  ['POST', '/v1/conflicts', 'what'],
  ['POST', '/v1/emergencies', 'what'],
  ['POST', '/v1/delegations', 'to'],
  ['POST', '/v1/members', 'name'],
];

describe('a body', () => {
  it.each(bodies)(
    'PRO-10 of %s %s has no key twice, no number that would change, no text that hides',
    async (method, path, field) => {
      expect(await sent(path, `{"${field}": "a", "${field}": "b"}`, method)).toMatchObject({
        status: 400,
        body: { type: '/problems/malformed-json', errors: [{ path: `/${field}` }] },
      });
      expect(await sent(path, `{"${field}": 9007199254740993}`, method)).toMatchObject({
        status: 422,
        body: { errors: [{ path: `/${field}`, facts: { written: '9007199254740993' } }] },
      });
      expect(await sent(path, `{"${field}": "a\\u202eb"}`, method)).toMatchObject({
        status: 422,
        body: { errors: [{ path: `/${field}`, facts: { codePoint: 'U+202E', at: 1 } }] },
      });
    },
  );

  it('EXE-1 of a call is decided on and sent as it was written, or not at all', async () => {
    const call = (body: string) =>
      sent(
        '/v1/proposals',
        JSON.stringify({
          ...content,
          action: { type: 'http.call', method: 'POST', url: 'https://example.org/', body: 'here' },
        }).replace('"here"', body),
      );
    for (const number of ['9007199254740993', '1e400', '1e-400', '12345678901234567.5'])
      expect(await call(`{"amount": [${number}]}`)).toMatchObject({
        status: 422,
        body: {
          type: '/problems/invalid-body',
          errors: [{ path: '/action/body/amount/0', facts: { written: number } }],
        },
      });
    expect(await call('{"to": "anna", "to": "ben"}')).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/action/body/to', message: 'is there more than once' }] },
    });
  });

  it('PRO-2 whose title nobody can see has none', async () => {
    const invisible = { title: '\u2060\u00ad', rationale: '\u200b' };
    const { status, body } = await sent('/v1/proposals', JSON.stringify({ ...content, ...invisible }));
    expect([status, body]).toMatchObject([
      422,
      { type: '/problems/incomplete', rule: 'PRO-2', facts: { missing: ['title', 'rationale'] } },
    ]);
  });

  it('PRO-10 has titles on one line, and texts on several', async () => {
    const { status, body } = await sent(
      '/v1/proposals',
      JSON.stringify({ ...content, title: 'a\nb', text: 'a\n\tb' }),
    );
    expect([status, body.errors]).toEqual([
      422,
      [{ path: '/title', message: 'must be one line, without tabs', facts: { codePoint: 'U+000A', at: 1 } }],
    ]);
  });
});

describe('a query', () => {
  it('PRO-10 has no character that hides or ends a line, however often it is given', async () => {
    const anna = await api.as('anna');
    for (const query of ['q=%E2%80%AE', 'q=a%0Ab', 'q=%1B%5B2J', 'outcome=executed&outcome=%00']) {
      const { status, body } = await anna.get(`/v1/decisions?${query}`);
      expect([query, status, body.type]).toEqual([query, 422, '/problems/invalid-query']);
      expect(body.errors[0]).toMatchObject({
        path: `/${query.split('=')[0]!}`,
        facts: { codePoint: expect.stringMatching(/^U\+/) },
      });
    }
    expect((await anna.get('/v1/decisions?q=%E2%80%8B')).status).toBe(422);
    expect((await anna.get('/v1/decisions?q=Zo%C3%AB')).status).toBe(200);
  });
});

describe('a header that says one thing', () => {
  const ask = async (
    headers: [string, string][],
    path = '/v1/members',
    request: { method?: string; body?: string } = {},
  ) => {
    const { status, text } = await exactly(`${api.url}${path}`, headers, request);
    const { type, facts }: Json = JSON.parse(text);
    return { status, type, facts };
  };
  const twice = (header: string) => ({
    status: 400,
    type: '/problems/invalid-header',
    facts: { header, reason: 'is there more than once' },
  });

  it('AUT-1 is there once: two tokens are nobody’s, in either order', async () => {
    const [anna, ben] = await Promise.all(['anna', 'ben'].map((member) => api.tokens.sign(member)));
    const good: [string, string] = ['authorization', `Bearer ${anna!}`];
    expect((await ask([good])).status).toBe(200);
    for (const other of [`Bearer ${ben!}`, `Bearer ${anna!}`, 'Bearer forged']) {
      expect(await ask([good, ['Authorization', other]])).toEqual(twice('Authorization'));
      expect(await ask([['Authorization', other], good])).toEqual(twice('Authorization'));
    }
  });

  it('PRO-10 is there once, whichever it is', async () => {
    const token: [string, string] = ['authorization', `Bearer ${await api.tokens.sign('anna')}`];
    const json: [string, string] = ['content-type', 'application/json'];
    const post = { method: 'POST', body: '{}' };
    expect(await ask([token, json, ['Content-Type', 'text/plain']], '/v1/proposals', post)).toEqual(
      twice('Content-Type'),
    );
    const keys: [string, string][] = [
      ['idempotency-key', 'a'],
      ['Idempotency-Key', 'a'],
    ];
    expect(await ask([token, json, ...keys], '/v1/proposals', post)).toEqual(twice('Idempotency-Key'));
    const ids: [string, string][] = [
      ['last-event-id', '1'],
      ['last-event-id', '1'],
    ];
    expect(await ask([token, ...ids], '/v1/events')).toEqual(twice('Last-Event-ID'));
    const hosts: [string, string][] = [
      ['host', 'one.example'],
      ['Host', 'two.example'],
    ];
    expect(await ask(hosts, '/v1/charter')).toEqual(twice('Host'));
    expect((await ask([token, ['accept', 'application/json'], ['accept', 'text/html']])).status).toBe(200);
  });
});
