/** Files whose custody is kept: the bytes once, a chain for whoever brought them, and its entries, each of which is an entry of the log (ALM-6). */
import { type Kysely, sql } from 'kysely';

export async function custody(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table custody_files (
      -- In lower case hexadecimal.
      sha256 text collate "C" primary key,
      bytes bytea not null,
      size integer not null
    )`.execute(db);
  await sql`alter table custody_files alter column bytes set storage external`.execute(db);
  // Who brings what another has brought before learns nothing of that: each has a chain of their own.
  await sql`
    create table custody_chains (
      id uuid primary key,
      sha256 text collate "C" not null references custody_files (sha256),
      depositor text collate "C" not null references members (id),
      at timestamptz(3) not null,
      unique (sha256, depositor)
    )`.execute(db);
  await sql`create index custody_chains_depositor on custody_chains (depositor)`.execute(db);
  await sql`
    create table custody_entries (
      id uuid primary key,
      chain uuid not null references custody_chains (id),
      -- Counts the entries of a chain from 1.
      n integer not null check (n > 0),
      kind text collate "C" not null check (kind in ('deposited', 'offered', 'withdrawn', 'taken', 'read')),
      by_member text collate "C" not null,
      -- To whom it is offered.
      to_member text collate "C",
      at timestamptz(3) not null,
      -- The entry as canonical JSON, and its hash, which stands in the log.
      bytes bytea not null,
      hash text collate "C" not null,
      -- The entry of the log.
      leaf bytea not null,
      unique (chain, n)
    )`.execute(db);
  await sql`create index custody_entries_by on custody_entries (by_member, chain) where kind in ('deposited', 'taken')`.execute(
    db,
  );
  await sql`create index custody_entries_to on custody_entries (to_member, chain) where kind = 'offered'`.execute(
    db,
  );
  // Where a process names the file as evidence, by who brought, holds or held it: who may read that, may read it (AUT-2).
  await sql`
    create table custody_citations (
      chain uuid not null references custody_chains (id),
      process uuid not null,
      -- Named in its room: only who is in it.
      room boolean not null,
      by_member text collate "C" not null,
      at timestamptz(3) not null,
      primary key (chain, process, room)
    )`.execute(db);
}
