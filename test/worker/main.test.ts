/** A worker's process that cannot start: it says why in one line, and ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../../embedded/ports.ts';
import { callSecret } from '../support/council.ts';
import { createDatabase } from '../support/database.ts';
import { product } from '../support/product.ts';

/** Starts the process with nothing in its environment but this; answers its exit code and what it said. */
async function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(await product(), 'worker/main.js')], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = await once(child, 'close');
  return { code: code as number | null, lines: said.trim().split('\n') };
}

const folder = await mkdtemp(join(tmpdir(), 'folkmoot-worker-'));
afterAll(() => rm(folder, { recursive: true }));
const secrets = { FOLKMOOT_CALL_SECRET: callSecret, FOLKMOOT_HISTORY_KEY: join(folder, 'history.key') };

describe('a worker process', () => {
  it('AUT-1 without its settings says what is missing', async () => {
    const { code, lines } = await start({});
    expect(code).toBe(1);
    expect(lines.map((line) => JSON.parse(line).msg).toSorted()).toEqual([
      expect.stringContaining('DATABASE_URL is not set'),
      expect.stringContaining('FOLKMOOT_CALL_SECRET is not set'),
      expect.stringContaining('FOLKMOOT_HISTORY_KEY is not set'),
    ]);
  });

  it('AUT-1 that cannot reach its database says so, and why', async () => {
    const port = await freePort();
    const url = `postgres://folkmoot:secret@127.0.0.1:${port}/folkmoot`;
    const { code, lines } = await start({ DATABASE_URL: url, ...secrets });
    expect([code, lines.length]).toEqual([1, 1]);
    expect(JSON.parse(lines[0]!).msg).toBe(
      `DATABASE_URL: the database cannot be reached or brought up to date (connect ECONNREFUSED 127.0.0.1:${port})`,
    );
  });

  it('AUT-1 that cannot reach Temporal says so, and why', async () => {
    const [database, port] = [await createDatabase(), await freePort()];
    const { code, lines } = await start({
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
      ...secrets,
    });
    await database.drop();
    expect([code, lines.length]).toEqual([1, 1]);
    expect(JSON.parse(lines[0]!).msg).toMatch(
      `TEMPORAL_ADDRESS: Temporal does not answer at 127.0.0.1:${port} (`,
    );
  });
});
