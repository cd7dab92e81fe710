/** What the environment asks for, checked at once: a wrong value is refused in words before anything starts. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultCharterFile, exampleMembersFile } from '../charter/load.ts';
import { unknownNames } from '../settings/names.ts';
import { readCallsAllowed } from '../settings/calls.ts';
import { databaseUrl } from '../settings/database.ts';
import { type IssuerSettings, namesIssuers, readIssuers } from '../settings/issuers.ts';
import { withSecrets } from '../settings/secrets.ts';
import { readSessions, type SessionSettings } from '../settings/sign-in.ts';
import { readSupportServices, type SupportService } from '../settings/support-services.ts';
import { readTemporal, type TemporalSettings } from '../settings/temporal.ts';
import { type Faults, given, isFaults } from '../settings/variables.ts';
import { startError } from '../store/postgres/start-error.ts';
import type { LogKeyFile } from '../store/log/log-keys.ts';

export interface Configuration {
  /** Absolute path of the data folder (FOLKMOOT_DATA). */
  readonly data: string;
  /** Where the API listens, on the loopback address (PORT). */
  readonly port: number;
  /** How many times shorter every relative window runs (FOLKMOOT_PACE). */
  readonly pace: number;
  /** Absolute paths; both are read into an empty council only (FOLKMOOT_CHARTER, FOLKMOOT_MEMBERS; CHA-3, MEM-6). */
  readonly charterFile: string;
  readonly membersFile: string;
  /** A PostgreSQL that somebody else runs (DATABASE_URL); null: the embedded one. */
  readonly databaseUrl: string | null;
  /** A Temporal that somebody else runs (TEMPORAL_ADDRESS, host:port, and what it asks for); null: the embedded one. */
  readonly foreignTemporal: TemporalSettings | null;
  readonly namespace: string;
  /** Whether the embedded Temporal shows its page (FOLKMOOT_TEMPORAL_PAGE=on): what is open there asks nobody who they are. */
  readonly temporalPage: boolean;
  /** The identity providers whose tokens are taken; null: the embedded key signs and checks. */
  readonly issuers: readonly IssuerSettings[] | null;
  /** How browsers sign in; without a provider, by choosing a member. */
  readonly sessions: SessionSettings;
  /** Signs the calls that decisions make (FOLKMOOT_CALL_SECRET); null: one is made and kept. */
  readonly callSecret: string | null;
  /** The proxy that those calls go through (FOLKMOOT_CALLS_PROXY); null: straight out. */
  readonly callsProxy: string | null;
  /** Hosts inside that those calls may reach (FOLKMOOT_CALLS_ALLOWED). */
  readonly callsAllowed: readonly string[];
  readonly supportServices: readonly SupportService[];
  /** The log's key (FOLKMOOT_LOG_KEY, else `log.key` in the data folder), and its name (FOLKMOOT_LOG_ORIGIN). */
  readonly logKey: LogKeyFile;
  /** The file of the keys that seal what stands in Temporal's store (FOLKMOOT_HISTORY_KEY, else `history.key` in the data folder). */
  readonly historyKey: string;
  readonly logLevel: string;
  /** NODE_ENV=production: no shortened windows, and nobody gets a token from the API. */
  readonly production: boolean;
}

/**
 * Reads the configuration; an empty variable counts as not set.
 * @param folder what relative paths are relative to
 * @throws a start error that names the variable
 */
export function readConfiguration(env: NodeJS.ProcessEnv, folder: string): Configuration {
  refuseUnknown(env);
  const environment = right(
    withSecrets(given(env), [
      'DATABASE_URL',
      'DATABASE_PASSWORD',
      'FOLKMOOT_CALL_SECRET',
      'FOLKMOOT_CLIENT_SECRET',
      'TEMPORAL_API_KEY',
    ]),
  );
  const read = (name: string): string | null => environment[name] ?? null;
  const file = (name: string, otherwise: string): string => {
    const path = read(name);
    return path === null ? otherwise : resolve(folder, path);
  };
  const data = resolve(folder, read('FOLKMOOT_DATA') ?? '.folkmoot');
  const issuers = namesIssuers(environment) ? right(readIssuers(environment)) : null;
  return {
    data,
    port: readInteger('PORT', read('PORT') ?? '7400', 65_535),
    pace: readPace(read),
    charterFile: file('FOLKMOOT_CHARTER', fileURLToPath(defaultCharterFile)),
    membersFile: file('FOLKMOOT_MEMBERS', fileURLToPath(exampleMembersFile)),
    databaseUrl: readDatabase(read),
    foreignTemporal: read('TEMPORAL_ADDRESS') === null ? null : right(readTemporal(environment)),
    namespace: read('TEMPORAL_NAMESPACE') ?? 'default',
    temporalPage: readSwitch('FOLKMOOT_TEMPORAL_PAGE', read),
    issuers,
    sessions: right(readSessions(environment, issuers ?? [])),
    callSecret: read('FOLKMOOT_CALL_SECRET'),
    callsProxy: read('FOLKMOOT_CALLS_PROXY'),
    callsAllowed: right(readCallsAllowed(environment['FOLKMOOT_CALLS_ALLOWED'])),
    supportServices: right(readSupportServices(environment['FOLKMOOT_SUPPORT_SERVICES'])),
    logKey: { file: file('FOLKMOOT_LOG_KEY', join(data, 'log.key')), origin: read('FOLKMOOT_LOG_ORIGIN') },
    historyKey: file('FOLKMOOT_HISTORY_KEY', join(data, 'history.key')),
    logLevel: readLogLevel(read('LOG_LEVEL') ?? 'info'),
    production: isProduction(read),
  };
}

/** A council reads its files once (CHA-3, MEM-6): one that was made beside a misspelt `FOLKMOOT_CHARTER` would stay so. */
function refuseUnknown(env: NodeJS.ProcessEnv): void {
  const unknown = unknownNames(given(env));
  if (unknown.length === 0) return;
  throw startError(
    `Nothing here reads ${unknown.join(', ')}: docs/operations.md lists the variables (Environment). Nothing was started.`,
  );
}

type Read = (name: string) => string | null;

/** @throws the first fault as a start error */
function right<Result extends object>(read: Result | Faults): Result {
  if (isFaults(read)) throw startError(`${read.faults.join('. ')}.`);
  return read;
}

function readDatabase(read: Read): string | null {
  const url = read('DATABASE_URL');
  const password = read('DATABASE_PASSWORD') ?? undefined;
  return url === null ? null : databaseUrl({ DATABASE_URL: url, DATABASE_PASSWORD: password });
}

function readInteger(name: string, text: string, most: number): number {
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw startError(`${name} is a whole number from 1 to ${most}, not \`${text}\`.`);
}

function readSwitch(name: string, read: Read): boolean {
  const said = read(name);
  if (said === null || said === 'on') return said === 'on';
  throw startError(`${name} is \`on\`, or not set, and not \`${said}\`.`);
}

function isProduction(read: Read): boolean {
  return read('NODE_ENV') === 'production';
}

/** In production a council keeps the windows that its charter says. */
function readPace(read: Read): number {
  const pace = readInteger('FOLKMOOT_PACE', read('FOLKMOOT_PACE') ?? '1', Number.MAX_SAFE_INTEGER);
  if (pace > 1 && isProduction(read))
    throw startError(
      'FOLKMOOT_PACE shortens windows and is refused with NODE_ENV=production. Take one of them out.',
    );
  return pace;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function readLogLevel(level: string): string {
  if (LOG_LEVELS.includes(level)) return level;
  throw startError(`LOG_LEVEL is one of ${LOG_LEVELS.join(', ')}, not \`${level}\`.`);
}
