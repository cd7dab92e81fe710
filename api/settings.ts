/** What the environment says about an API process: read into settings, or everything that is wrong with it. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findingsOf } from '../charter/issues.ts';
import { defaultCharterFile } from '../charter/load.ts';
import type { LogKeyFile } from '../store/log-keys.ts';
import { defaultLimits, type Limits } from './services.ts';

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly temporal: { readonly address: string; readonly namespace: string };
  /** A file or an http(s) address. */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
  readonly pace: number;
  /** Files, read into an empty council only (CHA-3, MEM-6); no members file: none are imported. */
  readonly charterFile: string;
  readonly membersFile: string | null;
  /** The log's key, and its name where that is chosen (REC-3). */
  readonly logKey: LogKeyFile;
  readonly logLevel: string;
  readonly limits: Limits;
  readonly trustedProxies: number;
}

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `must be a whole number from ${least} to ${most}` })
    .transform(Number)
    .refine((number) => number >= least && number <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    });

const variables = z
  .object({
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, {
      error: 'must be a postgres:// address: that of the council’s database',
    }),
    FOLKMOOT_JWKS: z.string(),
    FOLKMOOT_ISSUER: z.string(),
    FOLKMOOT_AUDIENCE: z.string().default('folkmoot'),
    FOLKMOOT_HOST: z.string().default('127.0.0.1'),
    PORT: whole(0, 65_535).default(7400),
    TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    FOLKMOOT_PACE: whole(1, 100_000_000).default(1),
    FOLKMOOT_CHARTER: z.string().default(fileURLToPath(defaultCharterFile)),
    FOLKMOOT_MEMBERS: z.string().nullable().default(null),
    FOLKMOOT_LOG_KEY: z.string(),
    FOLKMOOT_LOG_ORIGIN: z.string().nullable().default(null),
    FOLKMOOT_MEMBER_LIMIT: whole(1, 100_000_000).default(defaultLimits.member),
    FOLKMOOT_ADDRESS_LIMIT: whole(1, 100_000_000).default(defaultLimits.address),
    FOLKMOOT_TRUSTED_PROXIES: whole(0, 10).default(0),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    NODE_ENV: z.string().default('development'),
  })
  .refine(({ NODE_ENV, FOLKMOOT_PACE }) => NODE_ENV !== 'production' || FOLKMOOT_PACE === 1, {
    path: ['FOLKMOOT_PACE'],
    error: 'must be 1 with NODE_ENV=production: a decision takes the time that its charter gives it',
  });

/** What a variable is for, for who has left it out. */
const purposes: Readonly<Record<string, string>> = {
  DATABASE_URL: 'the postgres:// address of the council’s database',
  FOLKMOOT_JWKS: 'the key set that members’ tokens are checked against, a file or an http(s) address',
  FOLKMOOT_ISSUER: 'who issues members’ tokens: their claim "iss"',
  FOLKMOOT_LOG_KEY: 'the file of the key that signs the ledger; made where the log has none yet',
};

/**
 * Reads the environment. A variable that is empty is not set.
 * @returns the settings, or one line for each variable that is missing or wrong
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Settings | { readonly faults: readonly string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success)
    return {
      faults: findingsOf(parsed.error.issues, given).map(({ place, message }) => {
        const name = String(place[0]);
        return given[name] === undefined
          ? `${name} is not set: ${purposes[name] ?? ''}`
          : `${name} ${message}`;
      }),
    };
  const { data } = parsed;
  return {
    host: data.FOLKMOOT_HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    temporal: { address: data.TEMPORAL_ADDRESS, namespace: data.TEMPORAL_NAMESPACE },
    jwks: data.FOLKMOOT_JWKS,
    issuer: data.FOLKMOOT_ISSUER,
    audience: data.FOLKMOOT_AUDIENCE,
    pace: data.FOLKMOOT_PACE,
    charterFile: data.FOLKMOOT_CHARTER,
    membersFile: data.FOLKMOOT_MEMBERS,
    logKey: { file: data.FOLKMOOT_LOG_KEY, origin: data.FOLKMOOT_LOG_ORIGIN },
    logLevel: data.LOG_LEVEL,
    limits: { member: data.FOLKMOOT_MEMBER_LIMIT, address: data.FOLKMOOT_ADDRESS_LIMIT },
    trustedProxies: data.FOLKMOOT_TRUSTED_PROXIES,
  };
}
