/** A database of its own for each council under test, on the one PostgreSQL of the run. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { type Db, openDatabase } from '../../store/database.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  readonly drop: () => Promise<void>;
}

const onError = (error: Error): void => {
  process.stderr.write(`${error.message}\n`);
};

export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = openDatabase({ url: inject('databaseUrl'), connections: 1, onError });
  const template = sql.id(inject('templateDatabase'));
  await sql`create database ${sql.id(name)} template ${template} strategy file_copy`.execute(server);
  await server.destroy();
  const url = new URL(inject('databaseUrl'));
  url.pathname = name;
  const db = openDatabase({ url: url.href, onError });
  return { db, url: url.href, drop: () => dropDatabase(db, name) };
}

async function dropDatabase(db: Db, name: string): Promise<void> {
  await db.destroy();
  const server = openDatabase({ url: inject('databaseUrl'), connections: 1, onError });
  await sql`drop database ${sql.id(name)} with (force)`.execute(server);
  await server.destroy();
}
