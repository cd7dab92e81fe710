/** A worker as a process: it says what it lacks, tells whoever watches it how it is, and ends when it is told to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { freePort } from '../../embedded/ports.ts';
import { startTemporal, type Temporal } from '../../embedded/programs/temporal.ts';
import { callSecret } from '../support/council.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { product } from '../support/product.ts';

let database: TestDatabase;
let folder: string;
let temporal: Temporal;
beforeAll(async () => {
  database = await createDatabase();
  folder = await mkdtemp(join(inject('runFolder'), 'worker-'));
  temporal = await startTemporal({
    executable: inject('temporalProgram'),
    data: folder,
    namespace: 'default',
    progress: () => undefined,
  });
});
afterAll(async () => {
  await temporal.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Starts the process with nothing in its environment but this. */
async function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(await product(), 'worker/main.js')], {
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

const json = async (url: string) => {
  const answer = await fetch(url);
  return [answer.status, await answer.json()] as const;
};

describe('a worker process', () => {
  it('without its settings says each that is missing, and ends', async () => {
    const { exit, output } = await start({ TEMPORAL_TLS_CLIENT_KEY_PATH: join(folder, 'none') });
    expect(await exit).toBe(1);
    for (const name of ['DATABASE_URL', 'FOLKMOOT_CALL_SECRET', 'TEMPORAL_TLS_CLIENT_CERT_PATH'])
      expect(output()).toContain(`${name} is not set`);
  });

  it('with its secrets in files is ready while it polls and both servers answer, and shows its figures', async () => {
    const [port, sdkMetricsPort] = [await freePort(), await freePort()];
    const secrets = { database: join(folder, 'database-url'), calls: join(folder, 'call-secret') };
    await writeFile(secrets.database, `${database.url}\n`);
    await writeFile(secrets.calls, `${callSecret}\n`);
    const { child, exit, output } = await start({
      DATABASE_URL_FILE: secrets.database,
      FOLKMOOT_CALL_SECRET_FILE: secrets.calls,
      FOLKMOOT_HISTORY_KEY: join(folder, 'history.key'),
      TEMPORAL_ADDRESS: temporal.address,
      FOLKMOOT_WORKER_PORT: String(port),
      FOLKMOOT_SDK_METRICS_PORT: String(sdkMetricsPort),
    });
    const address = `http://127.0.0.1:${port}`;
    await vi.waitFor(async () => expect((await fetch(`${address}/health/ready`)).status).toBe(200), {
      timeout: 60_000,
      interval: 100,
    });
    expect(await json(`${address}/health/live`)).toEqual([200, { status: 'live' }]);
    const metrics = await (await fetch(`${address}/metrics`)).text();
    expect(metrics).toMatch(/^folkmoot_worker_polling 1$/m);
    expect(metrics).toMatch(/^folkmoot_conflicting_writes_total 0$/m);
    expect(metrics).toMatch(/^folkmoot_clock_difference_seconds\{clock="temporal"\} -?\d/m);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(await (await fetch(`http://127.0.0.1:${sdkMetricsPort}/metrics`)).text()).toMatch(
      /^temporal_worker_start\{/m,
    );
    expect((await fetch(`${address}/else`)).status).toBe(404);
    expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(405);

    await temporal.stop();
    expect(await json(`${address}/health/ready`)).toEqual([
      503,
      { status: 'unavailable', part: ['temporal'] },
    ]);
    expect(await json(`${address}/health/live`)).toEqual([200, { status: 'live' }]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(output()).toContain('the worker has stopped');
    expect(output()).not.toContain(callSecret);
  });
});
