/** The production shape on one machine: PostgreSQL, Temporal with its state in a file, and workers and APIs as processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { describeFaults, parseCharter } from '../../charter/load.ts';
import { freePort } from '../../embedded/ports.ts';
import { startTemporal } from '../../embedded/programs/temporal.ts';
import type { Member } from '../../rules/model.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { callSecret } from './council.ts';
import { createDatabase } from './database.ts';
import { type Caller, caller } from './http.ts';
import { product } from './product.ts';
import { testTokens } from './tokens.ts';

export interface Stack {
  readonly db: Db;
  readonly as: (member: string) => Promise<Caller>;
  /** Where Temporal listens, as whoever reaches it would call it. */
  readonly temporal: string;
  readonly worker: Running;
  readonly api: Running;
  readonly close: () => Promise<void>;
}

/** A process that can be killed and started again; it is ready when `start` answers. */
export interface Running {
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

export interface StackOptions {
  readonly charter: URL;
  readonly members: readonly Member[];
  readonly pace: number;
  /** What is done to the database before the processes start. */
  readonly prepare?: (db: Db) => Promise<void>;
}

export async function startStack({ charter, members, pace, prepare }: StackOptions): Promise<Stack> {
  const data = await mkdtemp(join(inject('runFolder'), 'stack-'));
  const { db, url, drop } = await createDatabase();
  const at = await databaseClock(db);
  const loaded = parseCharter(await readFile(charter, 'utf8'));
  if ('faults' in loaded) throw new Error(describeFaults(loaded.faults));
  await loadFirstCharter(db, { ...loaded, at });
  await importMembers(db, { families: [], members, by: null, at });
  await prepare?.(db);
  const temporal = await startTemporal({
    executable: inject('temporalProgram'),
    data,
    namespace: 'default',
    progress: () => undefined,
  });
  const tokens = await testTokens();
  const jwks = join(data, 'jwks.json');
  await writeFile(jwks, JSON.stringify(tokens.jwks));
  const port = await freePort();
  const environment = {
    ...process.env,
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: temporal.address,
    FOLKMOOT_CALL_SECRET: callSecret,
    FOLKMOOT_CALLS_ALLOWED: '127.0.0.1',
    FOLKMOOT_WORKER_PORT: '0',
    FOLKMOOT_JWKS: jwks,
    FOLKMOOT_ISSUER: tokens.issuer,
    FOLKMOOT_AUDIENCE: tokens.audience,
    FOLKMOOT_SUBJECT: 'member',
    FOLKMOOT_LOG_KEY: join(data, 'log.key'),
    FOLKMOOT_HISTORY_KEY: join(data, 'history.key'),
    FOLKMOOT_PACE: String(pace),
    PORT: String(port),
  };
  const address = `http://127.0.0.1:${port}`;
  const dist = await product();
  const worker = program(join(dist, 'worker/main.js'), 'the worker is ready', environment);
  const api = program(join(dist, 'api/server.js'), 'the API is ready', environment);
  await Promise.all([worker.start(), api.start()]);
  return {
    db,
    as: async (member) => caller(address, await tokens.sign(member)),
    temporal: temporal.address,
    worker,
    api,
    close: async () => {
      await Promise.all([worker.kill(), api.kill()]);
      await temporal.stop();
      await drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** It is ready when it logs so. */
function program(entry: string, ready: string, env: NodeJS.ProcessEnv): Running {
  let child: ChildProcess | undefined;
  return {
    start: async () => {
      const started = spawn(process.execPath, [entry], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      const lines = createInterface(started.stdout);
      await new Promise<void>((resolve, reject) => {
        lines.on('line', (line) => {
          if (line.includes(ready)) resolve();
        });
        started.once('exit', (code, signal) => reject(new Error(`${entry} ended with ${code ?? signal}`)));
      });
    },
    kill: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
