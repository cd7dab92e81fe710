/** Whoever asks may leave: what is read for them alone ends then, and takes no connection from those who stay. */
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from './pool.ts';
import type { Database } from './schema.ts';

type Db = Kysely<Database>;

/** The pools of databases, and of those that are for one the database they are of. */
const pools = new WeakMap<Db, Pool>();
const originals = new WeakMap<Db, Db>();

/** A database on a pool. */
export function databaseOn(pool: Pool): Db {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

/** The same database for one who asks: each of their statements is cancelled once they have left, and none begins after that. */
export function forOne(db: Db, left: AbortSignal): Db {
  const pool = pools.get(db);
  if (pool === undefined) throw new Error('only what was opened can be for one who asks');
  const { connect } = pool;
  const own = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: { connect: () => connect(left), end: async () => undefined } }),
  });
  originals.set(own, db);
  return own;
}

/** The database for what others have a part in, in the midst of what is done for one: it goes on when that one leaves. */
export const forAll = (db: Db): Db => originals.get(db) ?? db;
