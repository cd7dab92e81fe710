/** What happened, in order: the timeline of each decision, and the events of all of them with numbers in commit order. */
import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';

export interface Entry {
  readonly at: string;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface TimelineItem extends Entry {
  readonly sequence: number;
  readonly part: number;
}

/**
 * Written once per (decision, sequence): a retried activity adds nothing.
 * @param visibleTo who alone may read the events: all of them, or where entries say whether they are of a room, those
 */
export async function appendEntries(
  trx: Trx,
  decision: string,
  sequence: number,
  entries: readonly (Entry & { readonly room?: boolean | undefined })[],
  visibleTo: readonly string[] | null,
): Promise<void> {
  if (entries.length === 0) return;
  const written = await trx
    .insertInto('timeline')
    .values(
      entries.map(({ at, kind, facts, room = false }, part) => ({
        decision,
        sequence,
        part,
        at,
        kind,
        facts: JSON.stringify(facts),
        room,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('part')
    .execute();
  const fresh = entries.filter((_, part) => written.some((row) => row.part === part));
  for (const entry of fresh) await appendEvent(trx, decision, entry, entry.room === false ? null : visibleTo);
}

/** An event gets its number under a lock held until commit, so numbers are seen in order and no reader passes one by. */
export async function appendEvent(
  trx: Trx,
  decision: string,
  { at, kind, facts }: Entry,
  visibleTo: readonly string[] | null,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('folkmoot events', 0))`.execute(trx);
  await sql`
    insert into events (number, at, decision, kind, facts, visible_to)
    select coalesce(max(number), 0) + 1, ${at}, ${decision}, ${kind}, ${JSON.stringify(facts)}::jsonb, ${visibleTo === null ? null : [...visibleTo]}::text[]
    from events`.execute(trx);
}

/** A decision's timeline after the cursor (sequence, part), at most `limit` entries. */
export async function readTimeline(
  db: Db | Trx,
  decision: string,
  page: {
    readonly after?: { readonly sequence: number; readonly part: number } | undefined;
    readonly limit?: number;
    /** False: without what was said in a room (AUT-2). */
    readonly room?: boolean;
  },
): Promise<TimelineItem[]> {
  let query = db
    .selectFrom('timeline')
    .select(['sequence', 'part', 'at', 'kind', 'facts'])
    .where('decision', '=', decision)
    .orderBy('sequence')
    .orderBy('part');
  if (page.after !== undefined) {
    const { sequence, part } = page.after;
    query = query.where(sql<boolean>`(sequence, part) > (${sequence}::int, ${part}::int)`);
  }
  if (page.room === false) query = query.where('room', '=', false);
  if (page.limit !== undefined) query = query.limit(page.limit);
  return query.execute();
}

export interface Event extends Entry {
  readonly number: number;
  readonly decision: string;
  readonly visibleTo: readonly string[] | null;
}

/** Events after a number, in order, at most `limit`. */
export async function readEvents(db: Db, after: number, limit: number): Promise<Event[]> {
  return db
    .selectFrom('events')
    .select(['number', 'at', 'decision', 'kind', 'facts', 'visible_to as visibleTo'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export async function lastEventNumber(db: Db): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}
