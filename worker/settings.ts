/** What the environment says about a worker process: read into settings, or everything that is wrong with it. */
import { z } from 'zod';
import { readCallsAllowed } from '../settings/calls.ts';
import { databasePurposes, databaseUrl, databaseVariables } from '../settings/database.ts';
import { withSecrets } from '../settings/secrets.ts';
import { readTemporal, type TemporalSettings } from '../settings/temporal.ts';
import {
  allFaults,
  type Environment,
  type Faults,
  given,
  historyKeyPurpose,
  isFaults,
  logLevel,
  port,
  readVariables,
} from '../settings/variables.ts';

export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly temporal: TemporalSettings;
  /** Signs the calls that decisions make: `whsec_` and base64. */
  readonly callSecret: string;
  /** The file of the keys that seal what stands in Temporal's store. */
  readonly historyKey: string;
  /** The proxy that those calls go through; null: straight out. */
  readonly callsProxy: string | null;
  /** Hosts inside that they may reach. */
  readonly callsAllowed: readonly string[];
  /** Where health and metrics are answered; port 0 picks a free one. */
  readonly host: string;
  readonly port: number;
  /** Where Temporal's SDK serves metrics of its own; null: nowhere. */
  readonly sdkMetricsPort: number | null;
  readonly logLevel: string;
}

const variables = z.object({
  ...databaseVariables,
  FOLKMOOT_CALL_SECRET: z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/, { error: 'must be whsec_ and base64' }),
  FOLKMOOT_HISTORY_KEY: z.string(),
  FOLKMOOT_CALLS_PROXY: z
    .string()
    .refine((address) => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol), {
      error: 'must be the http(s) address of a proxy',
    })
    .nullable()
    .default(null),
  FOLKMOOT_HOST: z.string().default('127.0.0.1'),
  FOLKMOOT_WORKER_PORT: port.default(7401),
  FOLKMOOT_SDK_METRICS_PORT: port.nullable().default(null),
  LOG_LEVEL: logLevel,
});

const purposes: Readonly<Record<string, string>> = {
  ...databasePurposes,
  FOLKMOOT_CALL_SECRET: 'whsec_ and base64, signs the calls that decisions make',
  ...historyKeyPurpose,
};

/** @returns the settings, or one line for each variable that is missing or wrong */
export function readWorkerSettings(environment: Environment): WorkerSettings | Faults {
  const complete = withSecrets(given(environment), [
    'DATABASE_URL',
    'DATABASE_PASSWORD',
    'FOLKMOOT_CALL_SECRET',
    'TEMPORAL_API_KEY',
  ]);
  if (isFaults(complete)) return complete;
  const data = readVariables(variables, complete, purposes);
  const temporal = readTemporal(complete);
  const callsAllowed = readCallsAllowed(complete['FOLKMOOT_CALLS_ALLOWED']);
  if (isFaults(data) || isFaults(temporal) || isFaults(callsAllowed))
    return allFaults(data, temporal, callsAllowed);
  return {
    databaseUrl: databaseUrl(data),
    temporal,
    callSecret: data.FOLKMOOT_CALL_SECRET,
    historyKey: data.FOLKMOOT_HISTORY_KEY,
    callsProxy: data.FOLKMOOT_CALLS_PROXY,
    callsAllowed,
    host: data.FOLKMOOT_HOST,
    port: data.FOLKMOOT_WORKER_PORT,
    sdkMetricsPort: data.FOLKMOOT_SDK_METRICS_PORT,
    logLevel: data.LOG_LEVEL,
  };
}
