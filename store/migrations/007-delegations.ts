/** Delegations, append-only but for the instant of their revocation; and what became of each delegated vote of a closed poll (DEL, REC-1). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table delegations (
      id uuid primary key,
      -- Counts them in the order in which they were committed (DEL-3).
      sequence integer not null unique,
      from_member text not null,
      to_member text not null,
      proposal uuid,
      category text,
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
  await sql`
    create table delegated_votes (
      poll bigint not null references polls (id),
      elector text not null,
      delegation uuid not null references delegations (id),
      to_member text not null,
      representative text,
      fate text not null,
      exceeding boolean not null,
      primary key (poll, elector)
    )`.execute(db);
  // How many votes were delegated in a closed poll, and the cap; null where none was.
  await sql`alter table polls add column delegation jsonb`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table polls drop column delegation`.execute(db);
  await sql`drop table delegated_votes, delegations`.execute(db);
}
