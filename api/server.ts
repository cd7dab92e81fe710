/** `npm run api`: one API process; run as many as are needed. */
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { sealing } from '../codec/data-converter.ts';
import type { Signer } from '../ledger/log/keys.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import { type Db, migrate, openDatabase } from '../store/postgres/database.ts';
import { openHistoryKeys } from '../store/log/history-keys.ts';
import { openLogKey } from '../store/log/log-keys.ts';
import type { Purpose } from '../store/postgres/purposes.ts';
import { openNotifications } from '../store/postgres/notifications.ts';
import { watchServiceClocks } from '../store/postgres/service-clocks.ts';
import { clockQueue } from '../workflows/messages.ts';
import { openIssuers } from './identity/issuers.ts';
import { openSessions } from './identity/session/opening.ts';
import { loadCouncil, readCouncilFiles } from './council/first-start.ts';
import type { Services } from './service/services.ts';
import { readSettings } from './service/settings.ts';
import { startError, startWith } from '../store/postgres/start-error.ts';
import { startApi } from './start.ts';
import { watchForAstray } from './operators/watch.ts';
import { renewApiKey } from '../settings/temporal.ts';

const settings = readSettings(process.env);
if ('faults' in settings) {
  const log = pino({ name: 'folkmoot-api' });
  for (const fault of settings.faults) log.fatal(fault);
  process.exit(1);
}
const { host, port, temporal, pace, logKey, limits, trustedProxies } = settings;
const log = pino({ level: settings.logLevel, name: 'folkmoot-api' });

const needed = startWith(log);

async function logSigner(): Promise<Signer> {
  const signer = await openLogKey(setup, logKey, await databaseClock(setup));
  if ('fault' in signer) throw startError(`FOLKMOOT_LOG_KEY: ${signer.fault}`);
  return signer;
}

const open = (purpose: Purpose): Db =>
  openDatabase({
    url: settings.databaseUrl,
    purpose,
    onError: (err) => log.warn({ err, purpose }, 'a database connection broke'),
  });
const setup = open('setup');
await needed('DATABASE_URL: the database cannot be reached or brought up to date', migrate(setup));
const files = await needed(
  'FOLKMOOT_CHARTER or FOLKMOOT_MEMBERS: a file cannot be read',
  readCouncilFiles(settings),
);
const loading = loadCouncil(setup, files, { clock: databaseClock, pace });
const council = await needed('the council cannot be loaded', loading);
if (council.members.length === 0) {
  // Nobody could ever be admitted: the registrar is a member.
  log.fatal(
    'FOLKMOOT_MEMBERS is not set: the file of the first members, read while nobody is in the council',
  );
  process.exit(1);
}
for (const sentence of council.ignored) log.warn(sentence);
const signer = await needed('FOLKMOOT_LOG_KEY: the file cannot be read or made', logSigner());
const historyKeys = await needed(
  'FOLKMOOT_HISTORY_KEY: the file cannot be read or made',
  openHistoryKeys(setup, settings.historyKey),
);
await setup.destroy();
const tokens = await needed(
  'FOLKMOOT_JWKS or FOLKMOOT_ISSUERS: a key set cannot be read',
  openIssuers(settings.issuers),
);
// Lazily: the API answers from the projection while Temporal is away, and says so where it needs it.
const connection = Connection.lazy(temporal.connection);
renewApiKey(temporal, [connection], (err) =>
  log.error({ err }, 'the token for Temporal cannot be read again'),
);
const { namespace } = temporal;
const client = new Client({ connection, namespace, dataConverter: sealing(historyKeys) });
const [reads, writes, health] = [open('reads'), open('writes'), open('health')];
const notifications = openNotifications(settings.databaseUrl, (err) =>
  log.warn({ err }, 'the connection for notifications broke'),
);
const clocks = watchServiceClocks({ db: health, connection, namespace, taskQueue: clockQueue, log });
const services: Services = {
  db: reads,
  writes,
  clock: databaseClock,
  clocks,
  temporal: client.workflow,
  pace,
  callsAllowed: settings.callsAllowed,
  supportServices: settings.supportServices,
  tokens,
  sessions: openSessions({ db: reads, writes, clock: databaseClock, log }, settings.sessions),
  signer,
  notifications,
  temporalPage: settings.temporalPage ?? undefined,
  log,
  health: {
    database: () => databaseClock(health),
    temporal: () => connection.workflowService.getSystemInfo({}),
  },
  limits,
  trustedProxies,
};
const watch = watchForAstray({ db: writes, clock: databaseClock, temporal: client.workflow, pace, log });
const api = await needed(`PORT: nothing can listen on ${host}:${port}`, startApi({ services, host, port }));
log.info(
  { url: api.url, address: temporal.address, namespace: temporal.namespace, pace },
  'the API is ready',
);

/**
 * Ends the process once what is under way is answered. The connection to Temporal is not closed before: its client may still be
 * repeating a call that was given up on, and throws on a closed one.
 */
const stop = async (signal: string): Promise<void> => {
  log.info({ signal }, 'the API is stopping');
  await api.close();
  clocks.stop();
  watch.stop();
  await Promise.all([notifications.close(), ...[reads, writes, health].map((db) => db.destroy())]);
  log.info('the API has stopped');
  process.exit(0);
};
process.once('SIGTERM', (signal) => void stop(signal));
process.once('SIGINT', (signal) => void stop(signal));
