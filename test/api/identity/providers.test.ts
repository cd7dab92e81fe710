/** Tokens of identity providers over HTTP: which are taken, and which are not, without a word about why it matters (AUT-1). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keySet, tokenVerifier } from '../../../api/identity/issuers.ts';
import { caller, exactly } from '../../support/http.ts';
import { testProvider } from '../../support/tokens.ts';
import { serve, type Served } from '../serve.ts';

const audiences = ['https://moot.example/', 'https://api.moot.example/'];
const issuer = 'https://id.example';
const pair = await generateKeyPair('RS256', { extractable: true });
const publicKey: JWK = { ...(await exportJWK(pair.publicKey)), alg: 'RS256', kid: 'one' };
const { keys } = await keySetOf([publicKey]);
const provider = { issuer, keys, audience: audiences, subjectIs: 'identity' } as const;
const another = await testProvider('https://login.example', audiences);
const now = (): number => Math.floor(Date.now() / 1_000);

/** The key set of these keys at an address, and what else is to be found there from then on. */
async function keySetOf(first: readonly JWK[]) {
  let found = first;
  let fetched = 0;
  const server = createServer((_request, response) => {
    fetched += 1;
    response.end(JSON.stringify({ keys: found }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    keys: await keySet(`http://127.0.0.1:${port}/jwks.json`),
    rotate: (next: readonly JWK[]) => (found = next),
    fetches: () => fetched,
  };
}

/** A token of the provider for ben's identity, with what is otherwise about it. */
const token = (
  claims: object = {},
  header: object = {},
  key: Parameters<SignJWT['sign']>[0] = pair.privateKey,
) =>
  new SignJWT({ iss: issuer, aud: audiences, sub: 'b-1', exp: now() + 60, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
    .sign(key);

let api: Served;
beforeAll(async () => {
  api = await serve({
    issuers: [provider, another],
    identities: [
      { member: 'ben', issuer, subject: 'b-1' },
      { member: 'carl', issuer: another.issuer, subject: 'b-1' },
    ],
  });
});
afterAll(() => api.close());

const answerTo = async (bearer: string) => caller(api.url, bearer).get('/v1/identities');

describe('a token of an identity provider', () => {
  it('AUT-1 speaks for the identity of its issuer, for any audience of ours', async () => {
    for (const aud of [audiences[0], audiences[1], ['https://elsewhere.example/', audiences[1]]])
      expect((await answerTo(await token({ aud }))).body.items).toMatchObject([{ issuer, subject: 'b-1' }]);
    expect((await answerTo(await another.sign('b-1'))).body.items).toMatchObject([
      { issuer: another.issuer },
    ]);
  });

  it('AUT-1 is refused where it is unsigned, signed with the public key as a secret, or with another issuer’s key', async () => {
    const [, payload = ''] = (await token()).split('.');
    const none = (alg: string) =>
      `${Buffer.from(JSON.stringify({ alg, kid: 'one' })).toString('base64url')}.${payload}.`;
    const secrets = [JSON.stringify(publicKey), await exportSPKI(pair.publicKey)].map((text) =>
      new TextEncoder().encode(text),
    );
    const forged = [
      none('none'),
      none('None'),
      ...(await Promise.all(secrets.map((secret) => token({}, { alg: 'HS256' }, secret)))),
      await another.sign('b-1', { iss: issuer }),
      await token({ iss: another.issuer }),
      await token({ iss: 'https://unknown.example' }),
      await token({ iss: undefined }),
      'a.b.c',
    ];
    const answers = await Promise.all(forged.map(answerTo));
    for (const { status, body, headers } of answers) {
      expect([status, body]).toEqual([401, answers[0]!.body]);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="folkmoot", error="invalid_token"');
    }
  });

  it('AUT-1 is good from its `nbf` until its `exp`, for an audience of ours, with a subject', async () => {
    const refused = [
      { exp: now() - 1 },
      { exp: undefined },
      { nbf: now() + 60 },
      { aud: 'https://elsewhere.example/' },
      { aud: 'https://moot.example' },
      { aud: undefined },
      { sub: undefined },
      { sub: '' },
    ];
    for (const claims of refused)
      expect((await answerTo(await token(claims))).status, JSON.stringify(claims)).toBe(401);
    expect((await answerTo(await token({ nbf: now() - 1, exp: now() + 60 }))).status).toBe(200);
  });

  it('AUT-1 comes alone: not twice, not in the address', async () => {
    const good = await token();
    const twice = [good, await another.sign('b-1')].map((one) => ['authorization', `Bearer ${one}`] as const);
    expect((await exactly(`${api.url}/v1/identities`, twice)).status).toBe(400);
    const { status } = await caller(api.url, good).get(`/v1/identities?access_token=${good}`);
    expect(status).toBe(401);
  });

  it('AUT-1 is checked with the keys that its issuer has now: a new one is known within seconds', async () => {
    const next = await generateKeyPair('ES256');
    const nextKey = { ...(await exportJWK(next.publicKey)), alg: 'ES256', kid: 'two' };
    const rotating = await keySetOf([publicKey]);
    const verify = tokenVerifier([{ ...provider, keys: rotating.keys }]);
    const newToken = await token({}, { alg: 'ES256', kid: 'two' }, next.privateKey);
    expect((await verify(await token())).subject).toBe('b-1');
    rotating.rotate([nextKey]);
    await expect(verify(newToken)).rejects.toThrow('unauthenticated');
    expect(rotating.fetches()).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });
    try {
      expect((await verify(newToken)).subject).toBe('b-1');
      expect(rotating.fetches()).toBe(2);
      await expect(verify(await token({ jti: 'of the old key' }))).rejects.toThrow('unauthenticated');
    } finally {
      vi.useRealTimers();
    }
  });
});
