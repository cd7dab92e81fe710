/** Electorates, polls and the ballot box. Answers are append-only; the current one of an elector has the highest number. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table electors (
      electorate text not null,
      member text not null,
      offline boolean not null,
      primary key (electorate, member)
    )`.execute(db);
  await sql`create index electors_member on electors (member)`.execute(db);
  await sql`
    create table polls (
      id bigint generated always as identity primary key,
      decision uuid not null,
      kind text not null check (kind in ('preferences', 'positions', 'votes')),
      number integer not null,
      round integer not null,
      version integer not null,
      electorate text not null,
      opens timestamptz(3) not null,
      closes timestamptz(3) not null,
      due timestamptz(3) not null,
      extended jsonb not null,
      extensions_left integer not null,
      rules jsonb not null,
      awaited text default '',
      closed_at timestamptz(3),
      result jsonb,
      unique (decision, kind, number),
      check (opens < closes)
    )`.execute(db);
  await sql`create index polls_open on polls (electorate) where closed_at is null`.execute(db);
  await sql`
    create table answers (
      poll bigint not null references polls (id),
      elector text not null,
      number integer not null,
      choice text,
      ranking jsonb,
      reason text,
      version integer not null,
      at timestamptz(3) not null,
      hash bytea not null,
      primary key (poll, elector, number)
    )`.execute(db);
  await sql`
    create view current_answers as
      select distinct on (poll, elector) * from answers order by poll, elector, number desc`.execute(db);
  // Who had departed without an answer when a poll closed, and so left its electorate (MEM-2).
  await sql`
    create table departures (
      poll bigint not null references polls (id),
      member text not null,
      primary key (poll, member)
    )`.execute(db);
  await sql`
    create table statements (
      decision uuid not null,
      number integer not null,
      member text not null,
      stage text not null,
      round integer not null,
      version integer not null,
      text text not null,
      at timestamptz(3) not null,
      hash bytea not null,
      request text,
      primary key (decision, number),
      unique (decision, member, request)
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table statements, departures`.execute(db);
  await sql`drop view current_answers`.execute(db);
  await sql`drop table answers, polls, electors`.execute(db);
}
