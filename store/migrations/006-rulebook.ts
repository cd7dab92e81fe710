/** What members declare in a decision, mandates and delegations: append-only; of what can be said again, the last counts. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table declarations (
      decision uuid not null,
      kind text not null,
      member text not null,
      number integer not null,
      facts jsonb not null,
      at timestamptz(3) not null,
      hash bytea not null,
      request text,
      primary key (decision, kind, member, number)
    )`.execute(db);
  await sql`
    create table mandates (
      decision uuid primary key,
      category text not null,
      members text[] not null,
      granted_at timestamptz(3) not null,
      until timestamptz(3) not null,
      ended_at timestamptz(3),
      ended_by uuid,
      -- Counts them in the order in which they were granted (MAN-2).
      sequence integer not null unique
    )`.execute(db);
  // What a decision changed of members is found by it, so that it is done once (EXE-2, REC-4).
  await sql`
    create index member_changes_decision on member_changes ((change ->> 'decision')) where change ->> 'decision' is not null`.execute(
    db,
  );
  await sql`create index mandates_category on mandates (category, sequence)`.execute(db);
  await sql`
    create table appeals (
      id uuid primary key,
      sequence integer not null,
      of_decision uuid not null,
      stage text not null,
      deadline timestamptz(3),
      state jsonb not null
    )`.execute(db);
  await sql`create index appeals_open on appeals (stage) where stage <> 'ended'`.execute(db);
  // Private texts stand in the public log as hashes: a salt keeps anybody from guessing them (AUT-2).
  await sql`alter table proposal_versions add column salt text`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index member_changes_decision`.execute(db);
  await sql`alter table proposal_versions drop column salt`.execute(db);
  await sql`drop table appeals, mandates, declarations`.execute(db);
}
