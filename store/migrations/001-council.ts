/** The council: charter versions, families, members and what changed them. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table council (
      single boolean primary key default true check (single),
      first_submission_at timestamptz(3)
    )`.execute(db);
  await sql`insert into council default values`.execute(db);
  await sql`
    create table charters (
      version integer primary key check (version > 0),
      hash text not null,
      document jsonb not null,
      in_force_at timestamptz(3) not null,
      decision uuid
    )`.execute(db);
  await sql`create table families (id text primary key, name text not null)`.execute(db);
  await sql`
    create table members (
      id text primary key,
      name text not null,
      kind text not null check (kind in ('person', 'agent')),
      family text references families (id),
      born_at timestamptz(3) not null,
      status text not null check (status in ('active', 'offline', 'departed')),
      status_at timestamptz(3) not null,
      roles text[] not null,
      milestones text[] not null,
      public_keys text[] not null,
      added_at timestamptz(3) not null
    )`.execute(db);
  // At most one guardian (protocol, Words); departed members keep no office.
  await sql`
    create unique index one_guardian on members ((true)) where 'guardian' = any (roles) and status <> 'departed'`.execute(
    db,
  );
  await sql`
    create table member_changes (
      number bigint generated always as identity primary key,
      member text not null,
      at timestamptz(3) not null,
      by_member text,
      change jsonb not null
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table member_changes, members, families, charters, council`.execute(db);
}
