/** Charter versions: kept, numbered and hashed (CHA-3). */
import type { Db, Trx } from '../postgres/database.ts';

export interface CharterVersion {
  readonly version: number;
  readonly hash: string;
  readonly document: unknown;
  readonly inForceAt: string;
  /** The decision that brought it into force; null for the first, which was read from a file. */
  readonly decision: string | null;
}

const columns = ['version', 'hash', 'in_force_at as inForceAt', 'decision'] as const;

/** The charter in force: the newest version; undefined in an empty council. */
export async function charterInForce(db: Db | Trx): Promise<CharterVersion | undefined> {
  return withDocument(db, await rowOf(db).orderBy('version', 'desc').limit(1).executeTakeFirst());
}

export async function charterVersion(db: Db | Trx, version: number): Promise<CharterVersion | undefined> {
  return withDocument(db, await rowOf(db).where('version', '=', version).executeTakeFirst());
}

const rowOf = (db: Db | Trx) => db.selectFrom('charters').select(columns);

/** Documents that were read, by their hashes: none is rewritten, and one is longer than whatever else is read with it. Nobody changes them. */
const mostDocuments = 50;
const documents = new Map<string, unknown>();

async function withDocument(
  db: Db | Trx,
  row: Omit<CharterVersion, 'document'> | undefined,
): Promise<CharterVersion | undefined> {
  if (row === undefined) return undefined;
  const known = documents.get(row.hash);
  if (known !== undefined) return { ...row, document: known };
  const { document } = await db
    .selectFrom('charters')
    .select('document')
    .where('version', '=', row.version)
    .executeTakeFirstOrThrow();
  const [oldest] = documents.size < mostDocuments ? [] : documents.keys();
  if (oldest !== undefined) documents.delete(oldest);
  documents.set(row.hash, deepFrozen(document));
  return { ...row, document };
}

function deepFrozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFrozen(part);
  return Object.freeze(value);
}

/** Whether a charter of this hash is or was in force. */
export async function isCharterVersion(db: Db, hash: string): Promise<boolean> {
  const row = await db.selectFrom('charters').select('version').where('hash', '=', hash).executeTakeFirst();
  return row !== undefined;
}

/** Whether the charter that the council began with bore this name. */
export async function firstCharterNamed(db: Db, name: string): Promise<boolean> {
  const first = await charterVersion(db, 1);
  return (first?.document as { readonly name?: unknown } | undefined)?.name === name;
}

/** Until the commit nobody else amends the charter, and no submission reads it: each submission takes the same row. */
export async function lockCharters(trx: Trx): Promise<void> {
  await trx.selectFrom('council').select('single').forUpdate().execute();
}

/** Brings a version into force (CHA-3); the caller holds the lock. */
export async function addCharter(
  trx: Trx,
  { inForceAt, document, ...version }: CharterVersion,
): Promise<void> {
  await trx
    .insertInto('charters')
    .values({ ...version, document: JSON.stringify(document), in_force_at: inForceAt })
    .execute();
}

/** Reads a charter into an empty council (CHA-3); answers whether it was taken: a council that has one keeps it. */
export async function loadFirstCharter(
  db: Db,
  charter: { readonly document: unknown; readonly hash: string; readonly at: string },
): Promise<boolean> {
  const row = await db
    .insertInto('charters')
    .values({
      version: 1,
      hash: charter.hash,
      document: JSON.stringify(charter.document),
      in_force_at: charter.at,
      decision: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}
