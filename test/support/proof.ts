/** Records that were really kept, computed again from the evidence beside them (REC-1). */
import { expect } from 'vitest';
import { longestEntry } from '../../ledger/tiles.ts';
import { readEvidence, readRecord } from '../../ledger/evidence.ts';
import { recompute } from '../../ledger/recomputation.ts';
import type { RecordDocument } from '../../ledger/record-schema.ts';
import { evidenceText } from '../../store/record-evidence.ts';
import { recordBytes } from '../../store/records.ts';
import { scanRecords } from '../../store/record-scan.ts';
import type { Council } from './council.ts';

/** The record of an ended decision; computing it again has found nothing else than it says. */
async function provesItself({ db }: Pick<Council, 'db'>, id: string): Promise<RecordDocument> {
  const bytes = await recordBytes(db, id);
  if (bytes === undefined) throw new Error(`${id} has no record`);
  const pieces: Buffer[] = [];
  for await (const piece of evidenceText(db, id)) pieces.push(piece);
  const record = readRecord(bytes);
  const evidence = readEvidence(Buffer.concat(pieces));
  if ('fault' in record) throw new Error(record.fault);
  if ('fault' in evidence) throw new Error(evidence.fault);
  expect(recompute(record, evidence), `${record.category} ${record.outcome} ${id}`).toEqual([]);
  expect(recompute(record, null)).toEqual([]);
  expect(bytes.length).toBeLessThanOrEqual(longestEntry);
  return record;
}

/** Every decision that has ended in a council proves itself. */
export async function allProveThemselves(council: Council): Promise<void> {
  const records = await scanRecords(council.db, { before: undefined, limit: 1_000 });
  for (const { decision } of records) await provesItself(council, decision);
}
