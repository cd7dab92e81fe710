/** `folkmoot key` and `folkmoot sign`: a key is made, registered, signed with and revoked as docs/identity.md has it (AUT-1, MEM-6). */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served, start } from '../api/serve.ts';
import { origin } from '../ledger/keys.ts';
import { defaultCharter, withOpenPolls } from '../support/polls.ts';
import { folkmoot } from './exported.ts';

let api: Served;
let folder: string;
beforeAll(async () => {
  api = await serve();
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-keys-'));
  await writeFile(at('token'), `${await api.tokens.sign('dora')}\n`);
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const own = (...more: string[]): string[] => [
  '--member',
  'dora',
  '--token',
  at('token'),
  '--from',
  api.url,
  ...more,
];
const fingerprintOf = async (name: string): Promise<string> => {
  const { said } = await folkmoot('key', 'new', at(name), '--json');
  return (JSON.parse(said) as { fingerprint: string }).fingerprint;
};

describe('a member’s key', () => {
  let first: string;

  it('MEM-6 is made in a file of its owner’s alone, never over another, and told without its private half', async () => {
    const { code, said } = await folkmoot('key', 'new', at('first.jwk'));
    const { d } = JSON.parse(await readFile(at('first.jwk'), 'utf8')) as { d: string };
    expect([code, said.includes(d), (await stat(at('first.jwk'))).mode & 0o777]).toEqual([0, false, 0o600]);
    expect(await folkmoot('key', 'new', at('first.jwk'))).toMatchObject({ code: 1 });
  });

  it('MEM-6 is registered: the first by the token, the next by one before it', async () => {
    expect(await folkmoot('key', 'register', at('first.jwk'), ...own())).toMatchObject({
      code: 0,
      said: expect.stringMatching(/The key [\w-]{43} of dora is registered/),
    });
    const second = await fingerprintOf('second.jwk');
    expect(await folkmoot('key', 'register', at('second.jwk'), ...own())).toMatchObject({
      code: 1,
      said: expect.stringContaining('answered 403. It needs a signature by a key that the member has'),
    });
    const signed = await folkmoot('key', 'register', at('second.jwk'), ...own('--by', at('first.jwk')));
    expect(signed.code).toBe(0);
    const { items } = (await (await api.as('anna')).get('/v1/members/dora/keys')).body;
    first = items[0].fingerprint;
    expect(items).toMatchObject([{ signedBy: null }, { fingerprint: second, signedBy: first }]);
  });

  it('AUT-1 signs a ballot that counts', async () => {
    const decision = await withOpenPolls(api.db, {
      members: [],
      kinds: ['votes'],
      opens: start,
      closes: '2026-11-25T09:00:00.000Z',
      charter: { ...defaultCharter(), signatures: 'ballots' },
    });
    const act = ['--council', origin, '--decision', decision, '--member', 'dora'];
    const sign = (...more: string[]) =>
      folkmoot('sign', at('ballot.json'), '--key', at('first.jwk'), ...act, ...more);
    expect(await sign('--choice', 'for', '--reason', 'The queue.')).toMatchObject({ code: 0 });
    const put = async () =>
      (await api.as('dora')).put(
        `/v1/proposals/${decision}/ballot`,
        JSON.parse(await readFile(at('ballot.json'), 'utf8')) as object,
      );
    expect((await put()).body).toMatchObject({ acknowledgement: { choice: 'for', reason: 'The queue.' } });
    await sign('--choice', 'against', '--sequence', '2', '--text-version', '2');
    expect((await put()).status).toBe(409);
    await sign('--choice', 'against', '--sequence', '2');
    expect((await put()).body).toMatchObject({ acknowledgement: { choice: 'against', number: 2 } });
    expect((await sign('--choice', 'perhaps')).code).toBe(1);
    expect((await sign('--choice', 'for', '--sequence', '0')).code).toBe(1);
    expect((await sign('--choice', 'for', '--poll', 'referendum')).code).toBe(1);
  });

  it('MEM-6 is revoked by another', async () => {
    const revoked = await folkmoot('key', 'revoke', first, ...own('--by', at('second.jwk')));
    expect(revoked).toMatchObject({ code: 0, said: expect.stringContaining('is revoked') });
  });

  it.each(['', '{}', '{"crv":"Ed25519","kty":"OKP","x":"secret"}', '{"kty":"RSA"}'])(
    'MEM-6 is none in a file of %j, which no message quotes',
    async (text) => {
      await writeFile(at('wrong.jwk'), text);
      const { code, said } = await folkmoot('key', 'register', at('wrong.jwk'), ...own());
      expect([code, said]).toEqual([1, expect.stringContaining('holds no Ed25519 private key as JWK')]);
      expect(said).not.toContain('secret');
    },
  );
});
