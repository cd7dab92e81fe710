/** Records: the exact bytes that were concluded on, kept as bytes (REC-1, REC-2); and the archive of them, searched. */
import { sql } from 'kysely';
import type { Db, Trx } from '../postgres/database.ts';

export interface RecordRow {
  readonly decision: string;
  readonly kind: string;
  /** Null where its kind has none. */
  readonly category: string | null;
  readonly tier: number | null;
  readonly outcome: string;
  readonly title: string;
  readonly endedAt: string;
}

/**
 * Keeps a record with what it is found by: the words and the people of the rows that its decision has left, so it comes after all of
 * them. Kept again, the first stays (REC-2).
 */
export async function keepRecord(
  trx: Trx,
  { endedAt, ...row }: Omit<RecordRow, 'category' | 'tier'> & { readonly bytes: Buffer },
): Promise<void> {
  const { decision } = row;
  const proposal = trx.selectFrom('proposals').where('id', '=', decision);
  const { numInsertedOrUpdatedRows: kept } = await trx
    .insertInto('records')
    .values({
      ...row,
      ended_at: endedAt,
      category: proposal.select('category'),
      tier: proposal.select('tier'),
      search: sql`archive_search(${decision})`,
    })
    .onConflict((conflict) => conflict.column('decision').doNothing())
    .executeTakeFirst();
  if (kept === 0n) return;
  await sql`
    insert into record_people (member, ended_at, decision)
    select member, ${endedAt}, ${decision} from archive_people(${decision}) member`.execute(trx);
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

/** What is looked for: every part that is given must hold. */
export interface RecordFilter {
  /**
   * Words that must all occur, in any order: in a version of the text, its alternatives or its action, in statements, in reasons given,
   * or in the names of its author and of whom it names. Of more than a million bytes of different words, what was said last is not found.
   */
  readonly q?: string | undefined;
  /** Who wrote it, is named in it, or acted in it. */
  readonly member?: string | undefined;
  /** Any of these. */
  readonly outcomes?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  readonly category?: string | undefined;
  readonly tier?: number | undefined;
  /** True: those alone that were looked back upon (PRO-14). */
  readonly lookedBack?: boolean | undefined;
  /** Ended in [endedFrom, endedBefore); ISO 8601, UTC. */
  readonly endedFrom?: string | undefined;
  readonly endedBefore?: string | undefined;
  /** Only those that come after this one. */
  readonly before?: { readonly endedAt: string; readonly decision: string } | undefined;
  readonly limit: number;
}

/** The archive, newest ending first. */
export async function listRecords(db: Db, filter: RecordFilter): Promise<RecordRow[]> {
  const { q, member, outcomes, kind, category, tier, lookedBack, endedFrom, endedBefore, before, limit } =
    filter;
  // Of one member, the order is that of the table of people, so that it is read there and not sorted.
  const order = member === undefined ? 'r' : 'p';
  const [endedAt, decision] = [sql.ref(`${order}.ended_at`), sql.ref(`${order}.decision`)];
  // Any member may read all of what is searched (AUT-2). What only some may read is left out here, before anything is looked for.
  let query = db
    .selectFrom('records as r')
    .select(['r.decision', 'r.kind', 'r.category', 'r.tier', 'r.outcome', 'r.title', 'r.ended_at as endedAt'])
    .$if(member !== undefined, (people) =>
      people.innerJoin('record_people as p', (join) =>
        join.onRef('p.decision', '=', 'r.decision').on('p.member', '=', member as string),
      ),
    )
    .orderBy(endedAt, 'desc')
    .orderBy(decision, 'desc')
    .limit(limit);
  if (q !== undefined) query = query.where(sql<boolean>`archive_vector(r.search) @@ archive_query(${q})`);
  if (outcomes !== undefined) query = query.where('r.outcome', 'in', outcomes);
  if (kind !== undefined) query = query.where('r.kind', '=', kind);
  if (category !== undefined) query = query.where('r.category', '=', category);
  if (tier !== undefined) query = query.where('r.tier', '=', tier);
  if (lookedBack === true)
    query = query.where(sql<boolean>`exists (select from processes l where l.kind = 'lookback'
      and l.outcome = 'looked-back' and l.state #>> '{of,id}' = r.decision::text)`);
  if (endedFrom !== undefined) query = query.where(sql<boolean>`${endedAt} >= ${endedFrom}`);
  if (endedBefore !== undefined) query = query.where(sql<boolean>`${endedAt} < ${endedBefore}`);
  if (before !== undefined)
    query = query.where(
      sql<boolean>`(${endedAt}, ${decision}) < (${before.endedAt}::timestamptz, ${before.decision}::uuid)`,
    );
  return query.execute();
}
