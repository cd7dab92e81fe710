/** Notices, each of one entry or reminder, the inboxes that they are in, and who follows what: a narrow row a member, for an electorate may be a million. */
import { type Kysely, sql } from 'kysely';

export async function notices(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notices (
      id bigint generated always as identity primary key,
      decision uuid not null,
      process text collate "C" not null,
      -- The entry, and its how-manieth notice, or the window and its mark: written once, however often its activity is tried.
      occasion text collate "C" not null,
      kind text collate "C" not null,
      at timestamptz(3) not null,
      stage text collate "C" not null,
      owes text collate "C",
      due timestamptz(3),
      facts jsonb not null,
      -- Of one told in pieces: every member up to this one has been told; null once everybody has, as of one that is told at once.
      told_up_to text collate "C",
      unique (decision, occasion)
    )`.execute(db);
  // One index and no reference: a million rows at once take half the time, and a member's own are few.
  await sql`
    create table inbox (
      member text collate "C" not null,
      notice bigint not null,
      read_at timestamptz(3),
      -- Of one that owes an act: until when, infinity for as long as it takes. Null: it owes nothing.
      owed_until timestamptz(3),
      primary key (member, notice)
    )`.execute(db);
  // What a member wants to hear of a process beside what concerns them: all of it, or what they owe alone.
  await sql`
    create table following (
      decision uuid not null,
      member text collate "C" not null,
      notices text collate "C" not null check (notices in ('all', 'owed')),
      at timestamptz(3) not null,
      primary key (decision, member)
    )`.execute(db);
  await sql`create index following_member on following (member, decision)`.execute(db);
  await sql`create index inbox_owed on inbox (member, owed_until) where owed_until is not null`.execute(db);
}
