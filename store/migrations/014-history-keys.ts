/** The keys that have sealed what stands in Temporal's store: their ids, so that none is made anew where one is known. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table history_keys (
      number integer primary key check (number > 0),
      key_id text not null unique,
      since timestamptz(3) not null
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table history_keys`.execute(db);
}
