/** The ballot box's clock. It is handed in: the database's in service, the test server's when tests skip time. */
import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';

/** The instant now, ISO 8601 UTC, cut to milliseconds. */
export type Clock = (db: Db | Trx) => Promise<string>;

/** `clock_timestamp()` moves on within a transaction, unlike `now()`: read it after taking a lock. */
export const databaseClock: Clock = async (db) => {
  const { rows } = await sql<{ at: string }>`
    select date_trunc('milliseconds', clock_timestamp()) as at`.execute(db);
  return (rows[0] as { at: string }).at;
};

/** The process's own clock: milliseconds since 1970, UTC. Nothing is timed by it; other clocks are compared through it. */
export const ownClock = (): number => Date.now();
