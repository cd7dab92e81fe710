/** Opens PostgreSQL and applies the migrations in order. */
import { type Kysely, Migrator, sql, type Transaction } from 'kysely';
import pg from 'pg';
import * as firstSchema from '../migrations/001-first-schema.ts';
import { databaseOn } from './leaving.ts';
import { openPool } from './pool.ts';
import type { Bounds, Purpose } from './purposes.ts';
import type { Database } from './schema.ts';
import { startError } from './start-error.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

const timestamptz = pg.types.builtins.TIMESTAMPTZ;
const int8 = pg.types.builtins.INT8;
const numeric = pg.types.builtins.NUMERIC;

/** Instants come back as ISO 8601 strings in UTC, counts and amounts as numbers. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === timestamptz) return (text: string) => new Date(text).toISOString();
    if (oid === int8 || oid === numeric) return Number;
    return pg.types.getTypeParser(oid, format) as unknown;
  }) as pg.CustomTypesConfig['getTypeParser'],
};

export interface DatabaseOptions extends Partial<Bounds> {
  /** A `postgres://` URL. */
  readonly url: string;
  /** What it is opened for, which bounds its waits where nothing else is said; `work` unless given. */
  readonly purpose?: Purpose;
  /** Told when a connection breaks; the pool replaces it by itself. */
  readonly onError: (error: Error) => void;
}

/** A pool on PostgreSQL whose sessions run in UTC, and in which every wait ends. Close it with `db.destroy()`. */
export function openDatabase({ url, purpose = 'work', onError, ...otherwise }: DatabaseOptions): Db {
  return databaseOn(openPool({ url, purpose, otherwise, types: parsers, onError }));
}

/** The oldest major version of PostgreSQL that has what the schema needs: its collation PG_C_UTF8 came with it. */
const oldest = 17;

/**
 * Brings the schema up to date; processes that start at once wait for each other (Kysely holds an advisory lock).
 * @param least the oldest major version of PostgreSQL that will do
 * @throws a start error where the server is older
 */
export async function migrate(db: Db, least = oldest): Promise<void> {
  await requireVersion(db, least);
  const migrations = { '001-first-schema': firstSchema };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('the migrations failed', { cause: error });
}

async function requireVersion(db: Db, least: number): Promise<void> {
  const { rows } = await sql<{ number: number; name: string }>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as name`.execute(
    db,
  );
  const { number, name } = rows[0] as { readonly number: number; readonly name: string };
  // Since version 10 the major version stands before the last four digits.
  if (Math.floor(number / 10_000) < least)
    throw startError(`PostgreSQL ${least} or newer is needed, this is ${name}.`);
}
