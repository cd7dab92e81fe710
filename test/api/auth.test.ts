/** Tokens: who asks is who the key set's owner says, for this audience, until the token expires (AUT-1). */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Issuer, keySet, tokenVerifier } from '../../api/identity/issuers.ts';
import { isLoopback, ownKey } from '../../api/identity/dev-tokens.ts';
import { isProblemError } from '../../api/problems/problem.ts';

const rules = { issuer: 'https://issuer.example', audience: 'folkmoot' };

interface Claims {
  readonly subject?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string | number | Date;
}

const pair = await generateKeyPair('ES256');
const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'one' }] };

function signed({ subject, issuer = rules.issuer, audience = rules.audience, expires = '1 hour' }: Claims) {
  const token = new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuer(issuer)
    .setAudience(audience);
  if (subject !== undefined) token.setSubject(subject);
  if (expires !== '') token.setExpirationTime(expires);
  return token.sign(pair.privateKey);
}

const issuerWith = (someKeys: Issuer['keys']): Issuer => ({
  issuer: rules.issuer,
  keys: someKeys,
  audience: [rules.audience],
  subjectIs: 'identity',
});

const verify = tokenVerifier([issuerWith(createLocalJWKSet(keys))]);
const of = (subject: string) => ({ issuer: rules.issuer, subject, subjectIs: 'identity' });

/** The code and the reason of the problem that a promise rejects with. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isProblemError(error)) throw new Error('was not refused', { cause: error });
  return `${error.problem.code}: ${String(error.problem.facts['part'] ?? error.problem.facts['reason'])}`;
}

const invalid = 'unauthenticated: the token is not valid';

describe('a token', () => {
  it('AUT-1 says who asks by its subject', async () => {
    expect(await verify(await signed({ subject: 'opus' }))).toEqual(of('opus'));
  });

  it('AUT-1 must be of the issuer and for the audience, and bear a subject and an expiry', async () => {
    expect(await refusal(verify(await signed({ subject: 'opus', issuer: 'https://other.example' })))).toBe(
      invalid,
    );
    expect(await refusal(verify(await signed({ subject: 'opus', audience: 'another' })))).toBe(invalid);
    expect(await refusal(verify(await signed({})))).toBe(invalid);
    expect(await refusal(verify(await signed({ subject: 'opus', expires: '' })))).toBe(invalid);
  });

  it('AUT-1 is good until it expires', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    expect(await verify(await signed({ subject: 'opus', expires: seconds + 60 }))).toEqual(of('opus'));
    const expired = 'unauthenticated: the token has expired';
    expect(await refusal(verify(await signed({ subject: 'opus', expires: seconds - 1 })))).toBe(expired);
  });

  it('AUT-1 must be signed by a key of the set: not by another, not by none, not by the public key as a secret', async () => {
    const [head, body] = (await signed({ subject: 'opus' })).split('.');
    const stranger = await generateKeyPair('ES256');
    const claims = { iss: rules.issuer, aud: rules.audience, sub: 'opus' };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setExpirationTime('1 hour')
      .sign(stranger.privateKey);
    expect(await refusal(verify(forged))).toBe(invalid);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await refusal(verify(`${none}.${body ?? ''}.`))).toBe(invalid);
    const secret = new TextEncoder().encode(JSON.stringify(keys.keys[0]));
    const symmetric = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
    expect(await refusal(verify(symmetric))).toBe(invalid);
    expect(await refusal(verify(`${head ?? ''}.${body ?? ''}.AAAA`))).toBe(invalid);
    expect(await refusal(verify('no.token'))).toBe(invalid);
  });
});

describe('a key set', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folkmoot-keys-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('AUT-1 is read from a file, or the file is named as no key set', async () => {
    const file = join(folder, 'jwks.json');
    await writeFile(file, JSON.stringify(keys));
    const verifyByFile = tokenVerifier([issuerWith(await keySet(file))]);
    expect(await verifyByFile(await signed({ subject: 'mira' }))).toEqual(of('mira'));
    await writeFile(file, '{"keys": 1}');
    await expect(keySet(file)).rejects.toThrow(`${file} is no JWK Set`);
    await expect(keySet(join(folder, 'none.json'))).rejects.toThrow('ENOENT');
  });

  it('AUT-1 is fetched from an address; a token is not refused for a key set that cannot be had', async () => {
    const server = createServer((_request, response) => response.end(JSON.stringify(keys)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/jwks.json`;
    const verifyByAddress = tokenVerifier([issuerWith(await keySet(address))]);
    expect(await verifyByAddress(await signed({ subject: 'mira' }))).toEqual(of('mira'));
    await new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
    const unreachable = tokenVerifier([issuerWith(await keySet(address))]);
    expect(await refusal(unreachable(await signed({ subject: 'mira' })))).toBe('unavailable: the key set');
  });
});

describe('the own key of the one-machine default', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folkmoot-own-key-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('AUT-1 is kept, for its owner alone, and two that start at once share it', async () => {
    const file = join(folder, 'below', 'key.json');
    const [one, other] = await Promise.all([ownKey(file), ownKey(file)]);
    const verifyOne = tokenVerifier([one.issuer]);
    expect(await verifyOne(await other.sign('aria'))).toMatchObject({ subject: 'aria', subjectIs: 'member' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await ownKey(file);
    expect(await tokenVerifier([again.issuer])(await one.sign('ct'))).toMatchObject({ subject: 'ct' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ crv: 'Ed25519' });
  });
});

describe('the loopback address', () => {
  const request = (remoteAddress: string, host: string, more: Record<string, string> = {}) =>
    isLoopback({ socket: { remoteAddress } as never, headers: { host, ...more } });

  it('AUT-1 is this machine’s by the socket and by the name that was asked for', () => {
    expect(request('127.0.0.1', '127.0.0.1:7400')).toBe(true);
    expect(request('::ffff:127.0.0.1', 'localhost:7400')).toBe(true);
    expect(request('::1', '[::1]:7400')).toBe(true);
    expect(request('127.0.0.1', 'localhost')).toBe(true);
  });

  it('AUT-1 is not another machine’s, nor another site’s name that leads here, nor a proxy’s', () => {
    expect(request('192.0.2.7', 'localhost:7400')).toBe(false);
    expect(request('::ffff:192.0.2.7', '127.0.0.1:7400')).toBe(false);
    expect(request('127.0.0.1', 'rebound.example:7400')).toBe(false);
    expect(request('127.0.0.1', 'localhost.example:7400')).toBe(false);
    expect(request('127.0.0.1', 'localhost:7400', { 'x-forwarded-for': '192.0.2.7' })).toBe(false);
  });
});
