/** `npm run worker`: one worker process; run as many as are needed. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { register } from 'prom-client';
import { sealing } from '../codec/data-converter.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import { type Db, migrate, openDatabase } from '../store/postgres/database.ts';
import { openHistoryKeys } from '../store/log/history-keys.ts';
import type { Purpose } from '../store/postgres/purposes.ts';
import { watchServiceClocks } from '../store/postgres/service-clocks.ts';
import { startWith } from '../store/postgres/start-error.ts';
import { renewApiKey } from '../settings/temporal.ts';
import { clockQueue } from '../workflows/messages.ts';
import { reportConflictingWrites } from './conflicting-writes.ts';
import { bundleWorkflows, createWorker, takesPolls } from './create.ts';
import { serveHealth } from './health.ts';
import { installRuntime } from './runtime.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { readWorkerSettings } from './settings.ts';

const settings = readWorkerSettings(process.env);
if ('faults' in settings) {
  const log = pino({ name: 'folkmoot-worker' });
  for (const fault of settings.faults) log.fatal(fault);
  process.exit(1);
}
const { temporal, callSecret, callsProxy, callsAllowed } = settings;
const { address, namespace } = temporal;
const log = pino({ level: settings.logLevel, name: 'folkmoot-worker' });
installRuntime(settings, log);

const needed = startWith(log);
const open = (purpose: Purpose): Db =>
  openDatabase({
    url: settings.databaseUrl,
    purpose,
    onError: (err) => log.warn({ err, purpose }, 'a database connection broke'),
  });

const setup = open('setup');
await needed('DATABASE_URL: the database cannot be reached or brought up to date', migrate(setup));
const historyKeys = await needed(
  'FOLKMOOT_HISTORY_KEY: the file cannot be read or made',
  openHistoryKeys(setup, settings.historyKey),
);
await setup.destroy();
const unreachable = `TEMPORAL_ADDRESS: Temporal does not answer at ${address}`;
const client = await needed(unreachable, Connection.connect(temporal.connection));
await needed(
  `TEMPORAL_NAMESPACE: the search attributes of ${namespace} cannot be registered`,
  registerSearchAttributes(client, namespace),
);
const [db, looks] = [open('work'), open('health')];
const clocks = watchServiceClocks({ db: looks, connection: client, namespace, taskQueue: clockQueue, log });
await clocks.first;
const connection = await needed(unreachable, NativeConnection.connect(temporal.connection));
renewApiKey(temporal, [client, connection], (err) =>
  log.error({ err }, 'the token for Temporal cannot be read again'),
);
// `npm run build` puts the bundle beside the built files; a checkout bundles at start.
const built = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
const workflowBundle = existsSync(built) ? { codePath: built } : await bundleWorkflows();
const worker = await needed(
  'the worker cannot be made',
  createWorker({
    connection,
    namespace,
    workflowBundle,
    db,
    clock: databaseClock,
    clocks,
    callSecret,
    callsProxy,
    callsAllowed,
    dataConverter: sealing(historyKeys),
    onConflictingWrite: reportConflictingWrites(log),
  }),
);
const health = await needed(
  `FOLKMOOT_WORKER_PORT: nothing can listen on ${settings.host}:${settings.port}`,
  serveHealth(
    {
      parts: {
        database: () => databaseClock(looks),
        temporal: (signal) => connection.withAbortSignal(signal, () => takesPolls(connection, namespace)),
      },
      clocks,
      status: () => worker.getStatus(),
      registry: register,
    },
    settings,
  ),
);
const running = worker.run();
log.info({ address, namespace, health: health.url }, 'the worker is ready');
// SIGINT and SIGTERM end it by themselves, once what is under way is done (Temporal's runtime listens for them).
await needed('the worker ended by itself', running);
clocks.stop();
await health.close();
await client.close();
await looks.destroy();
await connection.close();
await db.destroy();
log.info('the worker has stopped');
