/** An API as a process: it says what it lacks, serves, and ends when it is told to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exampleMembersFile } from '../../charter/load.ts';
import { freePort } from '../../embedded/ports.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { product } from '../support/product.ts';
import { testTokens } from '../support/tokens.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-api-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Starts the process with nothing in its environment but this. */
async function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(await product(), 'api/server.js')], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return { child, exit, output: () => output };
}

describe('an API process', () => {
  it('AUT-1 without its settings says each that is missing, and ends', async () => {
    const { exit, output } = await start({});
    expect(await exit).toBe(1);
    for (const name of [
      'DATABASE_URL',
      'FOLKMOOT_JWKS',
      'FOLKMOOT_ISSUER',
      'FOLKMOOT_LOG_KEY',
      'FOLKMOOT_HISTORY_KEY',
    ])
      expect(output()).toContain(`${name} is not set`);
  });

  it('MEM-6 of a council without members says which file is missing, and ends', async () => {
    const { jwks, issuer } = await testTokens();
    const file = join(folder, 'first.json');
    await writeFile(file, JSON.stringify(jwks));
    const { exit, output } = await start({
      DATABASE_URL: database.url,
      FOLKMOOT_JWKS: file,
      FOLKMOOT_ISSUER: issuer,
      FOLKMOOT_LOG_KEY: join(folder, 'log.key'),
      FOLKMOOT_HISTORY_KEY: join(folder, 'history.key'),
    });
    expect(await exit).toBe(1);
    expect(output()).toContain('FOLKMOOT_MEMBERS is not set');
  });

  it('AUT-1 that cannot read its key set says so, and ends', async () => {
    const { exit, output } = await start({
      DATABASE_URL: database.url,
      FOLKMOOT_MEMBERS: fileURLToPath(exampleMembersFile),
      FOLKMOOT_JWKS: join(folder, 'none.json'),
      FOLKMOOT_ISSUER: 'https://issuer.example',
      FOLKMOOT_LOG_KEY: join(folder, 'log.key'),
      FOLKMOOT_HISTORY_KEY: join(folder, 'history.key'),
    });
    expect(await exit).toBe(1);
    expect(output()).toContain('FOLKMOOT_JWKS or FOLKMOOT_ISSUERS: a key set cannot be read');
  });

  it('PRO-10 serves a new council, says on SIGTERM that it stops, and ends well', async () => {
    const { jwks, issuer } = await testTokens();
    const file = join(folder, 'jwks.json');
    await writeFile(file, JSON.stringify(jwks));
    const port = await freePort();
    const { child, exit, output } = await start({
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      FOLKMOOT_LOG_KEY: join(folder, 'log.key'),
      FOLKMOOT_HISTORY_KEY: join(folder, 'history.key'),
      FOLKMOOT_JWKS: file,
      FOLKMOOT_ISSUER: issuer,
      FOLKMOOT_MEMBERS: fileURLToPath(exampleMembersFile),
      PORT: String(port),
    });
    const live = await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/health/live`), {
      timeout: 30_000,
      interval: 50,
    });
    expect(live.status).toBe(200);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([503, { facts: { part: ['temporal'] } }]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(output()).toContain('the API has stopped');
    expect(output()).not.toContain('PRIVATE');
  });
});
