/** Open processes whose workflow was found to be gone, and when somebody last looked for such (PRO-9). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gone (process uuid primary key, since timestamptz(3) not null)`.execute(db);
  await sql`create table watches (name text primary key, looked_at timestamptz(3) not null)`.execute(db);
  await sql`create index proposals_open on proposals (deadline) where stage <> 'ended'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index proposals_open`.execute(db);
  await sql`drop table gone, watches`.execute(db);
}
