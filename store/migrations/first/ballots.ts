/** Electorates, polls and the ballot box; statements and declarations. Answers are append-only: the current one of an elector has the highest number. */
import { type Kysely, sql } from 'kysely';

export async function ballots(db: Kysely<unknown>): Promise<void> {
  // How many each electorate has, out of how many, and who is recused: counted when the hearing is over (GUA-2, JUS-1).
  await sql`
    create table electorates (
      id text collate "C" primary key,
      size integer not null,
      council integer not null,
      recused text[] collate "C",
      -- By what it falls into parts, where the threshold asks for majorities of them (VOT-1).
      parts text collate "C"
    )`.execute(db);
  await sql`
    create table electors (
      electorate text collate "C" not null,
      member text collate "C" not null,
      offline boolean not null,
      -- As it was when the electorate was fixed: who took part is told of people and agents apart.
      kind text collate "C" not null,
      -- Where ballots are signed: the fingerprints of the keys that count for the elector; else null (AUT-1, MEM-3).
      keys text[] collate "C",
      -- Where the threshold asks for majorities of parts: the elector's as the electorate was fixed; null for who is in none (VOT-1).
      part text collate "C",
      primary key (electorate, member)
    )`.execute(db);
  await sql`create index electors_member on electors (member)`.execute(db);
  await sql`
    create table polls (
      id bigint generated always as identity primary key,
      decision uuid not null,
      kind text collate "C" not null,
      number integer not null,
      round integer not null,
      version integer not null,
      electorate text collate "C" not null,
      opens timestamptz(3) not null,
      closes timestamptz(3) not null,
      due timestamptz(3) not null,
      extended jsonb not null,
      extensions_left integer not null,
      rules jsonb not null,
      awaited text collate "C" default '',
      closed_at timestamptz(3),
      result jsonb,
      -- How much of a closed poll stood with how few; null where nothing was delegated.
      delegation jsonb,
      -- Of a closed poll that was judged: who took part in it, and the first reasons against.
      participation jsonb,
      reasons_against jsonb,
      unique (decision, kind, number),
      check (opens < closes)
    )`.execute(db);
  await sql`create index polls_open on polls (electorate) where closed_at is null`.execute(db);
  await sql`
    create table answers (
      poll bigint not null references polls (id),
      elector text collate "C" not null,
      number integer not null,
      choice text collate "C",
      ranking jsonb,
      reason text collate "C",
      version integer not null,
      at timestamptz(3) not null,
      hash bytea not null,
      -- Where ballots are signed: the elector's own, a detached JWS (AUT-1).
      signature text collate "C",
      primary key (poll, elector, number)
    )`.execute(db);
  // Reasons against are listed by themselves.
  await sql`
    create index answers_against on answers (poll, elector) where choice in ('against', 'block')`.execute(db);
  await sql`
    create view current_answers as
      select distinct on (poll, elector) * from answers order by poll, elector, number desc`.execute(db);
  // Who had departed without an answer when a poll closed, and so left its electorate (MEM-2).
  await sql`
    create table departures (
      poll bigint not null references polls (id),
      member text collate "C" not null,
      primary key (poll, member)
    )`.execute(db);
  await sql`
    create table statements (
      decision uuid not null,
      number integer not null,
      member text collate "C" not null,
      stage text collate "C" not null,
      round integer not null,
      version integer not null,
      text text collate "C" not null,
      -- The statements of this decision that it answers, and in whose place it stands: each is corrected once (REC-2).
      reply_to integer,
      corrects integer,
      at timestamptz(3) not null,
      hash bytea not null,
      request text collate "C",
      primary key (decision, number),
      unique (decision, corrects),
      unique (decision, member, request)
    )`.execute(db);
  // Of what can be said again, the last counts.
  await sql`
    create table declarations (
      decision uuid not null,
      kind text collate "C" not null,
      member text collate "C" not null,
      number integer not null,
      facts jsonb not null,
      at timestamptz(3) not null,
      hash bytea not null,
      request text collate "C",
      primary key (decision, kind, member, number)
    )`.execute(db);
}
