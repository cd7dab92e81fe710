/** Reading the records of proposals one after another, for what asks something of all of them. */
import { sql } from 'kysely';
import type { Db } from '../postgres/database.ts';

/** Where a record stands in the archive's order. */
export interface RecordPlace {
  readonly endedAt: string;
  readonly decision: string;
}

export interface ScannedRecord extends RecordPlace {
  /** The exact bytes that were concluded on (REC-1). */
  readonly bytes: Buffer;
}

/** The next records of proposals, newest ending first, after a place; at most `limit`. */
export async function scanRecords(
  db: Db,
  { before, limit }: { readonly before: RecordPlace | undefined; readonly limit: number },
): Promise<ScannedRecord[]> {
  let query = db
    .selectFrom('records')
    .select(['decision', 'ended_at as endedAt', 'bytes'])
    .where('kind', '=', 'proposal')
    .orderBy('ended_at', 'desc')
    .orderBy('decision', 'desc')
    .limit(limit);
  if (before !== undefined)
    query = query.where(
      sql<boolean>`(ended_at, decision) < (${before.endedAt}::timestamptz, ${before.decision}::uuid)`,
    );
  return query.execute();
}
