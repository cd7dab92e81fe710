/** How browsers sign in, and for how long: what the environment says of it, for the API in service and on one machine. */
import { z } from 'zod';
import { milliseconds, notationOf } from '../charter/text/duration.ts';
import type { IssuerSettings } from './issuers.ts';
import { allFaults, type Environment, type Faults, isFaults, readVariables } from './variables.ts';

export interface ProviderSettings {
  /** The provider's issuer identifier: an https address (OpenID Connect Discovery 1.0), or http on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** What is asked of the provider, `openid` among it. */
  readonly scope: string;
}

export interface SignInSettings {
  /** The origin under which browsers reach the API (RFC 6454): https, or http on this machine. */
  readonly origin: string;
  /** What the provider's subjects are. */
  readonly subject: IssuerSettings['subject'];
  readonly provider: ProviderSettings;
}

/** Milliseconds that a session lives unused, and at most. */
export interface SessionLives {
  readonly idle: number;
  readonly longest: number;
}

export interface SessionSettings {
  readonly lives: SessionLives;
  /** Null: no provider is named where browsers sign in. */
  readonly signIn: SignInSettings | null;
}

const hour = 3_600_000;

export const defaultLives: SessionLives = { idle: 12 * hour, longest: 7 * 24 * hour };

const thisMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address that what is sent to it cannot be read on the way: https, or this very machine. */
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const safe = protocol === 'https:' || (protocol === 'http:' && thisMachine.has(hostname));
  return safe && username === '' && password === '' && hash === '';
};

const life = z
  .string()
  .refine((text) => notationOf(text) === 'ms', { error: 'must be a duration, such as 12 hours' })
  .transform((text) => milliseconds(text, Number.NaN))
  .refine((length) => length >= 60_000 && length <= 400 * 24 * hour, {
    error: 'must be from 1 minute to 400 days',
  });

const lives = z.object({
  FOLKMOOT_SESSION_IDLE: life.default(defaultLives.idle),
  FOLKMOOT_SESSION_LONGEST: life.default(defaultLives.longest),
});

const client = z.object({
  FOLKMOOT_CLIENT_ID: z.string().max(1_000),
  FOLKMOOT_CLIENT_SECRET: z.string().nullable().default(null),
  FOLKMOOT_CLIENT_SCOPE: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, {
      error: 'must be scopes, separated by single spaces',
    })
    .refine((scope) => scope.split(' ').includes('openid'), { error: 'must have openid among it' })
    .default('openid'),
  /** Which of several issuers; the first unless given. */
  FOLKMOOT_CLIENT_ISSUER: z.string().optional(),
  FOLKMOOT_PUBLIC_URL: z
    .string()
    .refine((text) => isSafe(text) && new URL(text).href === `${new URL(text).origin}/`, {
      error:
        'must be an https address without a path (http on this machine), such as https://council.example',
    }),
});

const purposes = {
  FOLKMOOT_PUBLIC_URL: 'the address under which browsers reach the API, such as https://council.example',
};

/**
 * What the environment says of browsers.
 * @param environment as `given` answers it, with secrets read
 * @param issuers those whose tokens are taken: browsers sign in with one of them
 */
export function readSessions(
  environment: Environment,
  issuers: readonly IssuerSettings[],
): SessionSettings | Faults {
  const lives = readLives(environment);
  const signIn = environment['FOLKMOOT_CLIENT_ID'] === undefined ? null : readSignIn(environment, issuers);
  if (isFaults(lives) || (signIn !== null && isFaults(signIn))) return allFaults(lives, signIn ?? {});
  return { lives, signIn };
}

function readSignIn(environment: Environment, issuers: readonly IssuerSettings[]): SignInSettings | Faults {
  const read = readVariables(client, environment, purposes);
  if (isFaults(read)) return read;
  const { FOLKMOOT_CLIENT_ISSUER: named } = read;
  const chosen = issuers.find(({ issuer }) => named === undefined || issuer === named);
  if (chosen === undefined) return { faults: ['FOLKMOOT_CLIENT_ISSUER is none of the issuers'] };
  const { issuer, subject } = chosen;
  if (!isSafe(issuer))
    return {
      faults: [
        `FOLKMOOT_CLIENT_ID: browsers sign in at an https address (http on this machine), which the issuer ${issuer} is not`,
      ],
    };
  return {
    origin: new URL(read.FOLKMOOT_PUBLIC_URL).origin,
    subject,
    provider: {
      issuer,
      clientId: read.FOLKMOOT_CLIENT_ID,
      clientSecret: read.FOLKMOOT_CLIENT_SECRET,
      scope: read.FOLKMOOT_CLIENT_SCOPE,
    },
  };
}

function readLives(environment: Environment): SessionLives | Faults {
  const read = readVariables(lives, environment, {});
  if (isFaults(read)) return read;
  return { idle: read.FOLKMOOT_SESSION_IDLE, longest: read.FOLKMOOT_SESSION_LONGEST };
}
