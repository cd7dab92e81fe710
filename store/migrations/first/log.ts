/** The transparency log: its entries in order, the hashes of its tree, the checkpoints that were signed, and the keys (REC-3). */
import { type Kysely, sql } from 'kysely';

export async function log(db: Kysely<unknown>): Promise<void> {
  // The entry itself is the bytes of a record, of a change of keys, or of custody. Its index is the size of the tree before it: no gap, no fork.
  await sql`
    create table ledger_entries (
      index bigint primary key check (index >= 0),
      decision uuid unique references records (decision),
      key_change uuid unique references key_changes (id),
      custody uuid unique references custody_entries (id),
      check (num_nonnulls(decision, key_change, custody) = 1)
    )`.execute(db);
  // Full subtrees only: node (level, index) covers the 2^level entries from index * 2^level on. They never change.
  await sql`
    create table ledger_nodes (
      level smallint not null,
      index bigint not null,
      hash bytea not null check (length(hash) = 32),
      primary key (level, index)
    )`.execute(db);
  await sql`
    create table ledger_checkpoints (
      size bigint not null check (size >= 0),
      key_id text collate "C" not null,
      root bytea not null check (length(root) = 32),
      note text collate "C" not null,
      primary key (size, key_id)
    )`.execute(db);
  // Public halves only. The newest signs; the older ones keep old checkpoints verifiable.
  await sql`
    create table ledger_keys (
      number integer primary key check (number > 0),
      key_id text collate "C" not null unique,
      verifier text collate "C" not null,
      since timestamptz(3) not null
    )`.execute(db);
  // The keys that have sealed what stands in Temporal's store: their ids, so that none is made anew where one is known.
  await sql`
    create table history_keys (
      number integer primary key check (number > 0),
      key_id text collate "C" not null unique,
      since timestamptz(3) not null
    )`.execute(db);
}
