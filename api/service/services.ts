/** What the API stands on: handed in, so that a test and a main file compose the same application. */
import type { WorkflowClient } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Signer } from '../../ledger/log/keys.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { ClockWatch } from '../../store/postgres/clocks.ts';
import type { Db } from '../../store/postgres/database.ts';
import type { Notifications } from '../../store/postgres/notifications.ts';
import type { SupportService } from '../../settings/support-services.ts';
import type { TokenVerifier } from '../identity/issuers.ts';
import type { Sessions } from '../identity/session/sessions.ts';

/** What one process takes; what goes beyond is answered with 429. */
export interface Limits {
  /** Requests a minute of one member, by their token. */
  readonly member: number;
  /** Requests a minute of one address that shows no valid token: public routes, and refused tokens. */
  readonly address: number;
  /** Acts of one member at once: how many are done side by side, and how many wait for their turn. */
  readonly acts: { readonly underWay: number; readonly waiting: number };
  /** Answers that may wait to be kept, of one poll and in all. */
  readonly answers: { readonly waiting: number; readonly waitingInAll: number };
  /** Bytes of bodies held at once, from before they are read until they are answered: of one member, and in all. */
  readonly bodies: { readonly each: number; readonly inAll: number };
  /** Event streams open at once: of one member, and in all. */
  readonly streams: { readonly each: number; readonly inAll: number };
}

/**
 * Wide enough for thousands of voters behind one address: who has a token is counted alone. A few acts at once are no hindrance to a
 * program that acts for one member, and leave the worker and the database to the others.
 */
export const defaultLimits: Limits = {
  member: 12_000,
  address: 6_000,
  acts: { underWay: 4, waiting: 16 },
  answers: { waiting: 5_000, waitingInAll: 20_000 },
  bodies: { each: 2 * 1024 * 1024, inAll: 128 * 1024 * 1024 },
  streams: { each: 16, inAll: 10_000 },
};

export interface Services {
  /** What is read: a GET's own, so that nothing it waits for keeps anybody from acting. */
  readonly db: Db;
  /** What is done: whatever is no GET stands on it alone, from the question who asks on; its handler finds it as `db`. */
  readonly writes: Db;
  /** The ballot box's clock: every instant that the API compares or hands on is its. */
  readonly clock: Clock;
  /** Whether that clock and Temporal's agree. */
  readonly clocks: ClockWatch;
  readonly temporal: WorkflowClient;
  /** How many times shorter every relative window runs (FOLKMOOT_PACE); 1 in service. */
  readonly pace: number;
  /** Hosts inside that calls of decisions may reach (settings/calls.ts); none unless given. */
  readonly callsAllowed?: readonly string[] | undefined;
  /** Checks tokens of identity providers. */
  readonly tokens: TokenVerifier;
  /** Services outside that give support, as HSDS 3 has them (settings/support-services.ts); none unless given. */
  readonly supportServices?: readonly SupportService[] | undefined;
  /** Sessions of browsers; without it nobody signs in by a cookie. */
  readonly sessions?: Sessions | undefined;
  /** Signs checkpoints and acknowledgements: the log's own key (REC-3). */
  readonly signer: Signer;
  /** Signs a token for a member; only where it is given does the dev token route exist. */
  readonly devTokens?: ((member: string) => Promise<string>) | undefined;
  /** Between the API processes of the council; unless given, this one speaks with itself. */
  readonly notifications?: Notifications | undefined;
  readonly log: Logger;
  /** What must work for the API to be ready, by name: each rejects while it does not. */
  readonly health: Readonly<Record<string, () => Promise<unknown>>>;
  /** The address under which browsers and agents reach the service, where it is not this machine's own. */
  readonly publicUrl?: string | undefined;
  /** Where Temporal's own page is, for operators; none unless given. */
  readonly temporalPage?: string | undefined;
  /** The identity providers whose tokens are taken. */
  readonly issuers?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Milliseconds that the opening of a proposal is waited for before it is answered as under way; 1,500 unless given. */
  readonly openingWait?: number | undefined;
  /** How many proxies before the API are trusted to say whose request it is; none unless given. */
  readonly trustedProxies?: number | undefined;
}
