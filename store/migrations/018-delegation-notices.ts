/** Notices of a delegation that is for more than one decision: it is what they are about (DEL-5). */
import { type Kysely, sql } from 'kysely';

const kinds = (db: Kysely<unknown>, names: readonly string[]) =>
  sql`alter table notices drop constraint notices_process_check,
    add constraint notices_process_check check (process in (${sql.join(names.map((name) => sql.lit(name)))}))`.execute(
    db,
  );

export async function up(db: Kysely<unknown>): Promise<void> {
  await kinds(db, ['proposal', 'emergency', 'conflict', 'appeal', 'delegation']);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from notices where process = 'delegation'`.execute(db);
  await kinds(db, ['proposal', 'emergency', 'conflict', 'appeal']);
}
