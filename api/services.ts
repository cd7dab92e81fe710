/** What the API stands on: handed in, so that a test and a main file compose the same application. */
import type { WorkflowClient } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Signer } from '../ledger/keys.ts';
import type { Clock } from '../store/clock.ts';
import type { Db } from '../store/database.ts';
import type { TokenVerifier } from './auth.ts';

/** Requests a minute; what goes beyond is answered with 429. */
export interface Limits {
  /** Of one member, by their token. */
  readonly member: number;
  /** Of one address that shows no valid token: public routes, and refused tokens. */
  readonly address: number;
}

/** Wide enough for thousands of voters behind one address: who has a token is counted alone. */
export const defaultLimits: Limits = { member: 12_000, address: 6_000 };

export interface Services {
  readonly db: Db;
  /** The ballot box's clock: every instant that the API compares or hands on is its. */
  readonly clock: Clock;
  readonly temporal: WorkflowClient;
  /** How many times shorter every relative window runs (FOLKMOOT_PACE); 1 in service. */
  readonly pace: number;
  readonly tokens: TokenVerifier;
  /** Signs checkpoints and acknowledgements: the log's own key (REC-3). */
  readonly signer: Signer;
  /** Signs a token for a member; only where it is given does the dev token route exist. */
  readonly devTokens?: ((member: string) => Promise<string>) | undefined;
  readonly log: Logger;
  /** What must work for the API to be ready, by name: each rejects while it does not. */
  readonly health: Readonly<Record<string, () => Promise<unknown>>>;
  readonly limits?: Limits | undefined;
  /** How many proxies before the API are trusted to say whose request it is; none unless given. */
  readonly trustedProxies?: number | undefined;
}
