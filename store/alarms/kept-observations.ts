/** Observations that are kept: found by alarms, read, and deleted once their time is over (ALM-1, ALM-3). */
import { sql } from 'kysely';
import type { Db } from '../postgres/database.ts';

export interface Kept {
  readonly id: string;
  readonly source: string;
  readonly number: number;
  readonly at: string;
  readonly arrivedAt: string;
  readonly kind: string;
  readonly fingerprint: string;
  readonly payload: string;
  readonly protected: string;
  readonly signature: string;
}

const columns = [
  'id',
  'source',
  'number',
  'at',
  'arrived_at as arrivedAt',
  'kind',
  'fingerprint',
  'payload',
  'protected',
  'signature',
] as const;

export async function observationsAmong(db: Db, ids: readonly string[]): Promise<Kept[]> {
  return ids.length === 0
    ? []
    : db
        .selectFrom('observations')
        .select(columns)
        .where('id', 'in', [...ids])
        .execute();
}

/** Those of one source, the newest first, before a number of it. */
export async function observationsOf(
  db: Db,
  source: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<Kept[]> {
  const all = db.selectFrom('observations').select(columns).where('source', '=', source);
  return (before === undefined ? all : all.where('number', '<', before))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** Rows that one statement deletes, and how many of them one after the other: a look has an end. */
const deletedTogether = 20_000;
const mostStatements = 20;

/** Deletes what came before an instant; what an alarm names stands in its timeline (ALM-1). Answers how many. */
export async function deleteObservations(db: Db, before: string): Promise<number> {
  let deleted = 0;
  for (let statement = 0; statement < mostStatements; statement += 1) {
    const { numAffectedRows = 0n } = await sql`
      delete from observations where ctid = any (array(
        select ctid from observations where arrived_at <= ${before}::timestamptz limit ${deletedTogether}))`.execute(
      db,
    );
    deleted += Number(numAffectedRows);
    if (numAffectedRows < deletedTogether) break;
  }
  return deleted;
}
