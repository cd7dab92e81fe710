/** The ballot box's clock. It is handed in: the database's in service, the test server's when tests skip time. */
import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';
import { prepared } from './prepared.ts';

/** The instant now, ISO 8601 UTC, cut to milliseconds. */
export type Clock = (db: Db | Trx) => Promise<string>;

/** `clock_timestamp()` moves on within a transaction, unlike `now()`: read it after taking a lock. */
export const databaseClock: Clock = async (db) => {
  const [row] = await readClock(db);
  return (row as { at: string }).at;
};

const readClock = prepared(
  'clock',
  0,
  () => sql<{ at: string }>`
  select date_trunc('milliseconds', clock_timestamp()) as at`,
);

/** The process's own clock: milliseconds since 1970, UTC. Nothing is timed by it; other clocks are compared through it. */
export const ownClock = (): number => Date.now();
