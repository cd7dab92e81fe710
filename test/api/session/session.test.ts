/** Sessions of browsers: who signed in with a provider acts until they end, and from our own pages only (docs/identity.md). */
import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { openSessions } from '../../../api/identity/session/opening.ts';
import { mostSessions } from '../../../store/identity/sessions.ts';
import type { Browser, Sending } from '../../support/browser.ts';
import { type TestProvider, testProvider } from '../../support/provider.ts';
import { council, sessionsWith, signedIn, signIn } from '../../support/signing-in.ts';
import { serve, type Served, start } from '../serve.ts';

const cookie = '__Host-folkmoot';
const minute = 60_000;
const hour = 60 * minute;
const lives = { idle: 12 * hour, longest: 7 * 24 * hour };

let provider: TestProvider;
let served: Served;
let api: string;

beforeAll(async () => {
  provider = await testProvider({ callback: `${council}/v1/session/callback`, after: `${council}/` });
  served = await serve({ sessions: sessionsWith(provider, lives) });
  api = served.url;
});
afterAll(async () => {
  await served.close();
  await provider.close();
});
beforeEach(async () => {
  served.at(start);
  provider.instead();
  await served.db.deleteFrom('sessions').execute();
});

const after = (milliseconds: number): string => new Date(Date.parse(start) + milliseconds).toISOString();

/** What a page of the council sends. */
const own: Sending = { from: council, headers: { 'sec-fetch-site': 'same-origin' } };

const session = (who: Browser) => who.ask('GET', `${api}/v1/session`);
const read = (shown: { readonly text: string }) => JSON.parse(shown.text);
const secretOf = (who: Browser, url = api): string => who.cookies(url).get(cookie) ?? '';

describe('a session', () => {
  it('AUT-1 ends when it is not used, and goes on while it is, until its longest life is over', async () => {
    const who = await signedIn(api, 'carl');
    served.at(after(lives.idle - 1));
    expect((await session(who)).status).toBe(200);
    for (let at = lives.idle; at < lives.longest; at += lives.idle - minute) {
      served.at(after(at));
      expect([at, (await session(who)).status]).toEqual([at, 200]);
    }
    served.at(after(lives.longest));
    const over = await session(who);
    expect([over.status, read(over).detail]).toEqual([
      401,
      'The request is not authenticated: the session is over.',
    ]);
    const other = await signedIn(api, 'carl');
    served.at(after(lives.longest + lives.idle));
    expect((await session(other)).status).toBe(401);
  });

  it('AUT-1 that is over is removed with the next sign-in, and an identity keeps its newest', async () => {
    const first = await signedIn(api, 'carl');
    served.at(after(lives.longest));
    await signedIn(api, 'dora');
    const issuers = await served.db.selectFrom('sessions').select('subject').execute();
    expect(issuers).toEqual([{ subject: 'dora' }]);
    expect((await session(first)).status).toBe(401);
    const [oldest] = await served.db.selectFrom('sessions').selectAll().execute();
    await served.db
      .insertInto('sessions')
      .values(
        Array.from({ length: mostSessions + 5 }, (_none, number) => ({
          ...oldest!,
          id: Buffer.from(`id ${number}`),
          sign_in: null,
          signed_in_at: after(lives.longest - number * 1_000),
        })),
      )
      .execute();
    const newest = await signedIn(api, 'dora');
    expect(await served.db.selectFrom('sessions').select('id').execute()).toHaveLength(mostSessions);
    expect((await session(newest)).status).toBe(200);
  });

  it('AUT-1 counts for the issuer of the settings alone: one of a trial, or of a provider before, is over', async () => {
    const who = await signedIn(api, 'carl');
    await served.db.updateTable('sessions').set({ issuer: 'folkmoot-dev' }).execute();
    expect((await session(who)).status).toBe(401);
    await served.db.updateTable('sessions').set({ issuer: provider.settings.issuer }).execute();
    expect((await session(who)).status).toBe(200);
  });

  it('AUT-1 ends with its logout, here and at the provider', async () => {
    const who = await signedIn(api, 'carl');
    const secret = secretOf(who);
    const shown = await who.ask('POST', `${api}/v1/session/logout`, own);
    expect(shown.status).toBe(200);
    const to = new URL(read(shown).to);
    expect(to.origin + to.pathname).toBe(`${provider.settings.issuer}/session/end`);
    expect(to.searchParams.get('post_logout_redirect_uri')).toBe(`${council}/`);
    expect(who.cookies(api).size).toBe(0);
    const old = await fetch(`${api}/v1/session`, { headers: { cookie: `${cookie}=${secret}` } });
    expect(old.status).toBe(401);
    const form = (await who.open(to.href)).text;
    expect(form).toContain('/session/end/confirm');
    expect(read(await who.ask('POST', `${api}/v1/session/logout`, own))).toEqual({ to: '/' });
  });

  it('AUT-1 ends with its logout while the provider is away', async () => {
    const who = await signedIn(api, 'carl');
    const fresh = await serve({ sessions: sessionsWith(provider) });
    const there = await signedIn(fresh.url, 'carl');
    provider.instead((request) => request.socket.destroy());
    for (const [one, url] of [
      [who, api],
      [there, fresh.url],
    ] as const)
      expect((await one.ask('POST', `${url}/v1/session/logout`, own)).status).toBe(200);
    expect((await session(who)).status).toBe(401);
    await fresh.close();
  });

  it('AUT-1 acts from our own pages only: Origin and Sec-Fetch-Site say so', async () => {
    const who = await signedIn(api, 'anna');
    const path = `${api}/v1/members/anna/status`;
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ status: 'active' });
    const put = (from: string | null, headers: Record<string, string>) =>
      who.ask('PUT', path, { from, body, headers: { ...json, ...headers } });
    const foreign: readonly [string | null, Record<string, string>][] = [
      [null, {}],
      [council, { 'sec-fetch-site': 'cross-site' }],
      [council, { 'sec-fetch-site': 'same-site' }],
      [council, { 'sec-fetch-site': 'none' }],
      ['https://evil.example', { 'sec-fetch-site': 'same-origin' }],
      ['https://council.example.evil.example', { 'sec-fetch-site': 'same-origin' }],
      ['http://council.example', { 'sec-fetch-site': 'same-origin' }],
      ['null', { 'sec-fetch-site': 'same-origin' }],
      [null, { 'sec-fetch-site': 'same-origin' }],
      [null, { origin: council }],
    ];
    for (const [from, headers] of foreign) {
      const shown = await put(
        from === 'null' ? null : from,
        from === 'null' ? { ...headers, origin: 'null' } : headers,
      );
      expect([from, headers, shown.status, read(shown).type]).toEqual([
        from,
        headers,
        403,
        '/problems/cross-site',
      ]);
    }
    expect(read(await put(null, {})).detail).toContain('by neither `Origin` nor `Sec-Fetch-Site`');
    expect((await put(council, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    const out = await who.ask('POST', `${api}/v1/session/logout`, { from: 'https://evil.example' });
    expect(out.status).toBe(403);
    expect((await session(who)).status).toBe(200);
  });

  it('AUT-1 gives way to a token that the request bears: that one counts, from wherever it comes', async () => {
    const who = await signedIn(api, 'anna');
    const authorization = `Bearer ${await served.tokens.sign('carl')}`;
    const put = (member: string) =>
      who.ask('PUT', `${api}/v1/members/${member}/status`, {
        from: null,
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ status: 'active' }),
      });
    expect((await put('carl')).status).toBe(200);
    expect((await put('anna')).status).toBe(403);
  });

  it('AUT-1 is named by one cookie, of the form that we give', async () => {
    const who = await signedIn(api, 'anna');
    const secret = secretOf(who);
    const status = async (text: string) =>
      (await fetch(`${api}/v1/session`, { headers: { cookie: text } })).status;
    expect(await status(`${cookie}=${secret}`)).toBe(200);
    for (const text of [
      '',
      `folkmoot=${secret}`,
      `${cookie}=${secret}; ${cookie}=${'A'.repeat(43)}`,
      `${cookie}="${secret}"`,
      `${cookie}=${secret}%20`,
      `${cookie}=${'A'.repeat(43)}`,
      `${cookie}=' or 1=1 --`,
      // A name like any other to a browser, which any host beside this one may set, and a blank before ours to careless programs.
      `\u00a0${cookie}=${secret}`,
    ])
      expect([text, await status(text)]).toEqual([text, 401]);
  });
});

describe('a session that ends in the middle of an act', () => {
  it('AUT-1 leaves no act half done: signed in anew, it goes on under its key', async () => {
    const who = await signedIn(api, 'dora');
    const given = JSON.stringify({ to: 'carl', scope: {}, until: after(30 * 24 * hour) });
    const submit = () =>
      who.ask('POST', `${api}/v1/delegations`, {
        from: council,
        headers: {
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          'idempotency-key': 'one',
        },
        body: given,
      });
    const first = await submit();
    expect(first.status, first.text).toBe(201);
    served.at(after(lives.idle));
    const refused = await submit();
    expect([refused.status, read(refused).type]).toEqual([401, '/problems/unauthenticated']);
    await signIn(who, api, 'dora');
    const again = await submit();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(read(again)).toEqual(read(first));
    expect(await served.db.selectFrom('delegations').select('id').execute()).toHaveLength(1);
  });

  it('AUT-1 does not break off what was begun before', async () => {
    const who = await signedIn(api, 'dora');
    const body = '{"status":"active"}';
    const sending = request(`${api}/v1/members/dora/status`, {
      method: 'PUT',
      headers: {
        cookie: `${cookie}=${secretOf(who)}`,
        origin: council,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        'content-length': body.length,
      },
    });
    const answer = once(sending, 'response');
    sending.flushHeaders();
    // The headers have arrived, and who asks is known, well before the rest of the body is sent.
    await new Promise((resolve) => setTimeout(resolve, 500));
    served.at(after(lives.idle));
    sending.end(body);
    const [{ statusCode }] = await answer;
    expect(statusCode).toBe(200);
    expect((await session(who)).status).toBe(401);
  });
});

describe('a session whose rights change', () => {
  it('MEM-6 AUT-1 gets another id when its identity is linked to a member, and goes on with all that it has', async () => {
    const signIn = { origin: council, subject: 'identity', provider: provider.settings } as const;
    const linking = await serve({
      sessions: (parts) => openSessions({ ...parts, log: pino({ level: 'silent' }) }, { lives, signIn })!,
    });
    const { url } = linking;
    const who = await signedIn(url, 'dora-at-the-provider');
    const before = secretOf(who, url);
    const status = async (secret: string) =>
      (await fetch(`${url}/v1/session`, { headers: { cookie: `${cookie}=${secret}` } })).status;
    expect((await who.ask('GET', `${url}/v1/members`)).status).toBe(403);
    const made = await (await linking.as('ben')).post('/v1/invitations', { member: 'dora' });
    expect(made.status).toBe(201);
    const redeem = (sending: Sending) =>
      who.ask('POST', `${url}/v1/invitations/redemption`, {
        ...sending,
        headers: { ...sending.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ invitation: made.body.invitation }),
      });
    expect((await redeem({ from: 'https://evil.example' })).status).toBe(403);
    const linked = await redeem(own);
    expect([linked.status, read(linked)]).toMatchObject([201, { member: 'dora' }]);
    const renewed = secretOf(who, url);
    expect([await status(before), await status(renewed)]).toEqual([401, 200]);
    expect((await who.ask('GET', `${url}/v1/members`)).status).toBe(200);
    linking.at(after(300_000));
    const asked = provider.asked();
    expect(await status(renewed)).toBe(200);
    expect(provider.asked()).toBe(asked + 1);
    await linking.close();
  });
});
