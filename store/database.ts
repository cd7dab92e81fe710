/** Opens PostgreSQL and applies the migrations in order. */
import { Kysely, Migrator, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import * as council from './migrations/001-council.ts';
import * as decisions from './migrations/002-decisions.ts';
import * as polls from './migrations/003-polls.ts';
import * as ledger from './migrations/004-ledger.ts';
import * as archive from './migrations/005-archive.ts';
import * as rulebook from './migrations/006-rulebook.ts';
import * as delegations from './migrations/007-delegations.ts';
import * as processes from './migrations/008-processes.ts';
import * as processArchive from './migrations/009-process-archive.ts';
import * as notices from './migrations/010-notices.ts';
import type { Database } from './schema.ts';

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

export interface DatabaseOptions {
  /** A `postgres://` URL. */
  readonly url: string;
  /** The most connections at once; 10 unless said otherwise. */
  readonly connections?: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onError: (error: Error) => void;
}

/** A pool on PostgreSQL whose sessions run in UTC. Close it with `db.destroy()`. */
export function openDatabase({ url, connections = 10, onError }: DatabaseOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    options: '-c timezone=UTC',
    types: parsers,
  });
  pool.on('error', onError);
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** Brings the schema up to date; processes that start at once wait for each other (Kysely holds an advisory lock). */
export async function migrate(db: Db): Promise<void> {
  const migrations = {
    '001-council': council,
    '002-decisions': decisions,
    '003-polls': polls,
    '004-ledger': ledger,
    '005-archive': archive,
    '006-rulebook': rulebook,
    '007-delegations': delegations,
    '008-processes': processes,
    '009-process-archive': processArchive,
    '010-notices': notices,
  };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('the migrations failed', { cause: error });
}
