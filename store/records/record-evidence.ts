/** The evidence beside a record: what is large or private, entry by entry in a fixed order, as canonical JSON (REC-1). */
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { type EvidenceEntry, evidenceKeys } from '../../ledger/parts/evidence.ts';
import { saltLeaves, saltOfPart } from '../../ledger/parts/salts.ts';
import type { Root } from '../../ledger/parts/schema/figures.ts';
import { type PartName, type PartOf, partsOf, type RecordKind } from '../../ledger/parts/kinds.ts';
import { growTree } from '../../ledger/log/merkle.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { asHashes, asTexts, type Reading } from '../postgres/entry-text.ts';
import { readersOf } from './record-parts.ts';
import { saltsOf } from '../log/salts.ts';

/** What kind of decision an id is of: a proposal, unless it is one of the processes. */
export async function kindOf(db: Db | Trx, decision: string): Promise<RecordKind> {
  const process = await db
    .selectFrom('processes')
    .select('kind')
    .where('id', '=', decision)
    .executeTakeFirst();
  return (process?.kind ?? 'proposal') as RecordKind;
}

/** One part's entries in their order, page by page; none where its kind has no such part. */
async function* pagesOfPart<Page>(
  db: Db | Trx,
  kind: RecordKind,
  decision: string,
  part: PartName,
  as: Reading<Page>,
): AsyncGenerator<Page> {
  const read = readersOf(kind)[part];
  if (read !== undefined) yield* read(db, decision, as);
}

/** Their canonical texts. */
export const textsOfPart = (
  db: Db | Trx,
  kind: RecordKind,
  decision: string,
  part: PartName,
): AsyncGenerator<readonly string[]> => pagesOfPart(db, kind, decision, part, asTexts);

/** The entries themselves. */
export async function* entriesOf(
  db: Db | Trx,
  kind: RecordKind,
  decision: string,
  part: PartName,
): AsyncGenerator<EvidenceEntry> {
  for await (const texts of textsOfPart(db, kind, decision, part))
    for (const text of texts) yield JSON.parse(text) as EvidenceEntry;
}

export async function allOf<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const read: Entry[] = [];
  for await (const entry of entries) read.push(entry);
  return read;
}

/** Of each part: how many entries it has, and their tree's hash. */
export type Roots<Kind extends RecordKind> = Record<PartOf<Kind>, Root>;

/**
 * How many entries each part has, and the RFC 6962 tree hash over their canonical JSON: what stands in the record.
 * @param settled those that are known already
 */
export async function evidenceRoots<Kind extends RecordKind>(
  db: Db | Trx,
  kind: Kind,
  decision: string,
  settled: Partial<Roots<Kind>> = {},
): Promise<Roots<Kind>> {
  const roots: Partial<Roots<Kind>> = { ...settled };
  for (const part of partsOf(kind)) roots[part] ??= await rootOf(db, kind, decision, part);
  return roots as Roots<Kind>;
}

/** The parts that hold what polls and their electors came to. */
const ofPolls: readonly PartName[] = [
  'ballots',
  'delegatedVotes',
  'delegations',
  'electorate',
  'positions',
  'preferences',
];

/**
 * The roots of what nothing changes any more, where polls were held and every one has closed: hashed before the ending is written, so
 * that nobody waits for a lock meanwhile. Of what is salted, once its salt is made (AUT-2).
 */
export async function settledRoots<Kind extends RecordKind>(
  db: Db,
  kind: Kind,
  decision: string,
): Promise<Partial<Roots<Kind>>> {
  const polls = await db
    .selectFrom('polls')
    .select((eb) => [
      eb.fn.countAll<number>().as('held'),
      eb.fn.countAll<number>().filterWhere('closed_at', 'is', null).as('open'),
    ])
    .where('decision', '=', decision)
    .executeTakeFirstOrThrow();
  const roots: Partial<Roots<Kind>> = {};
  if (polls.held === 0 || polls.open > 0) return roots;
  for (const part of partsOf(kind))
    if (ofPolls.includes(part)) roots[part] = await rootOf(db, kind, decision, part);
  return roots;
}

async function rootOf(db: Db | Trx, kind: RecordKind, decision: string, part: PartName): Promise<Root> {
  const tree = growTree();
  for await (const hashes of pagesOfPart(db, kind, decision, part, asHashes)) tree.addHashes(hashes);
  const count = tree.size();
  for (const salt of await saltTexts(db, kind, decision, part)) tree.add(salt);
  return { count, root: tree.root().toString('hex') };
}

/** The leaf of the salt after the entries of a part, where what it holds is private (AUT-2). */
export async function saltTexts(
  db: Db | Trx,
  kind: RecordKind,
  decision: string,
  part: PartName,
): Promise<readonly string[]> {
  return saltLeaves(saltOfPart(kind, part, await saltsOf(db, decision)));
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
  const salts = await saltsOf(db, decision);
  let opening = '{';
  for (const key of evidenceKeys(kind)) {
    yield Buffer.from(`${opening}"${key}":`);
    opening = ',';
    if (key === 'format') yield canonicalBytes(evidenceFormat);
    else if (key === 'kind') yield canonicalBytes(kind);
    else if (key === 'salt') yield canonicalBytes(room ? salts.salt : null);
    else if (key === 'nameSalt') yield canonicalBytes(salts.nameSalt);
    else if (key === 'room' && !room) yield canonicalBytes(null);
    else yield* partText(textsOfPart(db, kind, decision, key));
  }
  yield Buffer.from('}');
}

async function* partText(pages: AsyncIterable<readonly string[]>): AsyncGenerator<Buffer> {
  let separator = '[';
  for await (const texts of pages) {
    if (texts.length === 0) continue;
    yield Buffer.from(separator + texts.join(','));
    separator = ',';
  }
  yield Buffer.from(separator === '[' ? '[]' : ']');
}
