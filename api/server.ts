/** `npm run api`: one API process; run as many as are needed. */
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { databaseClock } from '../store/clock.ts';
import { migrate, openDatabase } from '../store/database.ts';
import { keySet, tokenVerifier } from './auth.ts';
import { readSettings } from './settings.ts';
import { startApi } from './start.ts';

const settings = readSettings(process.env);
if ('faults' in settings) {
  const log = pino({ name: 'folkmoot-api' });
  for (const fault of settings.faults) log.fatal(fault);
  process.exit(1);
}
const { host, port, temporal, pace, issuer, audience, limits, trustedProxies } = settings;
const log = pino({ level: settings.logLevel, name: 'folkmoot-api' });

const db = openDatabase({
  url: settings.databaseUrl,
  onError: (error) => log.warn({ error }, 'a database connection broke'),
});
await migrate(db);
// Lazily: the API answers from the projection while Temporal is away, and says so where it needs it.
const connection = Connection.lazy({ address: temporal.address });
const client = new Client({ connection, namespace: temporal.namespace });
const api = await startApi({
  services: {
    db,
    clock: databaseClock,
    temporal: client.workflow,
    pace,
    tokens: tokenVerifier(await keySet(settings.jwks), { issuer, audience }),
    log,
    health: {
      database: () => databaseClock(db),
      temporal: () => connection.workflowService.getSystemInfo({}),
    },
    limits,
    trustedProxies,
  },
  host,
  port,
});
log.info({ url: api.url, temporal, pace }, 'the API is ready');

/**
 * Ends the process once what is under way is answered. The connection to Temporal is not closed before: its client may still be
 * repeating a call that was given up on, and throws on a closed one.
 */
const stop = async (signal: string): Promise<void> => {
  log.info({ signal }, 'the API is stopping');
  await api.close();
  await db.destroy();
  log.info('the API has stopped');
  process.exit(0);
};
process.once('SIGTERM', (signal) => void stop(signal));
process.once('SIGINT', (signal) => void stop(signal));
