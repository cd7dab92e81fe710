/** Who has departed since an instant is found without reading everybody (MEM-2, MAN-2). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index members_departed on members (status_at) where status = 'departed'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index members_departed`.execute(db);
}
