/** `npm run api`: one API process; run as many as are needed. */
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import type { Signer } from '../ledger/keys.ts';
import { databaseClock } from '../store/clock.ts';
import { migrate, openDatabase } from '../store/database.ts';
import { openLogKey } from '../store/log-keys.ts';
import { keySet, tokenVerifier } from './auth.ts';
import { loadCouncil, readCouncilFiles } from './council.ts';
import type { Services } from './services.ts';
import { readSettings } from './settings.ts';
import { isStartError, startError } from './start-error.ts';
import { startApi } from './start.ts';

const settings = readSettings(process.env);
if ('faults' in settings) {
  const log = pino({ name: 'folkmoot-api' });
  for (const fault of settings.faults) log.fatal(fault);
  process.exit(1);
}
const { host, port, temporal, pace, issuer, audience, logKey, limits, trustedProxies } = settings;
const log = pino({ level: settings.logLevel, name: 'folkmoot-api' });

/** What the process cannot start without: where it fails, that is said in one line, and the process ends. */
async function needed<Result>(what: string, step: Promise<Result>): Promise<Result> {
  try {
    return await step;
  } catch (err) {
    log.fatal(isStartError(err) ? {} : { err }, isStartError(err) ? err.message : what);
    process.exit(1);
  }
}

async function logSigner(): Promise<Signer> {
  const signer = await openLogKey(db, logKey, await databaseClock(db));
  if ('fault' in signer) throw startError(`FOLKMOOT_LOG_KEY: ${signer.fault}`);
  return signer;
}

const db = openDatabase({
  url: settings.databaseUrl,
  onError: (err) => log.warn({ err }, 'a database connection broke'),
});
await needed('DATABASE_URL: the database cannot be reached or brought up to date', migrate(db));
const files = await needed(
  'FOLKMOOT_CHARTER or FOLKMOOT_MEMBERS: a file cannot be read',
  readCouncilFiles(settings),
);
const loading = loadCouncil(db, files, { clock: databaseClock, pace });
const council = await needed('the council cannot be loaded', loading);
if (council.members.length === 0)
  log.warn('the council has no members: FOLKMOOT_MEMBERS names the file to import them from');
const signer = await needed('FOLKMOOT_LOG_KEY: the file cannot be read or made', logSigner());
const keys = await needed('FOLKMOOT_JWKS: the key set cannot be read', keySet(settings.jwks));
// Lazily: the API answers from the projection while Temporal is away, and says so where it needs it.
const connection = Connection.lazy({ address: temporal.address });
const client = new Client({ connection, namespace: temporal.namespace });
const services: Services = {
  db,
  clock: databaseClock,
  temporal: client.workflow,
  pace,
  tokens: tokenVerifier(keys, { issuer, audience }),
  signer,
  log,
  health: {
    database: () => databaseClock(db),
    temporal: () => connection.workflowService.getSystemInfo({}),
  },
  limits,
  trustedProxies,
};
const api = await needed(`PORT: nothing can listen on ${host}:${port}`, startApi({ services, host, port }));
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
