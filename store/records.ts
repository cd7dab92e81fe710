/** Records: the exact bytes that were concluded on, kept as bytes (REC-1, REC-2). */
import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';

export interface RecordRow {
  readonly decision: string;
  readonly kind: string;
  readonly outcome: string;
  readonly title: string;
  readonly endedAt: string;
}

/** Keeps a record; kept again, the first stays (REC-2). */
export async function keepRecord(
  trx: Trx,
  { endedAt, ...row }: RecordRow & { readonly bytes: Buffer },
): Promise<void> {
  await trx
    .insertInto('records')
    .values({ ...row, ended_at: endedAt })
    .onConflict((conflict) => conflict.column('decision').doNothing())
    .execute();
}

/** The record's bytes; undefined while the decision is under way. */
export async function recordBytes(db: Db, decision: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('records')
    .select('bytes')
    .where('decision', '=', decision)
    .executeTakeFirst();
  return row?.bytes;
}

/** The archive, newest ending first. */
export async function listRecords(
  db: Db,
  filter: {
    readonly outcome?: string | undefined;
    readonly q?: string | undefined;
    readonly before?: { readonly endedAt: string; readonly decision: string } | undefined;
    readonly limit: number;
  },
): Promise<RecordRow[]> {
  let query = db
    .selectFrom('records as r')
    .select(['r.decision', 'r.kind', 'r.outcome', 'r.title', 'r.ended_at as endedAt'])
    .orderBy('r.ended_at', 'desc')
    .orderBy('r.decision', 'desc')
    .limit(filter.limit);
  if (filter.outcome !== undefined) query = query.where('r.outcome', '=', filter.outcome);
  if (filter.q !== undefined) {
    const { q } = filter;
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('proposals as p')
          .select('p.id')
          .whereRef('p.id', '=', 'r.decision')
          .where(sql<boolean>`p.search @@ plainto_tsquery('simple', ${q})`),
      ),
    );
  }
  if (filter.before !== undefined) {
    const { endedAt, decision } = filter.before;
    query = query.where(
      sql<boolean>`(r.ended_at, r.decision) < (${endedAt}::timestamptz, ${decision}::uuid)`,
    );
  }
  return query.execute();
}
