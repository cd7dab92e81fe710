/** What a benchmark of whole processes runs on: PostgreSQL, Temporal's development server, one worker and an API, all on this machine. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { pino } from 'pino';
import type { Services } from '../../api/service/services.ts';
import { type RunningApi, startApi } from '../../api/start.ts';
import { defaultCharterFile, parseCharter } from '../../charter/load.ts';
import { startPostgres } from '../../embedded/programs/postgres.ts';
import { findTemporal } from '../../embedded/programs/temporal-programs.ts';
import { startTemporal } from '../../embedded/programs/temporal.ts';
import { makeSignerKey, parseSigner, type Signer } from '../../ledger/log/keys.ts';
import type { Member } from '../../rules/model.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { type Clock, databaseClock } from '../../store/postgres/clock.ts';
import { type Db, migrate, openDatabase } from '../../store/postgres/database.ts';
import { registerLogKey } from '../../store/log/log-keys.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { type Caller, caller } from '../../test/support/http.ts';
import { uncompared } from '../../test/support/clocks.ts';
import { testConverter } from '../../test/support/payload-codec.ts';
import { tokenVerifier } from '../../api/identity/issuers.ts';
import { type TestTokens, testTokens } from '../../test/support/tokens.ts';
import { bundleWorkflows, createWorker, type WorkerOptions } from '../../worker/create.ts';
import type { Running } from '../report/run.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';

export interface Bench {
  readonly db: Db;
  /** Where another process finds PostgreSQL. */
  readonly databaseUrl: string;
  /** Where another process finds Temporal. */
  readonly temporalAddress: string;
  readonly client: Client;
  readonly native: NativeConnection;
  /** A folder that goes with it. */
  readonly data: string;
  /** Ends Temporal alone, before the end of the bench. */
  readonly stopTemporal: () => Promise<void>;
}

export function quietRuntime(): void {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter } },
    shutdownSignals: [],
  });
}

const progress = (line: string): void => console.error(line);
const onError = (error: Error): void => console.error(error);

/** A folder that is removed at the end. */
export async function benchFolder({ later }: Running): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'folkmoot-bench-'));
  later(() => rm(data, { recursive: true, force: true }));
  return data;
}

/** PostgreSQL with the schema, in such a folder. */
export async function openPostgres(running: Running, data: string) {
  const postgres = await startPostgres({ data, progress });
  running.later(postgres.stop);
  running.dies(postgres.died);
  const db = openDatabase({ url: postgres.url, onError });
  running.later(() => db.destroy());
  await migrate(db);
  return { db, url: postgres.url };
}

/** Starts PostgreSQL and Temporal in a folder that is removed afterwards. */
export async function openBench(running: Running): Promise<Bench> {
  quietRuntime();
  const data = await benchFolder(running);
  const { db, url: databaseUrl } = await openPostgres(running, data);
  const executable = await findTemporal({ data, env: process.env, progress });
  const temporal = await startTemporal({ executable, data, namespace: 'default', progress });
  running.later(temporal.stop);
  running.dies(temporal.died);
  const native = await NativeConnection.connect({ address: temporal.address });
  running.later(() => native.close());
  const connection = await Connection.connect({ address: temporal.address });
  running.later(() => connection.close());
  await registerSearchAttributes(connection, 'default');
  return {
    db,
    databaseUrl,
    temporalAddress: temporal.address,
    client: new Client({ connection, dataConverter: testConverter }),
    native,
    data,
    stopTemporal: temporal.stop,
  };
}

/** Runs a worker until the end of the bench, or until it is stopped. */
function runWorker({ later }: Running, worker: Worker): () => Promise<void> {
  const ended = worker.run();
  const stop = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await ended;
  };
  later(stop);
  return stop;
}

/** A worker for a workflow of `bench/bare/`, on a queue of its own; nothing of it is sealed. */
export async function bareWorker(
  running: Running,
  { client, native }: Bench,
  file: URL,
  activities: object = {},
) {
  const taskQueue = `bare ${file.pathname}`;
  const workflowsPath = fileURLToPath(file);
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities });
  const stop = runWorker(running, worker);
  return { workflow: new Client({ connection: client.connection }).workflow, taskQueue, stop };
}

export interface BenchCouncil {
  readonly url: string;
  /** A member's bearer token. */
  readonly token: (member: string) => Promise<string>;
  readonly as: (member: string) => Promise<Caller>;
  /** From now on the API's clock stands still at this instant; null: it goes on. */
  readonly holdClock: (at: string | null) => void;
}

/** The default charter, these members, one worker and one API. @param charter what is changed in the charter's text */
export async function openCouncil(
  running: Running,
  { db, databaseUrl, client, native }: Bench,
  {
    members,
    families,
    pace,
    charter = (text) => text,
  }: {
    readonly members: readonly Member[];
    readonly families: readonly { readonly id: string; readonly name: string }[];
    readonly pace: number;
    readonly charter?: (text: string) => string;
  },
): Promise<BenchCouncil> {
  const loaded = parseCharter(charter(await readFile(defaultCharterFile, 'utf8')));
  if ('faults' in loaded) throw new Error('the charter cannot be read');
  const at = await databaseClock(db);
  await loadFirstCharter(db, { ...loaded, at });
  const refusal = await importMembers(db, { families, members, by: null, at });
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
  const tokens = await testTokens();
  const signer = await benchSigner(db, at);
  runWorker(running, await benchWorker(native, db, await bundleWorkflows()));
  let held: string | null = null;
  const clock: Clock = async (from) => held ?? databaseClock(from);
  const api = await benchApi(running, { databaseUrl, client, pace, clock, tokens, signer });
  return {
    url: api.url,
    token: tokens.sign,
    as: async (member) => caller(api.url, await tokens.sign(member)),
    holdClock: (instant) => {
      held = instant;
    },
  };
}

export async function benchWorker(
  connection: NativeConnection,
  db: Db,
  workflowBundle: WorkerOptions['workflowBundle'],
): Promise<Worker> {
  return createWorker({
    connection,
    namespace: 'default',
    dataConverter: testConverter,
    workflowBundle,
    db,
    clock: databaseClock,
    clocks: uncompared,
    callSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    onConflictingWrite: (write) => {
      throw new Error(`conflicting write ${JSON.stringify(write)}`);
    },
  });
}

/** An API in this process, with pools of its own as in service. */
async function benchApi(
  { later }: Running,
  {
    databaseUrl,
    client,
    tokens,
    ...services
  }: Pick<Services, 'pace' | 'clock' | 'signer'> & {
    readonly databaseUrl: string;
    readonly client: Client;
    readonly tokens: TestTokens;
  },
): Promise<RunningApi> {
  const [db, writes] = (['reads', 'writes'] as const).map((purpose) =>
    openDatabase({ url: databaseUrl, purpose, onError }),
  ) as [Db, Db];
  later(() => Promise.all([db.destroy(), writes.destroy()]));
  const api = await startApi({
    services: {
      ...services,
      db,
      writes,
      clocks: uncompared,
      temporal: client.workflow,
      tokens: tokenVerifier([tokens.own]),
      log: pino({ level: 'silent' }),
      health: {},
    },
    host: '127.0.0.1',
    port: 0,
  });
  later(api.close);
  return api;
}

export const logName = 'bench.example/log';

/** Opens a log for the council of a bench. */
export async function benchSigner(db: Db, at: string, key = makeSignerKey(logName)): Promise<Signer> {
  const signer = parseSigner(key);
  if ('fault' in signer) throw new Error(signer.fault);
  await registerLogKey(db, signer, at);
  return signer;
}
