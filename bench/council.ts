/** What a benchmark of whole processes runs on: PostgreSQL, Temporal's development server, one worker and an API, all on this machine. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { pino } from 'pino';
import type { Services } from '../api/service/services.ts';
import { type RunningApi, startApi } from '../api/start.ts';
import { defaultCharterFile, parseCharter } from '../charter/load.ts';
import { startPostgres } from '../embedded/programs/postgres.ts';
import { findTemporal } from '../embedded/programs/temporal-programs.ts';
import { startTemporal } from '../embedded/programs/temporal.ts';
import { makeSignerKey, parseSigner, type Signer } from '../ledger/log/keys.ts';
import type { Member } from '../rules/model.ts';
import { loadFirstCharter } from '../store/council/charters.ts';
import { type Clock, databaseClock } from '../store/postgres/clock.ts';
import { type Db, migrate, openDatabase } from '../store/postgres/database.ts';
import { registerLogKey } from '../store/log/log-keys.ts';
import { importMembers } from '../store/council/member-import.ts';
import { type Caller, caller } from '../test/support/http.ts';
import { uncompared } from '../test/support/clocks.ts';
import { testConverter } from '../test/support/payload-codec.ts';
import { type TestTokens, testTokens } from '../test/support/tokens.ts';
import { bundleWorkflows, createWorker, type WorkerOptions } from '../worker/create.ts';
import { registerSearchAttributes } from '../worker/search-attributes.ts';

export interface Bench {
  readonly db: Db;
  /** Where another process finds PostgreSQL and Temporal. */
  readonly url: string;
  readonly address: string;
  readonly client: Client;
  readonly native: NativeConnection;
  /** A folder that goes with it. */
  readonly data: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly close: () => Promise<void>;
}

export function quietRuntime(): void {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
}

/** Starts PostgreSQL and Temporal in a folder that is removed afterwards. */
export async function openBench(): Promise<Bench> {
  quietRuntime();
  const data = await mkdtemp(join(tmpdir(), 'folkmoot-bench-'));
  const progress = (line: string): void => console.log(line);
  const postgres = await startPostgres({ data, progress });
  const executable = await findTemporal({ data, env: process.env, progress });
  const temporal = await startTemporal({ executable, data, namespace: 'default', progress });
  const db = openDatabase({ url: postgres.url, onError: (error) => console.error(error) });
  await migrate(db);
  const native = await NativeConnection.connect({ address: temporal.address });
  const connection = await Connection.connect({ address: temporal.address });
  await registerSearchAttributes(connection, 'default');
  return {
    db,
    url: postgres.url,
    address: temporal.address,
    client: new Client({ connection, dataConverter: testConverter }),
    native,
    data,
    databaseUrl: postgres.url,
    temporalAddress: temporal.address,
    close: async () => {
      await db.destroy();
      await connection.close();
      await native.close();
      await temporal.stop();
      await postgres.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

export interface BenchCouncil {
  readonly as: (member: string) => Promise<Caller>;
  /** From now on the API's clock stands still at this instant; null: it goes on. */
  readonly holdClock: (at: string | null) => void;
  readonly close: () => Promise<void>;
}

/** The default charter, these members, one worker and one API. */
export async function openCouncil(
  { db, client, native }: Bench,
  {
    members,
    families,
    pace,
  }: {
    readonly members: readonly Member[];
    readonly families: readonly { readonly id: string; readonly name: string }[];
    readonly pace: number;
  },
): Promise<BenchCouncil> {
  const loaded = parseCharter(await readFile(defaultCharterFile, 'utf8'));
  if ('faults' in loaded) throw new Error('the default charter cannot be read');
  const at = await databaseClock(db);
  await loadFirstCharter(db, { ...loaded, at });
  const refusal = await importMembers(db, { families, members, by: null, at });
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
  const tokens = await testTokens();
  const signer = await benchSigner(db, at);
  const worker = await benchWorker(native, db, await bundleWorkflows());
  const running = worker.run();
  let held: string | null = null;
  const clock: Clock = async (from) => held ?? databaseClock(from);
  const api = await benchApi({ db, writes: db, client, pace, clock, tokens, signer });
  return {
    as: async (member) => caller(api.url, await tokens.sign(member)),
    holdClock: (instant) => {
      held = instant;
    },
    close: async () => {
      await api.close();
      worker.shutdown();
      await running;
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

export const benchApi = ({
  client,
  tokens,
  ...services
}: Pick<Services, 'db' | 'writes' | 'pace' | 'clock' | 'signer'> & {
  readonly client: Client;
  readonly tokens: TestTokens;
}): Promise<RunningApi> =>
  startApi({
    services: {
      ...services,
      clocks: uncompared,
      temporal: client.workflow,
      tokens: tokens.verifier,
      log: pino({ level: 'silent' }),
      health: {},
    },
    host: '127.0.0.1',
    port: 0,
  });

/** Opens a log for the council of a bench. */
export async function benchSigner(db: Db, at: string): Promise<Signer> {
  const signer = parseSigner(makeSignerKey('bench.example/log'));
  if ('fault' in signer) throw new Error(signer.fault);
  await registerLogKey(db, signer, at);
  return signer;
}
