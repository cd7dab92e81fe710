/** The ledger's rows: entries in their order, and the tree over them (REC-2, REC-3; RFC 6962). */
import { type RawBuilder, sql } from 'kysely';
import { leafHash, nodeHash } from '../../ledger/log/merkle.ts';
import { type NodeId, proveInclusion, type ReadNodes, rootAt } from '../../ledger/log/proofs.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface Appended {
  readonly index: number;
  /** False where the decision had its entry already. */
  readonly isNew: boolean;
}

/** What an entry is of: a decision's record, a change of a member's keys, or an entry of a chain of custody. Its row stands already. */
export type EntryOf =
  { readonly decision: string } | { readonly keyChange: string } | { readonly custody: string };

/**
 * Appends a record or a change of keys as the next leaf, once: called again, it answers the index that it has. The lock is held until the caller's transaction ends, so take no other after it, and the caller's isolation is
 * `read committed`, so that what the one before appended is seen.
 * @param bytes the exact bytes that are served as the record
 */
export async function appendLeaf(
  trx: Trx,
  { bytes, ...entry }: EntryOf & { readonly bytes: Uint8Array },
): Promise<Appended> {
  await sql`select pg_advisory_xact_lock(hashtextextended('folkmoot ledger', 0))`.execute(trx);
  const { rows } = await sql<{ own: number | null; size: number }>`
    select
      (select index from ledger_entries where ${isOf(entry)}) as own,
      coalesce((select max(index) + 1 from ledger_entries), 0) as size`.execute(trx);
  const { own, size } = rows[0] as { own: number | null; size: number };
  if (own !== null) return { index: own, isNew: false };
  const nodes = await completed(trx, size, leafHash(bytes));
  await trx.insertInto('ledger_nodes').values(nodes).execute();
  await trx
    .insertInto('ledger_entries')
    .values({ index: size, ...rowOf(entry) })
    .execute();
  return { index: size, isNew: true };
}

const isOf = (entry: EntryOf): RawBuilder<boolean> => {
  if ('decision' in entry) return sql<boolean>`decision = ${entry.decision}`;
  return 'keyChange' in entry
    ? sql<boolean>`key_change = ${entry.keyChange}`
    : sql<boolean>`custody = ${entry.custody}`;
};

const rowOf = (entry: EntryOf) => {
  if ('decision' in entry) return { decision: entry.decision };
  return { decision: null, ...('keyChange' in entry ? { key_change: entry.keyChange } : entry) };
};

/** The leaf, and every full subtree that it completes: one for each 1 at the end of its index in binary. */
async function completed(trx: Trx, index: number, leaf: Buffer): Promise<(NodeId & { hash: Buffer })[]> {
  const siblings: NodeId[] = [];
  for (let level = 0, place = index; place % 2 === 1; level += 1, place = (place - 1) / 2)
    siblings.push({ level, index: place - 1 });
  const nodes = [{ level: 0, index, hash: leaf }];
  for (const left of await readNodes(trx)(siblings)) {
    const { level, index: place, hash } = nodes.at(-1) as (typeof nodes)[number];
    nodes.push({ level: level + 1, index: (place - 1) / 2, hash: nodeHash(left, hash) });
  }
  return nodes;
}

/**
 * Reads nodes by their places, in one statement: a proof over a million entries reads some twenty rows.
 * @throws where one is missing: the tree has no such full subtree yet
 */
export function readNodes(db: Db | Trx): (...args: Parameters<ReadNodes>) => Promise<readonly Buffer[]> {
  return async (nodes) => {
    if (nodes.length === 0) return [];
    const { rows } = await sql<{ hash: Buffer | null }>`
      select node.hash
      from unnest(
        ${nodes.map(({ level }) => level)}::smallint[],
        ${nodes.map(({ index }) => index)}::bigint[]
      ) with ordinality as wanted (level, index, place)
      left join ledger_nodes node on node.level = wanted.level and node.index = wanted.index
      order by wanted.place`.execute(db);
    return rows.map(({ hash }) => {
      if (hash === null) throw new Error('the ledger has no such node');
      return hash;
    });
  };
}

/** How many entries are committed. */
export async function ledgerSize(db: Db | Trx): Promise<number> {
  const { size } = await db
    .selectFrom('ledger_entries')
    .select((eb) => sql<number>`${eb.fn.coalesce(eb.fn.max('index'), sql<number>`-1`)} + 1`.as('size'))
    .executeTakeFirstOrThrow();
  return size;
}

/** The root of the first so many entries. */
export const ledgerRoot = (db: Db | Trx, size: number): Promise<Buffer> => rootAt(readNodes(db), size);

/** Where a decision's record stands; undefined while it has none. */
export async function indexOf(db: Db | Trx, decision: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('ledger_entries')
    .select('index')
    .where('decision', '=', decision)
    .executeTakeFirst();
  return row?.index;
}

/** The path from an entry to the root of the first so many. */
export const inclusionPath = (db: Db | Trx, index: number, size: number): Promise<Buffer[]> =>
  proveInclusion(readNodes(db), index, size);

export interface Entry {
  readonly index: number;
  /** Null of what is no decision's record. */
  readonly decision: string | null;
  readonly bytes: Buffer;
}

/** Entries [from, to), in order. */
export async function entriesOf(db: Db | Trx, from: number, to: number): Promise<Entry[]> {
  return db
    .selectFrom('ledger_entries as e')
    .leftJoin('records as r', 'r.decision', 'e.decision')
    .leftJoin('key_changes as k', 'k.id', 'e.key_change')
    .leftJoin('custody_entries as c', 'c.id', 'e.custody')
    .select(['e.index', 'e.decision'])
    .select((eb) => eb.fn.coalesce('r.bytes', 'k.bytes', 'c.leaf').$castTo<Buffer>().as('bytes'))
    .where('e.index', '>=', from)
    .where('e.index', '<', to)
    .orderBy('e.index')
    .execute();
}
