/** Who holds what, and from what it was passed on (ALC-1, ALC-2). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table allocations
      add column id bigint generated always as identity unique,
      add column to_family text,
      -- The allocation that it was passed on from; null where the council gave it.
      add column source bigint references allocations (id),
      alter column to_member drop not null,
      drop constraint allocations_pkey,
      add primary key (id),
      -- What was for ever may end with its holder or with what it came from.
      drop constraint allocations_check,
      add check (permanent or until is not null),
      add check (num_nonnulls(to_member, to_family) = 1)`.execute(db);
  await sql`create index allocations_decision on allocations (decision, reversal)`.execute(db);
  await sql`create index allocations_source on allocations (source)`.execute(db);
  await sql`create index allocations_family on allocations (to_family)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from allocations where to_member is null or source is not null`.execute(db);
  await sql`
    alter table allocations
      drop column source, drop column to_family, drop column id,
      alter column to_member set not null,
      add primary key (decision, reversal)`.execute(db);
}
