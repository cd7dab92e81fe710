/** What activities stand on: handed in by the worker. */
import type { Clock } from '../store/postgres/clock.ts';
import type { ClockWatch } from '../store/postgres/clocks.ts';
import type { Db } from '../store/postgres/database.ts';

export interface Services {
  readonly db: Db;
  /** The ballot box's clock. */
  readonly clock: Clock;
  /** Whether that clock and Temporal's agree: no window opens while they do not. */
  readonly clocks: ClockWatch;
  /** Signs calls, as Standard Webhooks has it: `whsec_` and base64. */
  readonly callSecret: string;
  /** The http(s) address of the proxy that calls go through; without it they go straight out. */
  readonly callsProxy?: string | null | undefined;
  /** Hosts inside that calls may reach (settings/calls.ts); none unless given. */
  readonly callsAllowed?: readonly string[] | undefined;
  /** Told when a write finds its number taken by other content: somebody must look at it. */
  readonly onConflictingWrite: (write: { readonly process: string; readonly sequence: number }) => void;
}
