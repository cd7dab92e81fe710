/** The evidence beside a record: what is large or private, entry by entry in a fixed order, as canonical JSON (REC-1). */
import { sql } from 'kysely';
import { canonicalBytes } from '../ledger/canonical.ts';
import {
  type Departure,
  type Evidence,
  evidenceFormat,
  type PreferenceMapEntry,
  type TimelineEntry,
  type VersionEntry,
} from '../ledger/evidence-schema.ts';
import { evidenceKeys, saltLeaves } from '../ledger/evidence.ts';
import { leafHash, treeHash } from '../ledger/merkle.ts';
import { partNames, type PartName, type Root } from '../ledger/record-schema.ts';
import { listAnswers } from './answers.ts';
import type { AnswerEntry } from './ballot-box.ts';
import type { Db, Trx } from './database.ts';
import { type DeclarationEntry, listDeclarations } from './declarations.ts';
import { listDelegatedVotes, listDelegationEntries } from './delegation-evidence.ts';
import { type PollKind, pollsOf } from './polls.ts';
import { versionsOf } from './proposals.ts';
import { saltOf } from './salts.ts';
import { listStatements } from './statements.ts';
import { readTimeline } from './timeline.ts';

/** Rows read at a time, so that evidence of any size takes the same memory. */
const page = 1_000;

/** Every row of a list that is read page by page, each after the last row of the one before. */
async function* paged<Row>(read: (after: Row | undefined) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  for (let after: Row | undefined; ;) {
    const rows = await read(after);
    yield* rows;
    after = rows.at(-1);
    if (rows.length < page) return;
  }
}

/** Every answer, replaced ones too, by poll, elector and number (PRO-7). */
async function* answers(db: Db | Trx, decision: string, kind: PollKind): AsyncGenerator<AnswerEntry> {
  const read = (after: Parameters<typeof listAnswers>[1]['after']) =>
    listAnswers(db, { decision, kind, after, limit: page });
  for await (const { replaced, ...current } of paged(read)) yield* [...replaced, current];
}

/** Who had departed without an answer as a poll closed, and when (MEM-2). */
async function* departures(db: Db | Trx, decision: string): AsyncGenerator<Departure> {
  yield* paged<Departure>(async (after) => {
    let query = db
      .selectFrom('departures as d')
      .innerJoin('polls as p', 'p.id', 'd.poll')
      .innerJoin('members as m', 'm.id', 'd.member')
      .select(['p.decision', 'p.kind as poll', 'p.number as pollNumber', 'd.member', 'm.status_at as at'])
      .where('p.decision', '=', decision)
      .orderBy('p.kind')
      .orderBy('p.number')
      .orderBy(sql`d.member collate "C"`)
      .limit(page);
    if (after !== undefined)
      query = query.where(
        sql<boolean>`(p.kind, p.number, d.member collate "C") > (${after.poll}, ${after.pollNumber}::int, ${after.member})`,
      );
    return query.execute();
  });
}

/** The electorate as it was fixed (MEM-3, MEM-4). */
async function* electors(db: Db | Trx, decision: string): AsyncGenerator<Evidence['electorate'][number]> {
  const read = (after: { readonly member: string } | undefined) =>
    db
      .selectFrom('electors')
      .select(['electorate as decision', 'member', 'offline'])
      .where('electorate', '=', decision)
      .where(sql<boolean>`member collate "C" > ${after?.member ?? ''}`)
      .orderBy(sql`member collate "C"`)
      .limit(page)
      .execute();
  yield* paged(read);
}

/** The map of each round that was judged (CON-1). */
async function* preferenceMaps(db: Db | Trx, decision: string): AsyncGenerator<PreferenceMapEntry> {
  for (const { number, result } of await pollsOf(db, decision, 'preferences'))
    if (result !== null) yield { decision, round: number, map: result as PreferenceMapEntry['map'] };
}

/** What happened, from the submission to the ending. A draft is its author's alone (AUT-2), and what came later is no part of it. */
async function* timeline(db: Db | Trx, decision: string): AsyncGenerator<TimelineEntry> {
  let number = 0;
  for (const { at, kind, facts } of await readTimeline(db, decision, {})) {
    if (kind === 'drafted' || kind === 'edited') continue;
    number += 1;
    yield { decision, number, at, kind, facts };
    if (kind === 'ended') return;
  }
}

/** Every version of the text (PRO-6). */
async function* versions(db: Db | Trx, decision: string): AsyncGenerator<VersionEntry> {
  for (const version of await versionsOf(db, decision))
    yield { decision, ...version } as unknown as VersionEntry;
}

type Read<Part extends PartName> = (db: Db | Trx, decision: string) => AsyncGenerator<Evidence[Part][number]>;

/** Every part of the evidence, in its order. */
const parts: { readonly [Part in PartName]: Read<Part> } = {
  ballots: (db, decision) => answers(db, decision, 'votes') as ReturnType<Read<'ballots'>>,
  declarations: (db, decision) =>
    paged((after: DeclarationEntry | undefined) => listDeclarations(db, decision, { after, limit: page })),
  delegatedVotes: (db, decision) =>
    paged((after: Evidence['delegatedVotes'][number] | undefined) =>
      listDelegatedVotes(db, decision, { after, limit: page }),
    ),
  delegations: (db, decision) =>
    paged(async (after: Evidence['delegations'][number] | undefined) => {
      const entries = await listDelegationEntries(db, decision, { after: after?.sequence, limit: page });
      return entries as unknown as Evidence['delegations'];
    }),
  departures,
  electorate: electors,
  positions: (db, decision) => answers(db, decision, 'positions') as ReturnType<Read<'positions'>>,
  preferenceMaps,
  preferences: (db, decision) => answers(db, decision, 'preferences') as ReturnType<Read<'preferences'>>,
  statements: (db, decision) =>
    paged((after) => listStatements(db, decision, { after: after?.number ?? 0, limit: page })),
  timeline,
  versions,
};

/** The entries of one part, in order. */
export const evidenceOf = <Part extends PartName>(
  db: Db | Trx,
  decision: string,
  part: Part,
): AsyncGenerator<Evidence[Part][number]> => parts[part](db, decision);

/** How many entries each part has, and the RFC 6962 tree hash over their canonical JSON: what stands in the record. */
export async function evidenceRoots(db: Db | Trx, decision: string): Promise<Record<PartName, Root>> {
  const roots: (readonly [PartName, Root])[] = [];
  const salted = saltLeaves(await saltOf(db, decision)).length;
  for (const part of partNames) {
    const { root, size } = await treeHash(partLeaves(db, decision, part));
    roots.push([part, { count: size - salted, root: root.toString('hex') }]);
  }
  return Object.fromEntries(roots) as Record<PartName, Root>;
}

/** The leaf hashes of one part, in order; after them, of what is private, that of the salt (AUT-2). */
async function* partLeaves(db: Db | Trx, decision: string, part: PartName): AsyncGenerator<Buffer> {
  yield* leafHashes(db, decision, part);
  for (const text of saltLeaves(await saltOf(db, decision))) yield leafHash(Buffer.from(text));
}

/** The leaf hashes of the entries of one part, in order. */
async function* leafHashes(db: Db | Trx, decision: string, part: PartName): AsyncGenerator<Buffer> {
  for await (const entry of parts[part](db, decision)) yield leafHash(canonicalBytes(entry));
}

/** The whole evidence as one canonical JSON text, piece by piece. */
export async function* evidenceText(db: Db, decision: string): AsyncGenerator<Buffer> {
  let opening = '{';
  for (const key of evidenceKeys) {
    yield Buffer.from(`${opening}"${key}":`);
    opening = ',';
    if (key === 'format') yield canonicalBytes(evidenceFormat);
    else if (key === 'salt') yield canonicalBytes(await saltOf(db, decision));
    else yield* partText(db, decision, key);
  }
  yield Buffer.from('}');
}

async function* partText(db: Db, decision: string, part: PartName): AsyncGenerator<Buffer> {
  let separator = '[';
  for await (const entry of parts[part](db, decision)) {
    yield Buffer.concat([Buffer.from(separator), canonicalBytes(entry)]);
    separator = ',';
  }
  yield Buffer.from(separator === '[' ? '[]' : ']');
}
