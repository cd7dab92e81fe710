/** The tools that make secrets and tokens: run as an operator runs them, and what they make is what the programs take. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHistoryKeys } from '../../codec/keys.ts';
import { readWorkerSettings } from '../../worker/settings.ts';
import { shape } from './compose.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'folkmoot-tools-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const tool = (name: string): string =>
  fileURLToPath(new URL(`../../production/tools/${name}`, import.meta.url));
const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('make-secrets.sh', () => {
  it('makes each secret of the compose file once, in a folder that is its owner’s alone', () => {
    const secrets = join(folder, 'secrets');
    run('sh', tool('make-secrets.sh'), secrets);
    const names = Object.keys(shape().secrets).sort();
    expect(readdirSync(secrets).sort()).toEqual(names);
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
    const read = () => names.map((name) => readFileSync(join(secrets, name), 'utf8'));
    const first = read();
    expect(new Set(first).size).toBe(names.length);
    for (const name of names) expect(statSync(join(secrets, name)).mode & 0o777, name).toBe(0o444);
    expect(run('sh', tool('make-secrets.sh'), secrets)).toBe('');
    expect(read()).toEqual(first);
    expect(
      readWorkerSettings({
        DATABASE_URL: 'postgres://folkmoot@postgres/folkmoot',
        DATABASE_PASSWORD_FILE: join(secrets, 'folkmoot-database-password'),
        FOLKMOOT_CALL_SECRET_FILE: join(secrets, 'folkmoot-call-secret'),
        FOLKMOOT_HISTORY_KEY: join(secrets, 'folkmoot-history-key'),
      }),
    ).toMatchObject({
      databaseUrl: expect.stringMatching(/^postgres:\/\/folkmoot:[0-9a-f]{48}@postgres\/folkmoot$/),
    });
    expect(parseHistoryKeys(readFileSync(join(secrets, 'folkmoot-history-key'), 'utf8'))).toMatchObject({
      all: [{ secret: expect.objectContaining({ length: 32 }) }],
    });
  });
});

describe('make-temporal-token.mjs', () => {
  it('makes tokens that its key set verifies, with the permissions and the end that were asked for', async () => {
    const file = join(folder, 'tokens.key');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const make = (...args: string[]) =>
      run(process.execPath, tool('make-temporal-token.mjs'), file, ...args).trim();
    const keys = JSON.parse(make('--keys')) as JSONWebKeySet;
    expect(Object.keys(keys.keys[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    const verified = await jwtVerify(
      make('worker', '3600', 'folkmoot:write', 'other:read'),
      createLocalJWKSet(keys),
    );
    expect(verified.protectedHeader).toMatchObject({ alg: 'RS256', kid: keys.keys[0]!.kid });
    expect(verified.payload).toMatchObject({ sub: 'worker', permissions: ['folkmoot:write', 'other:read'] });
    expect(verified.payload.exp! - verified.payload.iat!).toBe(3_600);
  });

  it.each([[[]], [['worker']], [['worker', 'soon', 'folkmoot:write']], [['worker', '60']]])(
    'says how it is used where it is used otherwise: %j',
    (args) => {
      const failed = (() => {
        try {
          return run(process.execPath, tool('make-temporal-token.mjs'), join(folder, 'tokens.key'), ...args);
        } catch (error) {
          return error as { status: number; stderr: string };
        }
      })();
      expect(failed).toMatchObject({ status: 2, stderr: expect.stringContaining('usage:') });
    },
  );
});
