/** The evidence beside a record: what is large or private, entry by entry in a fixed order, as canonical JSON (REC-1). */
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { type EvidenceEntry, evidenceKeys, saltLeaves } from '../../ledger/parts/evidence.ts';
import type { Root } from '../../ledger/parts/figures-schema.ts';
import { isSalted, type PartName, type PartOf, partsOf, type RecordKind } from '../../ledger/parts/kinds.ts';
import { leafHash, treeHash } from '../../ledger/log/merkle.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { readersOf } from './record-parts.ts';
import { saltOf } from '../log/salts.ts';

/** What kind of decision an id is of: a proposal, unless it is one of the processes. */
export async function kindOf(db: Db | Trx, decision: string): Promise<RecordKind> {
  const process = await db
    .selectFrom('processes')
    .select('kind')
    .where('id', '=', decision)
    .executeTakeFirst();
  return (process?.kind ?? 'proposal') as RecordKind;
}

/** The entries of one part, in order; none where its kind has no such part. */
export async function* entriesOf(
  db: Db | Trx,
  kind: RecordKind,
  decision: string,
  part: PartName,
): AsyncGenerator<EvidenceEntry> {
  const read = readersOf(kind)[part];
  if (read !== undefined) yield* read(db, decision);
}

export async function allOf<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const read: Entry[] = [];
  for await (const entry of entries) read.push(entry);
  return read;
}

/** How many entries each part has, and the RFC 6962 tree hash over their canonical JSON: what stands in the record. */
export async function evidenceRoots<Kind extends RecordKind>(
  db: Db | Trx,
  kind: Kind,
  decision: string,
): Promise<Record<PartOf<Kind>, Root>> {
  const roots: (readonly [PartName, Root])[] = [];
  for (const part of partsOf(kind)) {
    const salts = await saltTexts(db, kind, decision, part);
    const { root, size } = await treeHash(leafHashes(db, kind, decision, part, salts));
    roots.push([part, { count: size - salts.length, root: root.toString('hex') }]);
  }
  return Object.fromEntries(roots) as Record<PartOf<Kind>, Root>;
}

/** The leaf of the salt after the entries of a part, where what it holds is private (AUT-2). */
export async function saltTexts(
  db: Db | Trx,
  kind: RecordKind,
  decision: string,
  part: PartName,
): Promise<readonly string[]> {
  return isSalted(kind, part) ? saltLeaves(await saltOf(db, decision)) : [];
}

/** The leaf hashes of one part, in order; after them that of the salt. */
async function* leafHashes(
  db: Db | Trx,
  kind: RecordKind,
  decision: string,
  part: PartName,
  salts: readonly string[],
): AsyncGenerator<Buffer> {
  for await (const entry of entriesOf(db, kind, decision, part)) yield leafHash(canonicalBytes(entry));
  for (const text of salts) yield leafHash(Buffer.from(text));
}

/**
 * The whole evidence as one canonical JSON text, piece by piece.
 * @param room whether what was said in a room is part of it: only who is in it may read that (AUT-2)
 */
export async function* evidenceText(
  db: Db,
  decision: string,
  { room }: { readonly room: boolean } = { room: true },
): AsyncGenerator<Buffer> {
  const kind = await kindOf(db, decision);
  let opening = '{';
  for (const key of evidenceKeys(kind)) {
    yield Buffer.from(`${opening}"${key}":`);
    opening = ',';
    if (key === 'format') yield canonicalBytes(evidenceFormat);
    else if (key === 'kind') yield canonicalBytes(kind);
    else if (key === 'salt') yield canonicalBytes(room ? await saltOf(db, decision) : null);
    else if (key === 'room' && !room) yield canonicalBytes(null);
    else yield* partText(entriesOf(db, kind, decision, key));
  }
  yield Buffer.from('}');
}

async function* partText(entries: AsyncIterable<EvidenceEntry>): AsyncGenerator<Buffer> {
  let separator = '[';
  for await (const entry of entries) {
    yield Buffer.concat([Buffer.from(separator), canonicalBytes(entry)]);
    separator = ',';
  }
  yield Buffer.from(separator === '[' ? '[]' : ']');
}
