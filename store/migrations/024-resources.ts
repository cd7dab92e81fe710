/** Resources: what there is to allocate, and how much of it; and what the members file says is held of it (ALC-1, ALC-2). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Its row is locked by whoever allocates it, or defines it anew.
  await sql`
    create table resources (
      id text primary key,
      unit text not null,
      -- Null: nothing bounds it.
      total bigint check (total >= 0)
    )`.execute(db);
  await sql`
    create table resource_definitions (
      number bigint generated always as identity primary key,
      resource text not null references resources (id),
      unit text not null,
      total bigint,
      at timestamptz(3) not null,
      -- Null: the members file.
      decision uuid
    )`.execute(db);
  // Null: held by the members file.
  await sql`alter table allocations alter column decision drop not null`.execute(db);
  await sql`create index allocations_of_resource on allocations (resource) where source is null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index allocations_of_resource`.execute(db);
  await sql`delete from allocations where source in (select id from allocations where decision is null)`.execute(
    db,
  );
  await sql`delete from allocations where decision is null`.execute(db);
  await sql`alter table allocations alter column decision set not null`.execute(db);
  await sql`drop table resource_definitions, resources`.execute(db);
}
