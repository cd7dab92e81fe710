/** `npm run worker`: one worker process; run as many as are needed. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { databaseClock } from '../store/clock.ts';
import { migrate, openDatabase } from '../store/database.ts';
import { bundleWorkflows, createWorker } from './create.ts';
import { registerSearchAttributes } from './search-attributes.ts';

const log = pino({ level: process.env.LOG_LEVEL ?? 'info', name: 'folkmoot-worker' });

function required(name: string, why: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  log.fatal(`${name} is not set: ${why}`);
  process.exit(1);
}

const url = required('DATABASE_URL', 'the postgres:// address of the council’s database');
const callSecret = required('FOLKMOOT_CALL_SECRET', 'whsec_ and base64, signs the calls that decisions make');
const address = process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233';
const namespace = process.env.TEMPORAL_NAMESPACE ?? 'default';

const db = openDatabase({ url, onError: (error) => log.warn({ error }, 'a database connection broke') });
await migrate(db);
const operator = await Connection.connect({ address });
await registerSearchAttributes(operator, namespace);
await operator.close();
const connection = await NativeConnection.connect({ address });
// `npm run build` puts the bundle beside the built files; a checkout bundles at start.
const built = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
const workflowBundle = existsSync(built) ? { codePath: built } : await bundleWorkflows();
const worker = await createWorker({
  connection,
  namespace,
  workflowBundle,
  db,
  clock: databaseClock,
  callSecret,
});
log.info({ address, namespace }, 'the worker is ready');
// SIGINT and SIGTERM end it by themselves, once what is under way is done (Temporal's runtime listens for them).
await worker.run();
await connection.close();
await db.destroy();
log.info('the worker has stopped');
