/** The lock of a decision: all who take part in it have it together, who closes its polls has it alone. */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from './database.ts';

/** Waits for it, and holds it until the transaction ends. */
export async function lockDecision(trx: Trx, decision: string, how: 'shared' | 'alone'): Promise<void> {
  await (
    how === 'shared'
      ? sql`select pg_advisory_xact_lock_shared(hashtextextended(${decision}, 0))`
      : sql`select pg_advisory_xact_lock(hashtextextended(${decision}, 0))`
  ).execute(trx);
}

/** Takes part where that is possible at once; else it is false, and nothing is waited for. */
export const takePart = (decision: string): RawBuilder<boolean> =>
  sql`pg_try_advisory_xact_lock_shared(hashtextextended(${decision}, 0))`;
