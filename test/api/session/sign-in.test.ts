/** Sign-in with a provider: a real one, on the loopback address (docs/identity.md). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { openProvider } from '../../../api/identity/session/provider.ts';
import { derived, newSecret } from '../../../api/identity/session/secrets.ts';
import { isProblemError } from '../../../api/problems/problem.ts';
import { browser, type Browser } from '../../support/browser.ts';
import { type TestProvider, testProvider } from '../../support/provider.ts';
import { atProvider, council, sessionsWith, signedIn, signIn, signInAt } from '../../support/signing-in.ts';
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

const session = (who: Browser) => who.ask('GET', `${api}/v1/session`);
const read = (shown: { readonly text: string }) => JSON.parse(shown.text);
const secretOf = (who: Browser): string => who.cookies(api).get(cookie) ?? '';

describe('a sign-in', () => {
  it('AUT-1 ends with a session, of which the database has the hash alone', async () => {
    const who = browser();
    const shown = await signIn(who, api, 'anna', '/v1/inbox?limit=1');
    expect(shown.headers.get('location')).toBe(`${council}/v1/inbox?limit=1`);
    const [, set = ''] = shown.headers.getSetCookie();
    expect(set).toMatch(
      /^__Host-folkmoot=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(read(await session(who))).toEqual({
      member: 'anna',
      issuer: provider.settings.issuer,
      subject: 'anna',
      signedInAt: start,
      endsAt: after(lives.idle),
      until: after(lives.longest),
    });
    const rows = await served.db.selectFrom('sessions').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secretOf(who));
    expect(rows[0]?.tokens?.toString('latin1')).not.toContain('eyJ');
  });

  it('AUT-1 opens every route of members, the stream of events too', async () => {
    const who = await signedIn(api, 'anna');
    expect((await who.ask('GET', `${api}/v1/members/anna`)).status).toBe(200);
    const stream = new AbortController();
    const listening = await fetch(`${api}/v1/events`, {
      headers: { cookie: `${cookie}=${secretOf(who)}` },
      signal: stream.signal,
    });
    expect(listening.status).toBe(200);
    expect(listening.headers.get('content-type')).toContain('text/event-stream');
    stream.abort();
  });

  it('AUT-1 lets a stream of events listen on as long as it would let it in, and is not prolonged by that', async () => {
    const who = await signedIn(api, 'anna');
    const headers = { cookie: `${cookie}=${secretOf(who)}` };
    const listening = await fetch(`${api}/v1/events`, { headers });
    served.at(after(lives.idle - 1));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    served.at(after(lives.idle));
    // It ends by itself.
    expect(await listening.text()).not.toContain('data:');
    expect((await session(who)).status).toBe(401);
  });

  it('AUT-1 of an identity that is linked to nobody has a session, and no member’s rights', async () => {
    const who = await signedIn(api, 'no-member');
    expect(read(await session(who))).toMatchObject({ member: null, subject: 'no-member' });
    const shown = await who.ask('GET', `${api}/v1/members`);
    expect([shown.status, read(shown).type]).toEqual([403, '/problems/not-linked']);
  });

  it('MEM-4 brings back who was offline', async () => {
    const registrar = await served.as('ben');
    expect((await registrar.put('/v1/members/ben/status', { status: 'offline' })).status).toBe(200);
    await signedIn(api, 'ben');
    expect((await registrar.get('/v1/members/ben')).body.status).toBe('active');
  });

  it('AUT-1 takes the place of the session that the browser had', async () => {
    const who = await signedIn(api, 'anna');
    const before = secretOf(who);
    await signIn(who, api, 'anna');
    expect(secretOf(who)).not.toBe(before);
    const old = await fetch(`${api}/v1/session`, { headers: { cookie: `${cookie}=${before}` } });
    expect(old.status).toBe(401);
  });

  it('AUT-1 leads to paths of our own only', async () => {
    const foreign = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'javascript:alert(1)',
      'v1/session',
      '',
      '/.//evil.example',
      '/a/..//evil.example',
      '/\u0009/evil.example',
      '/ evil',
      '/\u00e9',
      `/${'a'.repeat(2_000)}`,
    ];
    for (const to of foreign) {
      const shown = await browser().ask('GET', `${api}/v1/session/login?to=${encodeURIComponent(to)}`);
      expect([to, shown.status, read(shown).type]).toEqual([to, 422, '/problems/invalid-query']);
      expect(shown.headers.getSetCookie()).toEqual([]);
    }
  });

  it('AUT-1 ends in the browser in which it was begun', async () => {
    const back = await atProvider(browser(), api, 'anna');
    for (const other of [browser(), await signedIn(api, 'carl')]) {
      const shown = await other.ask('GET', back);
      expect([shown.status, read(shown).type]).toEqual([400, '/problems/sign-in-failed']);
    }
    const another = browser();
    await another.ask('GET', `${api}/v1/session/login`);
    expect((await another.ask('GET', back)).status).toBe(400);
  });

  it('AUT-1 is done once: a callback that comes again makes no second session', async () => {
    const who = browser();
    const back = await atProvider(who, api, 'anna');
    const cookies = [...who.cookies(api)].map((pair) => pair.join('=')).join('; ');
    expect((await who.ask('GET', back)).status).toBe(303);
    expect((await who.ask('GET', back)).status).toBe(400);
    const replayed = await fetch(back, { headers: { cookie: cookies }, redirect: 'manual' });
    expect([replayed.status, JSON.parse(await replayed.text()).type]).toEqual([
      400,
      '/problems/sign-in-failed',
    ]);
    expect(replayed.headers.getSetCookie().join()).not.toMatch(/__Host-folkmoot=[\w-]/);
  });

  it('AUT-1 that the provider refuses is told in its own word, to a person as a page', async () => {
    const who = browser();
    const back = new URL(await atProvider(who, api, 'anna'));
    const state = back.searchParams.get('state') ?? '';
    const iss = encodeURIComponent(provider.settings.issuer);
    const refused = `${api}/v1/session/callback?error=access_denied&state=${state}&iss=${iss}`;
    const page = await who.ask('GET', refused, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(400);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('the identity provider says access_denied');
    expect(page.text).toContain('href="/v1/session/login"');
  });
});

describe('a provider', () => {
  const callback = `${council}/v1/session/callback`;
  const fresh = () => openProvider(provider.settings, [], pino({ level: 'silent' }));

  /** A sign-in up to where the browser comes back, with a provider that is asked for the first time. */
  const begun = async (account = 'anna') => {
    const asked = fresh();
    const secret = newSecret();
    return {
      asked,
      secret,
      cameBack: await signInAt(browser(), await asked.begin(secret, callback), account),
    };
  };

  const problemOf = async (trying: Promise<unknown>) => {
    const error: unknown = await trying.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!isProblemError(error)) throw new Error('no problem', { cause: error });
    const { code, facts, headers } = error.problem;
    return [code, facts['reason'], headers?.['Retry-After']];
  };

  /** What comes of asking it at the beginning, and at the end, of a sign-in. */
  const asking = async (how: 'begin' | 'finish', answer: Parameters<TestProvider['instead']>[0]) => {
    provider.instead();
    const { asked, secret, cameBack } = await begun();
    provider.instead(answer);
    return problemOf(how === 'begin' ? fresh().begin(secret, callback) : asked.finish(secret, cameBack));
  };

  it('AUT-1 that is away is told as unavailable, at the beginning and at the end of a sign-in', async () => {
    const silence = ['unavailable', 'does not answer', '5'];
    for (const how of ['begin', 'finish'] as const) {
      expect(await asking(how, (request) => request.socket.destroy())).toEqual(silence);
      expect(await asking(how, (_request, response) => response.writeHead(502).end('bad'))).toEqual(silence);
    }
    const who = browser();
    provider.instead();
    const back = await atProvider(who, api, 'anna');
    provider.instead((request) => request.socket.destroy());
    const shown = await who.ask('GET', back);
    expect([shown.status, shown.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('AUT-1 is not believed where it answers what none may', async () => {
    const answers = ['', '{', '[]', 'null', '<html>', '{"issuer":"https://evil.example"}'];
    const token = (id: string) => `{"access_token":"a","token_type":"bearer","id_token":"${id}"}`;
    const tokens = [...answers, token('a.b.c'), token('eyJhbGciOiJub25lIn0.e30.')];
    for (const [how, texts] of [['begin', answers] as const, ['finish', tokens] as const])
      for (const text of texts) {
        const answer = (_request: unknown, response: ServerResponse) =>
          response.setHeader('content-type', 'application/json').end(text);
        const unbelievable = ['unavailable', 'answers what cannot be believed', '5'];
        expect([how, text, ...(await asking(how, answer))]).toEqual([how, text, ...unbelievable]);
      }
    const endless = (_request: unknown, response: ServerResponse) => response.end('x'.repeat(600_000));
    expect((await asking('finish', endless))[0]).toBe('unavailable');
  });

  it('AUT-1 is believed for its signature: a token by another key is none of its own', async () => {
    const { asked, secret, cameBack } = await begun();
    const stranger = await generateKeyPair('ES256');
    const forged = await new SignJWT({ nonce: derived(secret, 'nonce') })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(provider.settings.issuer)
      .setAudience(provider.settings.clientId)
      .setSubject('ben')
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(stranger.privateKey);
    const answer = JSON.stringify({ access_token: 'a', token_type: 'bearer', id_token: forged });
    provider.instead(
      (_request, response) => response.setHeader('content-type', 'application/json').end(answer),
      '/token',
    );
    const unbelievable = ['unavailable', 'answers what cannot be believed', '5'];
    expect(await problemOf(asked.finish(secret, cameBack))).toEqual(unbelievable);
  });

  it('AUT-1 gives a code to the sign-in that it belongs to: put into another one it fails', async () => {
    const [one, other] = [await begun('anna'), await begun('ben')];
    const injected = new URL(one.cameBack);
    injected.searchParams.set('code', other.cameBack.searchParams.get('code') ?? '');
    const refused = ['sign-in-failed', 'the identity provider says invalid_grant', undefined];
    expect(await problemOf(one.asked.finish(one.secret, injected))).toEqual(refused);
  });

  it('AUT-1 may sign with other keys from one day to the next', async () => {
    await signedIn(api, 'anna');
    await provider.rotate();
    const who = browser();
    const first = await who.ask('GET', await atProvider(who, api, 'anna'));
    // A key set that is a minute old is asked for again at once, a younger one from the next sign-in on.
    expect([303, 503]).toContain(first.status);
    expect(read(await session(await signedIn(api, 'anna')))).toMatchObject({ member: 'anna' });
  });

  it('AUT-1 is asked again when its token has run out, once, and its next refresh token kept', async () => {
    const who = await signedIn(api, 'anna');
    const before = provider.asked();
    served.at(after(299_000));
    expect((await session(who)).status).toBe(200);
    expect(provider.asked()).toBe(before);
    for (const at of [300_000, 600_000, 900_000]) {
      served.at(after(at));
      const many = await Promise.all(Array.from({ length: 8 }, () => session(who)));
      expect(many.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    }
    expect(provider.asked()).toBe(before + 3);
  });

  it('AUT-1 is asked to the end by a browser that leaves meanwhile: its next refresh token is kept', async () => {
    const who = await signedIn(api, 'anna');
    const headers = { cookie: `${cookie}=${secretOf(who)}` };
    served.at(after(300_000));
    const leaving = new AbortController();
    let passOn = (): void => undefined;
    provider.delay(
      () =>
        new Promise((resolve) => {
          passOn = resolve;
          leaving.abort();
        }),
      '/token',
    );
    await expect(fetch(`${api}/v1/session`, { headers, signal: leaving.signal })).rejects.toThrow();
    await pause(200);
    passOn();
    await pause(500);
    // A refresh token that was used already ends what it is of at the provider.
    for (const at of [600_000, 900_000]) {
      served.at(after(at));
      expect((await session(who)).status).toBe(200);
    }
  });

  it('AUT-1 that no longer stands by somebody ends their session; one that is away does not', async () => {
    const [gone, carl] = [await signedIn(api, 'no-longer'), await signedIn(api, 'carl')];
    served.at(after(300_000));
    provider.instead((_request, response) => response.writeHead(503).end());
    expect((await session(carl)).status).toBe(200);
    provider.instead();
    provider.block('no-longer');
    expect((await session(gone)).status).toBe(401);
    expect((await session(gone)).status).toBe(401);
    served.at(after(330_000));
    const asked = provider.asked();
    expect((await session(carl)).status).toBe(200);
    expect(provider.asked()).toBe(asked + 1);
  });
});
