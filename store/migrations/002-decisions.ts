/** Decisions as readers see them: the row that the workflow projects, versions of the text, timeline, events, records. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table proposals (
      id uuid primary key,
      sequence integer not null,
      author text,
      category text not null,
      tier smallint not null,
      stage text not null,
      title text,
      search tsvector not null,
      deadline timestamptz(3),
      outcome text,
      created_at timestamptz(3) not null,
      submitted_at timestamptz(3),
      ended_at timestamptz(3),
      state jsonb not null
    )`.execute(db);
  await sql`create index proposals_stage on proposals (stage, id)`.execute(db);
  await sql`create index proposals_author on proposals (author, id)`.execute(db);
  await sql`create index proposals_category on proposals (category, id)`.execute(db);
  await sql`create index proposals_search on proposals using gin (search)`.execute(db);
  await sql`
    create table proposal_versions (
      proposal uuid not null,
      version integer not null,
      round integer not null,
      at timestamptz(3) not null,
      in_force_at timestamptz(3),
      content jsonb not null,
      primary key (proposal, version)
    )`.execute(db);
  await sql`
    create table timeline (
      decision uuid not null,
      sequence integer not null,
      part integer not null,
      at timestamptz(3) not null,
      kind text not null,
      facts jsonb not null,
      primary key (decision, sequence, part)
    )`.execute(db);
  // The number is given in commit order, so that a reader of "number > last" never loses a row.
  await sql`
    create table events (
      number bigint primary key,
      at timestamptz(3) not null,
      decision uuid not null,
      kind text not null,
      facts jsonb not null,
      visible_to text
    )`.execute(db);
  await sql`
    create table records (
      decision uuid primary key,
      kind text not null,
      outcome text not null,
      title text not null,
      ended_at timestamptz(3) not null,
      bytes bytea not null
    )`.execute(db);
  await sql`
    create table allocations (
      decision uuid primary key,
      resource text not null,
      amount numeric not null check (amount > 0),
      to_member text not null,
      starts timestamptz(3) not null,
      until timestamptz(3),
      permanent boolean not null check (permanent = (until is null))
    )`.execute(db);
  await sql`create index allocations_to on allocations (to_member, decision)`.execute(db);
  await sql`
    create table idempotency_keys (
      member text not null,
      route text not null,
      key text not null,
      body_hash text not null,
      decision uuid,
      status integer,
      answer json,
      at timestamptz(3) not null,
      primary key (member, route, key)
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table idempotency_keys, allocations, records, events, timeline, proposal_versions, proposals`.execute(
    db,
  );
}
