/** Support: ids, instants and what is sealed; all of it is deleted some time after the last that happens in it (SUP-3). */
import { type Kysely, sql } from 'kysely';

export async function support(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table supports (
      id uuid primary key,
      person text collate "C" not null references members (id),
      -- Whom it may concern; who sees what of it follows from its state.
      people text[] collate "C" not null,
      -- Whether it concerns who holds the guardian's office.
      guardian boolean not null,
      -- When something falls due next by itself.
      deadline timestamptz(3),
      -- When it is deleted, where nothing happens in it any more.
      forgotten_at timestamptz(3) not null,
      state jsonb not null
    )`.execute(db);
  await sql`create index supports_people on supports using gin (people)`.execute(db);
  // Sealed by their authors: nobody reads them here. The first words come before the row of what they open.
  await sql`
    create table support_bodies (
      -- No number: nobody learns from gaps in them what they are not shown, or how much is said elsewhere.
      id uuid primary key,
      support uuid not null,
      kind text collate "C" not null check (kind in ('words', 'message', 'ground', 'reason')),
      by_member text collate "C" not null,
      at timestamptz(3) not null,
      readers text[] collate "C" not null,
      sealed text collate "C" not null
    )`.execute(db);
  await sql`create index support_bodies_support on support_bodies (support, at, id)`.execute(db);
  // Supporters who said themselves that they are on duty (SUP-1).
  await sql`
    create table support_duty (
      member text collate "C" primary key references members (id),
      since timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table support_counts (
      year integer not null,
      what text collate "C" not null,
      count integer not null,
      primary key (year, what)
    )`.execute(db);
}
