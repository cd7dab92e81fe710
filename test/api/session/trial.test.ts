/** Sign-in of the one-machine default: on the loopback address, by choosing a member (docs/identity.md). */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSessions } from '../../../api/identity/session/opening.ts';
import { defaultLives } from '../../../settings/sign-in.ts';
import { browser } from '../../support/browser.ts';
import { person } from '../../support/people.ts';
import { pino } from 'pino';
import { serve, type Served } from '../serve.ts';

const log = pino({ level: 'silent' });
const trial = (members = [person('anna'), person('ben', { roles: ['registrar'] })]) =>
  serve({
    members,
    devTokens: (member) => Promise.resolve(`of ${member}`),
    sessions: (parts) => openSessions({ ...parts, log }, { lives: defaultLives, signIn: null }, true)!,
  });

let served: Served;
let api: string;
beforeAll(async () => {
  served = await trial();
  api = served.url;
});
afterAll(() => served.close());

/** A request with headers as they are, `Host` among them. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(new URL(path, api), { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sending.once('error', reject);
    sending.end(body);
  });
}

describe('the page of a trial', () => {
  it('AUT-1 lists the members, says that it is a trial, and runs no script', async () => {
    const page = await browser().ask('GET', `${api}/v1/session/login?to=/v1/inbox`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.text).toContain('This is a trial.');
    expect(page.text).not.toContain('<script');
    const buttons = [...page.text.matchAll(/formaction="([^"]+)"/g)].map(([, action]) => action);
    expect(buttons).toEqual([
      '/v1/session/login?member=anna&amp;to=%2Fv1%2Finbox',
      '/v1/session/login?member=ben&amp;to=%2Fv1%2Finbox',
    ]);
  });

  it('AUT-1 makes of its visitor the member whom they choose', async () => {
    const who = browser();
    const chosen = await who.ask('POST', `${api}/v1/session/login?member=ben&to=/v1/session`);
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, `${api}/v1/session`]);
    expect(chosen.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(chosen.text).toContain(`<a href="${api}/v1/session">`);
    // On plain http no browser is sure to take a cookie with the prefix, or with Secure.
    expect(chosen.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^folkmoot=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/),
    ]);
    const session = await who.ask('GET', `${api}/v1/session`);
    expect(JSON.parse(session.text)).toMatchObject({ member: 'ben', issuer: 'folkmoot-dev', subject: 'ben' });
    const acted = await who.ask('PUT', `${api}/v1/members/ben/status`, {
      headers: { 'content-type': 'application/json' },
      body: '{"status":"active"}',
    });
    expect(acted.status).toBe(200);
    const out = await who.ask('POST', `${api}/v1/session/logout`);
    expect(JSON.parse(out.text)).toEqual({ to: '/' });
    expect((await who.ask('GET', `${api}/v1/session`)).status).toBe(401);
  });

  it('AUT-1 knows no other member, and no other place', async () => {
    expect((await browser().ask('POST', `${api}/v1/session/login?member=nobody`)).status).toBe(404);
    for (const to of ['https://evil.example', '//evil.example', '/\\evil.example'])
      for (const query of [`to=${encodeURIComponent(to)}`, `member=ben&to=${encodeURIComponent(to)}`]) {
        const method = query.startsWith('member') ? 'POST' : 'GET';
        const shown = await browser().ask(method, `${api}/v1/session/login?${query}`);
        expect([query, shown.status]).toEqual([query, 422]);
        expect(shown.headers.getSetCookie()).toEqual([]);
      }
  });

  it('AUT-1 finds one of a thousand, and shows them in pages', async () => {
    const names = ['Ærø <b>', 'Zoë & "Co"'];
    const many = Array.from({ length: 1_000 }, (_none, number) => {
      const id = `m-${String(number).padStart(4, '0')}`;
      return person(id, { name: names[number] ?? `Member ${number}` });
    });
    const large = await trial([person('ben', { roles: ['registrar'] }), ...many]);
    const page = async (path: string) => (await browser().ask('GET', `${large.url}${path}`)).text;
    const listed = (text: string) => [...text.matchAll(/member=([\w-]+)/g)].map(([, id]) => id);
    const seen: unknown[] = [];
    for (let path: string | undefined = '/v1/session/login'; path !== undefined;) {
      const text = await page(path);
      expect(listed(text).length).toBeLessThanOrEqual(100);
      seen.push(...listed(text));
      path = /<a href="([^"]+)">More/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(new Set(seen).size).toBe(1_001);
    expect(listed(await page('/v1/session/login?q=MEMBER+999'))).toEqual(['m-0999']);
    expect(listed(await page('/v1/session/login?q=m-0123'))).toEqual(['m-0123']);
    expect(listed(await page(`/v1/session/login?q=${encodeURIComponent('ZOË')}`))).toEqual(['m-0001']);
    expect(listed(await page('/v1/session/login?q=%25'))).toEqual([]);
    const escaped = await page(`/v1/session/login?q=${encodeURIComponent('"><script>')}`);
    expect(escaped).not.toContain('<script>');
    expect(await page('/v1/session/login?q=m-000')).toContain('Ærø &lt;b&gt;');
    await large.close();
  });

  it('AUT-1 is not there in service', async () => {
    const plain = await serve();
    for (const path of ['/v1/session', '/v1/session/login', '/v1/session/callback'])
      expect((await plain.anyone.get(path)).status).toBe(401);
    await plain.close();
  });
});

describe('what is for who sits at the machine', () => {
  const json = { 'content-type': 'application/json' };
  const acts: readonly (readonly [string, string, Record<string, string>, string?])[] = [
    ['GET', '/v1/session/login', {}],
    ['POST', '/v1/session/login?member=ben', {}],
    ['POST', '/v1/dev/tokens', json, '{"member":"ben"}'],
  ];

  it('AUT-1 is there under the names of the machine, and not under one that was led here', async () => {
    const { port } = new URL(api);
    for (const [method, path, more, body] of acts)
      for (const [host, there] of [
        [`localhost:${port}`, true],
        [`127.0.0.1:${port}`, true],
        [`[::1]:${port}`, true],
        [`rebound.example:${port}`, false],
        [`localhost.rebound.example:${port}`, false],
        [`127.0.0.1.rebound.example:${port}`, false],
        [`127.0.0.1@rebound.example:${port}`, false],
      ] as const) {
        const { status } = await raw(method, path, { ...more, host }, body);
        expect([path, host, status < 400]).toEqual([path, host, there]);
        if (!there) expect(status).toBe(404);
      }
  });

  it('AUT-1 takes nothing from pages of other sites', async () => {
    const { host } = new URL(api);
    const foreign: readonly Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { origin: `https://${host}` },
      { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': '' },
    ];
    const own: readonly Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'none' },
      { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' },
    ];
    for (const [method, path, more, body] of acts) {
      for (const headers of foreign) {
        const { status, text } = await raw(method, path, { ...more, ...headers }, body);
        expect([path, headers, status, JSON.parse(text).type]).toEqual([
          path,
          headers,
          403,
          '/problems/cross-site',
        ]);
      }
      for (const headers of own)
        expect((await raw(method, path, { ...more, ...headers }, body)).status).toBeLessThan(400);
    }
  });

  it('AUT-1 keeps its cookie from pages of other names of the machine', async () => {
    const who = browser();
    await who.ask('POST', `${api}/v1/session/login?member=ben`);
    const cookie = [...who.cookies(api)].map((pair) => pair.join('=')).join();
    const { port } = new URL(api);
    const act = (host: string, origin: string) =>
      raw(
        'PUT',
        '/v1/members/ben/status',
        { ...json, cookie, host, origin, 'sec-fetch-site': 'same-origin' },
        '{"status":"active"}',
      );
    expect((await act(`localhost:${port}`, `http://localhost:${port}`)).status).toBe(200);
    expect((await act(`localhost:${port}`, `http://127.0.0.1:${port}`)).status).toBe(403);
    expect((await act(`evil.example:${port}`, `http://evil.example:${port}`)).status).toBe(403);
  });
});
