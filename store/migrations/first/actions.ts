/** What decisions did: actions under the key of their decision; resources, and who holds what of them, passed on from what (EXE-2, ALC-1, ALC-2). */
import { type Kysely, sql } from 'kysely';

export async function actions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table actions (
      -- The decision's id; of the reversal of an emergency, with that word behind it. The same for each retry.
      key text collate "C" primary key,
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
  // What there is to allocate, and how much of it. Its row is locked by whoever allocates it, or defines it anew.
  await sql`
    create table resources (
      id text collate "C" primary key,
      unit text collate "C" not null,
      -- Null: nothing bounds it.
      total bigint check (total >= 0)
    )`.execute(db);
  await sql`
    create table resource_definitions (
      number bigint generated always as identity primary key,
      resource text collate "C" not null references resources (id),
      unit text collate "C" not null,
      total bigint,
      at timestamptz(3) not null,
      -- Null: the members file.
      decision uuid
    )`.execute(db);
  await sql`
    create table allocations (
      id bigint generated always as identity primary key,
      -- Null: held by the members file.
      decision uuid,
      -- An emergency grants by its action, and again by the reversal of it (EMG-2).
      reversal boolean not null default false,
      -- What a dissolved family leaves is granted in shares, counted from 1; 0: it is all that was granted (MEM-7).
      share integer not null default 0,
      resource text collate "C" not null,
      amount numeric not null check (amount > 0),
      to_member text collate "C",
      to_family text collate "C",
      -- The allocation that it was passed on from; null where the council gave it.
      source bigint references allocations (id),
      -- Of what a dissolved family left: the decision that had given it to the family. What an emergency gave ends with its act (EMG-2).
      origin uuid,
      starts timestamptz(3) not null,
      until timestamptz(3),
      -- What was for ever may end with its holder or with what it came from.
      permanent boolean not null check (permanent or until is not null),
      check (num_nonnulls(to_member, to_family) = 1)
    )`.execute(db);
  await sql`create index allocations_decision on allocations (decision, reversal, share)`.execute(db);
  await sql`create index allocations_origin on allocations (origin) where origin is not null`.execute(db);
  await sql`create index allocations_source on allocations (source)`.execute(db);
  await sql`create index allocations_to on allocations (to_member, decision)`.execute(db);
  await sql`create index allocations_of_resource on allocations (resource) where source is null`.execute(db);
  await sql`create index allocations_resource on allocations (resource, id)`.execute(db);
  await sql`create index resource_definitions_resource on resource_definitions (resource, number)`.execute(
    db,
  );
  // Whose end is near, or not long ago, is found without reading all that there ever were (ALC-3).
  await sql`create index allocations_until on allocations (until) where not permanent`.execute(db);
  await sql`create index allocations_family on allocations (to_family)`.execute(db);
}
