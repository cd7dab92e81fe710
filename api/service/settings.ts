/** What the environment says about an API process: read into settings, or everything that is wrong with it. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defaultCharterFile } from '../../charter/load.ts';
import { readCallsAllowed } from '../../settings/calls.ts';
import { databasePurposes, databaseUrl, databaseVariables } from '../../settings/database.ts';
import { type IssuerSettings, readIssuers } from '../../settings/issuers.ts';
import { withSecrets } from '../../settings/secrets.ts';
import { readSessions, type SessionSettings } from '../../settings/sign-in.ts';
import { readSupportServices, type SupportService } from '../../settings/support-services.ts';
import { readTemporal, type TemporalSettings } from '../../settings/temporal.ts';
import {
  type Environment,
  type Faults,
  allFaults,
  given,
  historyKeyPurpose,
  isFaults,
  logLevel,
  port,
  readVariables,
  whole,
} from '../../settings/variables.ts';
import type { LogKeyFile } from '../../store/log/log-keys.ts';
import { defaultLimits, type Limits } from './services.ts';

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly temporal: TemporalSettings;
  /** The identity providers whose tokens are taken. */
  readonly issuers: readonly IssuerSettings[];
  /** How browsers sign in. */
  readonly sessions: SessionSettings;
  readonly pace: number;
  /** Hosts inside that calls of decisions may reach. */
  readonly callsAllowed: readonly string[];
  /** Services outside that give support. */
  readonly supportServices: readonly SupportService[];
  /** Files, read into an empty council only (CHA-3, MEM-6); no members file: none are imported. */
  readonly charterFile: string;
  readonly membersFile: string | null;
  /** The log's key, and its name where that is chosen (REC-3). */
  readonly logKey: LogKeyFile;
  /** The file of the keys that seal what stands in Temporal's store. */
  readonly historyKey: string;
  readonly logLevel: string;
  /** Where Temporal's own page is; null: nobody is led there. */
  readonly temporalPage: string | null;
  readonly limits: Pick<Limits, 'member' | 'address'>;
  readonly trustedProxies: number;
}

const variables = z
  .object({
    ...databaseVariables,
    FOLKMOOT_HOST: z.string().default('127.0.0.1'),
    PORT: port.default(7400),
    FOLKMOOT_PACE: whole(1, 100_000_000).default(1),
    FOLKMOOT_CHARTER: z.string().default(fileURLToPath(defaultCharterFile)),
    FOLKMOOT_MEMBERS: z.string().nullable().default(null),
    FOLKMOOT_LOG_KEY: z.string(),
    FOLKMOOT_HISTORY_KEY: z.string(),
    FOLKMOOT_LOG_ORIGIN: z.string().nullable().default(null),
    FOLKMOOT_MEMBER_LIMIT: whole(1, 100_000_000).default(defaultLimits.member),
    FOLKMOOT_ADDRESS_LIMIT: whole(1, 100_000_000).default(defaultLimits.address),
    FOLKMOOT_TRUSTED_PROXIES: whole(0, 10).default(0),
    FOLKMOOT_TEMPORAL_UI: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
      .nullable()
      .default(null),
    LOG_LEVEL: logLevel,
    NODE_ENV: z.string().default('development'),
  })
  .refine(({ NODE_ENV, FOLKMOOT_PACE }) => NODE_ENV !== 'production' || FOLKMOOT_PACE === 1, {
    path: ['FOLKMOOT_PACE'],
    error: 'must be 1 with NODE_ENV=production: a decision takes the time that its charter gives it',
  });

/** What a variable is for, for who has left it out. */
const purposes: Readonly<Record<string, string>> = {
  ...databasePurposes,
  FOLKMOOT_LOG_KEY: 'the file of the key that signs the ledger; made where the log has none yet',
  ...historyKeyPurpose,
};

/**
 * Reads the environment. A variable that is empty is not set.
 * @returns the settings, or one line for each variable that is missing or wrong
 */
export function readSettings(environment: Environment): Settings | Faults {
  const complete = withSecrets(given(environment), [
    'DATABASE_URL',
    'DATABASE_PASSWORD',
    'FOLKMOOT_CLIENT_SECRET',
    'TEMPORAL_API_KEY',
  ]);
  if (isFaults(complete)) return complete;
  const data = readVariables(variables, complete, purposes);
  const temporal = readTemporal(complete);
  const callsAllowed = readCallsAllowed(complete['FOLKMOOT_CALLS_ALLOWED']);
  const supportServices = readSupportServices(complete['FOLKMOOT_SUPPORT_SERVICES']);
  const issuers = readIssuers(complete);
  if (isFaults(issuers)) return allFaults(data, issuers, temporal, callsAllowed, supportServices);
  const sessions = readSessions(complete, issuers);
  if (isFaults(data) || isFaults(temporal) || isFaults(callsAllowed) || isFaults(sessions))
    return allFaults(data, temporal, callsAllowed, sessions, supportServices);
  if (isFaults(supportServices)) return supportServices;
  return {
    host: data.FOLKMOOT_HOST,
    port: data.PORT,
    databaseUrl: databaseUrl(data),
    temporal,
    issuers,
    sessions,
    pace: data.FOLKMOOT_PACE,
    callsAllowed,
    supportServices,
    charterFile: data.FOLKMOOT_CHARTER,
    membersFile: data.FOLKMOOT_MEMBERS,
    logKey: { file: data.FOLKMOOT_LOG_KEY, origin: data.FOLKMOOT_LOG_ORIGIN },
    historyKey: data.FOLKMOOT_HISTORY_KEY,
    logLevel: data.LOG_LEVEL,
    temporalPage: data.FOLKMOOT_TEMPORAL_UI,
    limits: { member: data.FOLKMOOT_MEMBER_LIMIT, address: data.FOLKMOOT_ADDRESS_LIMIT },
    trustedProxies: data.FOLKMOOT_TRUSTED_PROXIES,
  };
}
