/** `folkmoot login` and `folkmoot logout` against a real identity provider: the device flow, what is kept, and how it is renewed (AUT-1). */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keySet } from '../../api/identity/issuers.ts';
import { signInsFile } from '../../cli/login/sign-ins.ts';
import { run } from '../../cli/program.ts';
import { serve, type Served } from '../api/serve.ts';
import { browser } from '../support/browser.ts';
import { type TestProvider, testProvider } from '../support/provider.ts';
import { folkmoot as without } from './exported.ts';

/** Whom tokens of the provider are for. */
const audience = 'https://council.example/';

let provider: TestProvider;
let api: Served;
let folder: string;
beforeAll(async () => {
  provider = await testProvider({ callback: `${audience}callback`, after: audience, lifetime: 40 });
  const { issuer } = provider.settings;
  const keys = await keySet(`${issuer}/jwks`);
  api = await serve({
    issuers: [{ issuer, keys, audience: [audience], subjectIs: 'member' }],
    devTokens: async (member) => api.tokens.sign(member),
  });
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-login-'));
});
afterAll(async () => {
  await api.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => rm(join(folder, 'folkmoot'), { recursive: true, force: true }));

const file = (): string => join(folder, 'folkmoot', 'sign-ins.json');
const kept = async () => JSON.parse(await readFile(file(), 'utf8'));

/** @param told is called with everything that has been said so far, whenever something is */
async function folkmoot(args: readonly string[], told: (said: string) => void = () => undefined) {
  let said = '';
  const say = (text: string): void => {
    said += text;
    told(said);
  };
  const code = await run(args, { out: say, problem: say }, { XDG_CONFIG_HOME: folder });
  return { code, said };
}

/** Signs dora in at the address that the command names, as a person does: opens it, confirms the code, signs in. */
async function confirm(address: string): Promise<void> {
  const who = browser();
  const hidden = (text: string, name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  const post = (action: string, fields: Record<string, string>) =>
    who.ask('POST', action, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams(fields)),
    });
  const first = await who.ask('GET', address);
  const action = /action="([^"]*)"/.exec(first.text)?.[1] ?? '';
  const code = new URL(address).searchParams.get('user_code') ?? '';
  const xsrf = hidden(first.text, 'xsrf');
  await post(action, { xsrf, user_code: code });
  const sent = await post(action, { xsrf, user_code: code, confirm: 'yes' });
  const page = new URL(sent.headers.get('location') ?? '', provider.settings.issuer);
  page.searchParams.set('login', 'dora');
  const shown = await who.open(page.href);
  if (shown.status !== 200) throw new Error(`${shown.url} answered ${shown.status}: ${shown.text}`);
}

/** Signs dora in by the device flow. */
async function signIn(...more: string[]) {
  let confirmed: Promise<void> | undefined;
  const done = await folkmoot(['login', '--from', api.url, '--resource', audience, ...more], (said) => {
    const [, address] = /filled in at (\S+)\n/.exec(said) ?? [];
    if (address !== undefined) confirmed ??= confirm(address);
  });
  await confirmed;
  return done;
}

describe('a sign-in at the command line', () => {
  it('AUT-1 is by the device flow of the provider that the server names, and every command after it is the member’s', async () => {
    const { code, said } = await signIn();
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/type this code: [A-Z]{4}-[A-Z]{4}\n[^]*Signed in at/),
    ]);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'folkmoot'))).mode & 0o777).toBe(0o700);
    expect(said).not.toContain((await kept())[api.url].access);
    const key = join(folder, 'first.jwk');
    await folkmoot(['key', 'new', key]);
    expect(await folkmoot(['key', 'register', key, '--member', 'dora', '--from', api.url])).toMatchObject({
      code: 0,
      said: expect.stringMatching(/The key [\w-]{43} of dora is registered/),
    });
    expect(await folkmoot(['key', 'register', key, '--member', 'anna', '--from', api.url])).toMatchObject({
      code: 1,
    });
  });

  it('AUT-1 is renewed by itself once its token has run out, and by nobody after a logout', async () => {
    await signIn();
    const before = await kept();
    await writeFile(
      file(),
      JSON.stringify({ [api.url]: { ...before[api.url], expiresAt: '2026-01-01T00:00:00.000Z' } }),
    );
    expect(await folkmoot(['doctor', '--from', api.url])).toMatchObject({ code: expect.any(Number) });
    const after = await kept();
    expect(after[api.url].access).not.toBe(before[api.url].access);
    expect(await folkmoot(['logout', '--from', api.url])).toMatchObject({
      code: 0,
      said: `Signed out at ${api.url}.\n`,
    });
    expect(await kept()).toEqual({});
    // What was taken before the logout renews nothing any more.
    await writeFile(
      file(),
      JSON.stringify({ [api.url]: { ...after[api.url], expiresAt: '2026-01-01T00:00:00.000Z' } }),
    );
    expect(await folkmoot(['doctor', '--from', api.url])).toMatchObject({
      code: 1,
      said: expect.stringContaining('refused: invalid_grant'),
    });
  });

  it('AUT-1 in the trial is as the member that one says, and a member that there is not is refused', async () => {
    expect(await folkmoot(['login', '--from', api.url, '--as', 'dora'])).toMatchObject({ code: 0 });
    expect((await kept())[api.url]).toMatchObject({ renewal: null });
    expect(await folkmoot(['login', '--from', api.url, '--as', 'nobody'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('No members: nobody.'),
    });
    expect(Object.keys(await kept())).toEqual([api.url]);
  });

  it('AUT-1 is kept for its server alone, and a command without one says how to sign in', async () => {
    await folkmoot(['login', '--from', api.url, '--as', 'dora']);
    const elsewhere = 'http://127.0.0.1:1';
    expect(await folkmoot(['mcp', '--from', elsewhere])).toEqual({
      code: 1,
      said: `There is no token for ${elsewhere}: sign in with \`folkmoot login --from ${elsewhere}\`, name a file with --token, or set FOLKMOOT_TOKEN.\n`,
    });
    expect(await folkmoot(['logout', '--from', elsewhere])).toMatchObject({
      code: 0,
      said: expect.stringContaining('Nobody'),
    });
  });

  it('AUT-1 of a server that names no provider, of an unknown client, and a file that is none are told in words', async () => {
    expect(await signIn('--client', 'somebody')).toMatchObject({
      code: 1,
      said: expect.stringContaining('refused: invalid_client'),
    });
    const other = await serve();
    expect(await folkmoot(['login', '--from', other.url])).toMatchObject({
      code: 1,
      said: expect.stringContaining('names no identity provider'),
    });
    await other.close();
    await folkmoot(['login', '--from', api.url, '--as', 'dora']);
    await writeFile(file(), '[]');
    expect(await folkmoot(['doctor', '--from', api.url])).toMatchObject({
      code: 1,
      said: expect.stringContaining('holds no sign-ins'),
    });
    expect(await without('login', '--from', 'nowhere')).toMatchObject({
      code: 1,
      said: 'nowhere is no URL of a server.\n',
    });
  });

  it('AUT-1 is kept below the home folder where the variable names no absolute one, never where the command is run', () => {
    const usual = join(homedir(), '.config', 'folkmoot', 'sign-ins.json');
    for (const base of [undefined, '', 'settings', './settings', '~/settings'])
      expect(signInsFile({ XDG_CONFIG_HOME: base })).toBe(usual);
    expect(signInsFile({ XDG_CONFIG_HOME: folder })).toBe(file());
  });

  it('AUT-1 is at a server of HTTP, and for who has a URI: nothing is kept of anything else, and what was kept stays', async () => {
    await folkmoot(['login', '--from', api.url, '--as', 'dora']);
    for (const address of ['mailto:dora', 'file:///etc', 'javascript:0'])
      for (const command of [['login', '--issuer', provider.settings.issuer], ['logout'], ['mcp']])
        expect(await folkmoot([...command, '--from', address])).toEqual({
          code: 1,
          said: `${address} is no URL of a server.\n`,
        });
    expect(await folkmoot(['login', '--from', api.url, '--resource', 'council'])).toEqual({
      code: 1,
      said: 'council is no URI of whom a token can be for.\n',
    });
    expect(Object.keys(await kept())).toEqual([api.url]);
  });

  it('AUT-1 of a server that gives no token nothing is kept; one without an end within the calendar takes no other with it', async () => {
    await folkmoot(['login', '--from', api.url, '--as', 'dora']);
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const ending = (exp: unknown): string => `${part({ alg: 'none', typ: 'JWT' })}.${part({ exp })}.x`;
    const signedIn = async (token: unknown) => {
      const other = createServer((_, answer) => answer.end(JSON.stringify({ token })));
      await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
      const from = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      const { code, said } = await folkmoot(['login', '--from', from, '--as', 'dora']);
      const { expiresAt } = (await kept())[from] ?? {};
      await folkmoot(['logout', '--from', from]);
      other.close();
      expect(Object.keys(await kept())).toEqual([api.url]);
      return { code, said: said.replace(from, 'it'), expiresAt };
    };
    for (const token of [undefined, 7, 'none', 'a.b.c', `e30.${part({ exp: 1 })}.x\n`])
      expect(await signedIn(token)).toEqual({ code: 1, said: 'it gave no token of the trial.\n' });
    for (const end of [1e12, 1e17, Number.MAX_VALUE])
      expect(await signedIn(ending(end))).toMatchObject({ code: 0, expiresAt: '9999-12-31T23:59:59.999Z' });
    for (const end of [undefined, 'x', -1])
      expect(await signedIn(ending(end))).toMatchObject({ code: 0, expiresAt: '1970-01-01T00:00:00.000Z' });
  });
});
