/** What was asked under which Idempotency-Key, and what it was answered (docs/api.md). */
import { type Kysely, sql } from 'kysely';

export async function requests(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_keys (
      member text collate "C" not null,
      route text collate "C" not null,
      key text collate "C" not null,
      body_hash text collate "C" not null,
      decision uuid,
      status integer,
      answer json,
      at timestamptz(3) not null,
      -- Held by the request that is being checked under it, for some seconds.
      holder uuid not null,
      held_until timestamptz not null,
      primary key (member, route, key)
    )`.execute(db);
}
