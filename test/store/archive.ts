/** Records put straight into the archive, for tests of the ledger over them. */
import { randomUUID } from 'node:crypto';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { appendLeaf, type Appended } from '../../store/log/ledger.ts';
import { keepRecord } from '../../store/records/records.ts';

export const bytesOf = (decision: string): Buffer => Buffer.from(JSON.stringify({ record: decision }));

/** Keeps a record without a place in the ledger. */
export async function keepOnly(trx: Trx, decision: string, bytes = bytesOf(decision)): Promise<void> {
  const row = {
    kind: 'proposal',
    outcome: 'executed',
    title: 'One of many',
    endedAt: '2026-01-01T00:00:00.000Z',
  };
  await keepRecord(trx, { ...row, decision, bytes });
}

/** Ends a decision as the engine does: its record and its leaf in one transaction, which may give up at the last moment. */
export function append(
  db: Db,
  decision: string,
  givesUp = false,
  bytes = bytesOf(decision),
): Promise<Appended> {
  return db.transaction().execute(async (trx) => {
    await keepOnly(trx, decision, bytes);
    const appended = await appendLeaf(trx, { decision, bytes });
    if (givesUp) throw new Error('gave up');
    return appended;
  });
}

export async function appendMany(db: Db, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await append(db, randomUUID());
}
