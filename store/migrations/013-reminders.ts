/** How far a reminder has come: it is told in pieces, each of which keeps where the next one begins. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Every member up to this one has been told; null once everybody has, as of a notice that is told at once.
  await sql`alter table notices add column told_up_to text`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notices drop column told_up_to`.execute(db);
}
