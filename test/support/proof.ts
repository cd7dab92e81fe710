/** Records that were really kept, computed again from the evidence beside them (REC-1). */
import { expect } from 'vitest';
import { longestEntry } from '../../ledger/log/tiles.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import { readEvidence, type ReadEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import type { Db } from '../../store/postgres/database.ts';
import { evidenceText } from '../../store/records/record-evidence.ts';
import { recordBytes } from '../../store/records/records.ts';
import { mended } from '../ledger/decision.ts';
import { differences } from '../ledger/ways.ts';
import type { Council } from './council.ts';
import { allFollowFromTheirTimelines } from './folded.ts';

/** The evidence of a decision as a member reads it, in the room of what has one or outside of it (AUT-2). */
async function evidenceRead({ db }: Pick<Council, 'db'>, id: string, room: boolean): Promise<ReadEvidence> {
  const pieces: Buffer[] = [];
  for await (const piece of evidenceText(db, id, { room })) pieces.push(piece);
  const evidence = readEvidence(Buffer.concat(pieces));
  if ('fault' in evidence) throw new Error(evidence.fault);
  return evidence;
}

/** The record of an ended decision; computing it again has found nothing else than it says. */
async function provesItself(council: Pick<Council, 'db'>, id: string): Promise<RecordDocument> {
  const bytes = await recordBytes(council.db, id);
  if (bytes === undefined) throw new Error(`${id} has no record`);
  const record = readRecord(bytes);
  if ('fault' in record) throw new Error(record.fault);
  const said = `${record.kind} ${record.outcome} ${id}`;
  expect(recompute(record, await evidenceRead(council, id, true)), said).toEqual([]);
  if ('room' in record.evidence)
    expect(recompute(record, await evidenceRead(council, id, false)), `${said}, from outside`).toEqual([]);
  expect(recompute(record, null)).toEqual([]);
  expect(bytes.length).toBeLessThanOrEqual(longestEntry);
  return record;
}

interface Told {
  readonly record: ProposalRecord;
  readonly evidence: ProposalEvidence;
}

/** What the verifier says of an ended proposal once its record or evidence was changed, and its roots mended as a forger would. */
export async function foundOfLie(
  council: Pick<Council, 'db'>,
  id: string,
  change: (decision: Told) => void,
): Promise<string> {
  const record = await provesItself(council, id);
  const { evidence } = await evidenceRead(council, id, true);
  const lie = structuredClone({ record, evidence }) as Told;
  change(lie);
  return differences({ evidence: lie.evidence, record: mended(lie.record, lie.evidence) })
    .map(({ document, pointer, sentence }) => `${document} ${pointer} ${sentence}`)
    .join('\n');
}

/** The decisions of each council that have proved themselves so far. */
const proven = new WeakMap<Db, Set<string>>();

/** Every decision that has ended in a council since the last look proves itself, and stands as its timeline tells it; as the council closes, each proves itself again. */
export async function allProveThemselves({ db, beforeClose }: Council): Promise<void> {
  const known = proven.get(db) ?? new Set();
  if (!proven.has(db)) beforeClose(() => eachProvesItself(db, [...known]));
  proven.set(db, known);
  const records = await db.selectFrom('records').select('decision').orderBy('ended_at').execute();
  const since = records.map(({ decision }) => decision).filter((id) => !known.has(id));
  await eachProvesItself(db, since);
  for (const id of since) known.add(id);
  await allFollowFromTheirTimelines({ db });
}

async function eachProvesItself(db: Db, ids: readonly string[]): Promise<void> {
  for (const id of ids) await provesItself({ db }, id);
}
