/** What actions did, under the key of the decision that they are of: found by whoever comes to do one again (EXE-2). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table actions (
      -- The decision's id; of the reversal of an emergency, with that word behind it. The same for each retry.
      key text primary key,
      -- Whose turn it is: 0 the decision's own, n that of its n-th retry. What an earlier turn left running does nothing any more.
      turn integer not null,
      -- Those of this turn that were made and failed, and may succeed when they are made again.
      tries integer not null,
      -- Why this turn ended without it.
      not_done jsonb,
      done_at timestamptz(3),
      done_by uuid,
      result jsonb,
      check (num_nulls(done_at, done_by, result) in (0, 3)),
      check (not_done is null or done_at is null)
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table actions`.execute(db);
}
