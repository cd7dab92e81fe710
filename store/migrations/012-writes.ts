/** What was written under which number, so that a number taken by other content is noticed; what each submission came to, and how many each electorate has. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table writes (
      process text not null,
      sequence integer not null,
      hash bytea not null,
      primary key (process, sequence)
    )`.execute(db);
  await sql`create table electorates (id text primary key, size integer not null)`.execute(db);
  await sql`create table submissions (decision text primary key, answer jsonb not null)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table writes, electorates, submissions`.execute(db);
}
