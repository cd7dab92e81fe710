/** Starts everything of the one-machine default, in the order that its parts need, with its progress on the terminal. */
import { join } from 'node:path';
import { type DataConverter, WorkflowClient } from '@temporalio/client';
import { NativeConnection, Runtime, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { sql } from 'kysely';
import { openIssuers, tokenVerifier } from '../api/identity/issuers.ts';
import { ownKey } from '../api/identity/dev-tokens.ts';
import { openSessions } from '../api/identity/session/opening.ts';
import type { Services } from '../api/service/services.ts';
import { startApi } from '../api/start.ts';
import { watchForAstray } from '../api/operators/watch.ts';
import { sealing } from '../codec/data-converter.ts';
import type { Signer } from '../ledger/log/keys.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import { type Db, migrate, openDatabase } from '../store/postgres/database.ts';
import type { ClockWatch } from '../store/postgres/clocks.ts';
import { openHistoryKeys } from '../store/log/history-keys.ts';
import { openLogKey } from '../store/log/log-keys.ts';
import { watchServiceClocks } from '../store/postgres/service-clocks.ts';
import { reportConflictingWrites } from '../worker/conflicting-writes.ts';
import type { Purpose } from '../store/postgres/purposes.ts';
import { bundleWorkflows, createWorker } from '../worker/create.ts';
import { temporalLogger } from '../worker/logging.ts';
import type { Configuration } from './configuration.ts';
import { type Council, loadCouncil } from '../api/council/first-start.ts';
import { type Door, doorsOf } from './doors.ts';
import type { Greeting } from './greeting.ts';
import { LOOPBACK } from './ports.ts';
import { startPostgres } from './programs/postgres.ts';
import { type Progress, runTasks } from './progress.ts';
import { keptSecret, makeCallSecret } from './secrets.ts';
import { openNotifications } from '../store/postgres/notifications.ts';
import { startError } from '../store/postgres/start-error.ts';
import type { Starting } from './starting.ts';
import { openTemporal, type Temporal } from './temporal.ts';
import { clockQueue } from '../workflows/messages.ts';

export interface Started {
  readonly apiUrl: string;
  readonly temporal: Greeting['temporal'];
  readonly doors: readonly Door[];
  readonly council: Council;
  /** Whether the API gives tokens to whoever sits at the machine. */
  readonly devTokens: boolean;
}

interface Database {
  readonly url: string;
  readonly open: (purpose: Purpose) => Db;
  readonly signer: Signer;
  readonly dataConverter: DataConverter;
  readonly council: Council;
  /** Its port where it was started here. */
  readonly port: number | null;
}

/**
 * Starts PostgreSQL, Temporal and the bundling of the workflows side by side, then worker and API in this process.
 * @throws the first start error, or the reason of the signal
 */
export async function startEverything(starting: Starting): Promise<Started> {
  const { configuration, log, signal } = starting;
  // By default Temporal's runtime stops its workers at the first SIGINT, while the API still takes acts.
  Runtime.install({
    shutdownSignals: [],
    logger: temporalLogger(log),
  });
  const {
    PostgreSQL: database,
    Temporal: temporal,
    Workflows: bundle,
  } = await runTasks<{ PostgreSQL: Database; Temporal: Temporal; Workflows: WorkflowBundleWithSourceMap }>({
    PostgreSQL: (progress) => openDatabaseAndCouncil(starting, progress),
    Temporal: (progress) => openTemporal(starting, progress),
    Workflows: () => bundleWorkflows(),
  });
  signal.throwIfAborted();
  const tokens = await openTokens(configuration);
  const { namespace } = configuration;
  const { connection } = temporal;
  const db = database.open('health');
  const clocks = watchServiceClocks({ db, connection, namespace, taskQueue: clockQueue, log });
  starting.closing.add('worker', async () => clocks.stop());
  await clocks.first;
  await runTasks<{ Worker: undefined }>({
    Worker: () => openWorker(starting, { database, temporal, clocks, bundle }),
  });
  const { API: apiUrl } = await runTasks<{ API: string }>({
    API: () => openApi(starting, { database, temporal, clocks, tokens }),
  });
  return {
    apiUrl,
    temporal:
      temporal.ports === null ? null : { address: temporal.reached.address, page: temporal.ports.page },
    doors: doorsOf(configuration.port, { database: database.port, temporal: temporal.ports }),
    council: database.council,
    devTokens: tokens.devTokens !== undefined,
  };
}

async function openDatabaseAndCouncil(starting: Starting, progress: Progress): Promise<Database> {
  const { configuration, files, closing, log } = starting;
  const url = configuration.databaseUrl ?? (await openPostgres(starting, progress));
  const open = (purpose: Purpose): Db => {
    const onError = (err: Error): void => log.warn({ err, purpose }, 'a database connection broke');
    const opened = openDatabase({ url, purpose, onError });
    closing.add('connections', () => opened.destroy());
    return opened;
  };
  const db = open('setup');
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    if (configuration.databaseUrl === null) throw error;
    throw startError(`The PostgreSQL of DATABASE_URL cannot be used: ${(error as Error).message}`, error);
  }
  await migrate(db);
  const council = await loadCouncil(db, files, { clock: databaseClock, pace: configuration.pace });
  const signer = await openLogKey(db, configuration.logKey, await databaseClock(db));
  if ('fault' in signer) throw startError(signer.fault);
  const dataConverter = sealing(await openHistoryKeys(db, configuration.historyKey));
  const port = configuration.databaseUrl === null ? Number(new URL(url).port) : null;
  return { url, open, signer, dataConverter, council, port };
}

async function openPostgres({ configuration, closing, died }: Starting, progress: Progress): Promise<string> {
  const postgres = await startPostgres({ data: configuration.data, progress });
  closing.add('postgres', postgres.stop);
  void postgres.died.then(died);
  return postgres.url;
}

async function openWorker(
  { configuration, closing, died, log }: Starting,
  parts: {
    readonly database: Database;
    readonly temporal: Temporal;
    readonly clocks: ClockWatch;
    readonly bundle: WorkflowBundleWithSourceMap;
  },
): Promise<undefined> {
  const { data, namespace, callSecret, callsProxy, callsAllowed } = configuration;
  const connection = await NativeConnection.connect(parts.temporal.reached);
  closing.add('connections', () => connection.close());
  const worker = await createWorker({
    connection,
    namespace,
    workflowBundle: parts.bundle,
    db: parts.database.open('work'),
    dataConverter: parts.database.dataConverter,
    clock: databaseClock,
    clocks: parts.clocks,
    callSecret: callSecret ?? (await keptSecret(data, 'call-secret', makeCallSecret)),
    callsProxy,
    callsAllowed,
    onConflictingWrite: reportConflictingWrites(log),
  });
  const running = worker.run();
  closing.add('worker', () => {
    worker.shutdown();
    return running;
  });
  running.then(
    () => died('The worker ended by itself'),
    (error: unknown) => died(`The worker ended by itself (${(error as Error).message})`),
  );
}

type Tokens = Pick<Services, 'tokens' | 'devTokens'>;

/** In production no route makes tokens, whoever signs them. */
async function openTokens({ data, issuers, production }: Configuration): Promise<Tokens> {
  if (issuers !== null) return { tokens: await openIssuers(issuers) };
  const { issuer, sign } = await ownKey(join(data, 'token-key.json'));
  return { tokens: tokenVerifier([issuer]), ...(production ? {} : { devTokens: sign }) };
}

async function openApi(
  { configuration, closing, log }: Starting,
  {
    database: { url, open, signer, dataConverter },
    temporal: { connection, ports },
    clocks,
    tokens,
  }: {
    readonly database: Database;
    readonly temporal: Temporal;
    readonly clocks: ClockWatch;
    readonly tokens: Tokens;
  },
): Promise<string> {
  const { namespace, pace, callsAllowed, supportServices, port } = configuration;
  const temporal = new WorkflowClient({ connection, namespace, dataConverter });
  const [db, health, writes] = [open('reads'), open('health'), open('writes')];
  const isTrial = tokens.devTokens !== undefined;
  const notifications = openNotifications(url, (err) =>
    log.warn({ err }, 'the connection for notifications broke'),
  );
  closing.add('connections', notifications.close);
  const api = await startApi({
    services: {
      db,
      writes,
      clock: databaseClock,
      clocks,
      temporal,
      pace,
      callsAllowed,
      supportServices,
      signer,
      notifications,
      temporalPage: typeof ports?.page === 'number' ? `http://${LOOPBACK}:${ports.page}` : undefined,
      log,
      health: {
        database: () => databaseClock(health),
        temporal: () => connection.workflowService.getSystemInfo({}),
      },
      sessions: openSessions({ db, writes, clock: databaseClock, log }, configuration.sessions, isTrial),
      ...tokens,
    },
    host: LOOPBACK,
    port,
  });
  const watch = watchForAstray({ db: writes, clock: databaseClock, temporal, pace, log });
  closing.add('api', async () => watch.stop());
  closing.add('api', () => api.close());
  return api.url;
}
