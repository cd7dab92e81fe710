/** The evidence beside a record: what is large, entry by entry in a fixed order, as canonical JSON (REC-1). */
import { sql } from 'kysely';
import { canonicalBytes } from '../ledger/canonical.ts';
import { leafHash, treeHash } from '../ledger/merkle.ts';
import { listAnswers } from './answers.ts';
import type { AnswerEntry } from './ballot-box.ts';
import type { Db, Trx } from './database.ts';
import type { PollKind } from './polls.ts';
import { listStatements } from './statements.ts';

/** An elector as fixed (MEM-3, MEM-4). */
export interface ElectorEntry {
  readonly decision: string;
  readonly member: string;
  readonly offline: boolean;
}

/** Rows read at a time, so that evidence of any size takes the same memory. */
const page = 1_000;

async function* electors(db: Db | Trx, decision: string): AsyncGenerator<ElectorEntry> {
  for (let last = ''; ;) {
    const rows = await db
      .selectFrom('electors')
      .select(['member', 'offline'])
      .where('electorate', '=', decision)
      .where(sql<boolean>`member collate "C" > ${last}`)
      .orderBy(sql`member collate "C"`)
      .limit(page)
      .execute();
    for (const row of rows) yield { decision, ...row };
    const end = rows.at(-1);
    if (end === undefined || rows.length < page) return;
    last = end.member;
  }
}

/** Every answer, replaced ones too, by poll, elector and number. */
async function* answers(db: Db | Trx, decision: string, kind: PollKind): AsyncGenerator<AnswerEntry> {
  let after: { pollNumber: number; elector: string } | undefined;
  for (;;) {
    const rows = await listAnswers(db, { decision, kind, after, limit: page });
    for (const { replaced, ...current } of rows) yield* [...replaced, current];
    const end = rows.at(-1);
    if (end === undefined || rows.length < page) return;
    after = end;
  }
}

async function* statements(db: Db | Trx, decision: string) {
  for (let after = 0; ;) {
    const rows = await listStatements(db, decision, { after, limit: page });
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < page) return;
    after = end.number;
  }
}

/** The parts of the evidence by name, in the order of canonical JSON. */
export const evidenceParts = {
  ballots: (db: Db | Trx, decision: string) => answers(db, decision, 'votes'),
  electorate: electors,
  positions: (db: Db | Trx, decision: string) => answers(db, decision, 'positions'),
  preferences: (db: Db | Trx, decision: string) => answers(db, decision, 'preferences'),
  statements,
} satisfies Record<string, (db: Db | Trx, decision: string) => AsyncGenerator<unknown>>;

export type EvidencePart = keyof typeof evidenceParts;

/** How many entries a part has, and the RFC 6962 tree hash over their canonical JSON, hex: what stands in the record. */
export async function partRoot(
  db: Db | Trx,
  decision: string,
  part: EvidencePart,
): Promise<{ readonly count: number; readonly root: string }> {
  async function* leaves() {
    for await (const entry of evidenceParts[part](db, decision)) yield leafHash(canonicalBytes(entry));
  }
  const { root, size } = await treeHash(leaves());
  return { count: size, root: root.toString('hex') };
}

/** The whole evidence as one canonical JSON text, piece by piece. */
export async function* evidenceText(db: Db, decision: string): AsyncGenerator<Buffer> {
  let opening = '{';
  for (const part of Object.keys(evidenceParts) as EvidencePart[]) {
    yield Buffer.from(`${opening}"${part}":[`);
    let separator = '';
    for await (const entry of evidenceParts[part](db, decision)) {
      yield Buffer.concat([Buffer.from(separator), canonicalBytes(entry)]);
      separator = ',';
    }
    yield Buffer.from(']');
    opening = ',';
  }
  yield Buffer.from('}');
}
