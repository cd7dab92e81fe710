/** Who is recused of an electorate, and out of how many: counted when the hearing is over (GUA-2, JUS-1). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table electorates add column council integer`.execute(db);
  await sql`update electorates set council = size`.execute(db);
  await sql`alter table electorates alter column council set not null`.execute(db);
  await sql`alter table electorates add column recused text[]`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table electorates drop column recused`.execute(db);
  await sql`alter table electorates drop column council`.execute(db);
}
