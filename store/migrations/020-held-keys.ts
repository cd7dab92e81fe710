/** A key is held by the request that is being checked under it, for some seconds (docs/api.md, Idempotency-Key). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table idempotency_keys
      add column holder uuid not null default gen_random_uuid(),
      add column held_until timestamptz not null default clock_timestamp()`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table idempotency_keys drop column holder, drop column held_until`.execute(db);
}
