/** Delegations, append-only but for the instant of their revocation; disclosures that stand; what became of each delegated vote of a closed poll; mandates (DEL, MAN). */
import { type Kysely, sql } from 'kysely';

export async function delegations(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table delegations (
      id uuid primary key,
      -- Counts them in the order in which they were committed (DEL-3).
      sequence integer not null unique,
      from_member text collate "C" not null,
      to_member text collate "C" not null,
      proposal uuid,
      category text collate "C",
      made_at timestamptz(3) not null,
      until timestamptz(3) not null,
      revoked_at timestamptz(3),
      check (proposal is null or category is null),
      check (from_member <> to_member),
      check (made_at < until)
    )`.execute(db);
  await sql`create index delegations_scope on delegations (proposal, category, until)`.execute(db);
  await sql`create index delegations_from on delegations (from_member, sequence)`.execute(db);
  await sql`create index delegations_to on delegations (to_member, sequence)`.execute(db);
  // What a member says once for a category; where it counts in a decision it is a declaration there (DEL-5).
  await sql`
    create table standing_disclosures (
      member text collate "C" not null references members (id),
      category text collate "C" not null,
      interests text collate "C" not null,
      at timestamptz(3) not null,
      primary key (category, member)
    )`.execute(db);
  await sql`create index standing_disclosures_member on standing_disclosures (member, category)`.execute(db);
  // Without references: each would be looked up for every row of a close, and the rows are made of what they would refer to.
  await sql`
    create table delegated_votes (
      poll bigint not null,
      elector text collate "C" not null,
      delegation uuid not null,
      to_member text collate "C" not null,
      representative text collate "C",
      fate text collate "C" not null,
      exceeding boolean not null,
      primary key (poll, elector)
    )`.execute(db);
  await sql`
    create table mandates (
      decision uuid primary key,
      category text collate "C" not null,
      members text[] collate "C" not null,
      granted_at timestamptz(3) not null,
      until timestamptz(3) not null,
      ended_at timestamptz(3),
      ended_by uuid,
      -- Counts them in the order in which they were granted (MAN-2).
      sequence integer not null unique
    )`.execute(db);
  await sql`create index mandates_category on mandates (category, sequence)`.execute(db);
  // Those that run are few among all that there ever were (MAN-2).
  await sql`create index mandates_until on mandates (until)`.execute(db);
}
