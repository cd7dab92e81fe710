/** A database of its own for each council under test, on the one PostgreSQL of the run. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { type Db, openDatabase } from '../../store/postgres/database.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  /** Closes it; that it goes from the server is not waited for. */
  readonly drop: () => Promise<void>;
}

const onError = (error: Error): void => {
  process.stderr.write(`${error.message}\n`);
};

/** The server's first database, from which the others are made and dropped; it goes away at the end of the run. */
let server: Db | undefined;
const onServer = (): Db =>
  (server ??= openDatabase({ url: inject('databaseUrl'), connections: 2, onError: () => undefined }));

/** The next one, made while the one before is used: to copy it takes longer than many a test. */
let next: Promise<string> | undefined;

async function copy(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = sql.id(inject('templateDatabase'));
  await sql`create database ${sql.id(name)} template ${template} strategy file_copy`.execute(onServer());
  return name;
}

export async function createDatabase(): Promise<TestDatabase> {
  const name = await (next ?? copy());
  next = copy();
  // Whoever asks for it is told.
  next.catch(() => undefined);
  const url = new URL(inject('databaseUrl'));
  url.pathname = name;
  const db = openDatabase({ url: url.href, onError });
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.destroy();
      sql`drop database ${sql.id(name)} with (force)`.execute(onServer()).catch(onError);
    },
  };
}
