/** What happened, in order: the timeline of each decision, and the events of all of them with numbers in commit order. */
import { sql } from 'kysely';
import type { EntryKind } from '../../rules/timeline.ts';
import { happenedAt, laterOf } from '../../rules/window.ts';
import { keepCitations, sayer } from '../custody/citing.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** What listeners hear: an entry of a timeline, or a reminder, which stands in none. */
interface Heard {
  readonly at: string;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Entry extends Heard {
  readonly kind: EntryKind;
}

export interface TimelineItem extends Entry {
  readonly sequence: number;
  readonly part: number;
}

/**
 * Appends to a decision's timeline under a number that nothing has been written under before, and to the events.
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
  const ordered = await inOrder(trx, decision, entries);
  const of = <Value>(value: (entry: (typeof ordered)[number]) => Value): Value[] => ordered.map(value);
  const hidden = of(({ room }) => visibleTo !== null && room !== false);
  // An event gets its number as `appendEvent` says.
  await sql`/* append-entries */
    with given as (
      select * from unnest(
        ${of(({ at }) => at)}::timestamptz[], ${of(({ kind }) => kind)}::text[],
        ${of(({ facts }) => JSON.stringify(facts))}::text[], ${of(({ room = false }) => room)}::boolean[],
        ${hidden}::boolean[]) with ordinality as given (at, kind, facts, room, hidden, place)
    ), told as (
      insert into timeline (decision, sequence, part, at, kind, facts, room)
      select ${decision}::uuid, ${sequence}::int, place - 1, at, kind, facts::jsonb, room from given
    )
    insert into events (at, decision, kind, facts, visible_to)
    select at, ${decision}::uuid, kind, facts::jsonb,
      case when hidden then ${visibleTo === null ? null : [...visibleTo]}::text[] end
    from given order by place`.execute(trx);
  for (const { at, facts, room = false } of ordered) {
    const said = { process: decision, at, by: sayer(facts), room, text: JSON.stringify(facts) };
    await keepCitations(trx, said);
  }
}

/**
 * Entries with instants from which no timeline runs back: behind what delegators were told by another clock, one bears that instant, and says
 * when it happened itself (REC-4). Of its own workflow's entries that has done so already.
 */
export async function inOrder<Told extends Entry>(
  trx: Trx,
  decision: string,
  entries: readonly Told[],
): Promise<Told[]> {
  let newest = (await lastInstant(trx, decision)) ?? '';
  return entries.map((entry) => {
    const { at, facts } = entry;
    const told = at < newest ? { ...entry, at: newest, facts: { [happenedAt]: at, ...facts } } : entry;
    newest = laterOf(newest, at);
    return told;
  });
}

/** An event gets its number as its transaction commits (store/migrations), so numbers are seen in order and no reader passes one by. */
export async function appendEvent(
  trx: Trx,
  decision: string,
  { at, kind, facts }: Heard,
  visibleTo: readonly string[] | null,
): Promise<void> {
  await trx
    .insertInto('events')
    .values({
      at,
      decision,
      kind,
      facts: JSON.stringify(facts),
      visible_to: visibleTo === null ? null : [...visibleTo],
    })
    .execute();
}

/** The instant of a timeline's newest entry; undefined while it has none. */
export async function lastInstant(db: Db | Trx, decision: string): Promise<string | undefined> {
  const { rows } = await sql<{ at: string | null }>`/* last-instant */
    select max(at) as at from timeline where decision = ${decision}`.execute(db);
  return rows[0]?.at ?? undefined;
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
    /** Entries of this kind only. */
    readonly kind?: EntryKind;
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
  if (page.kind !== undefined) query = query.where('kind', '=', page.kind);
  if (page.limit !== undefined) query = query.limit(page.limit);
  return query.execute();
}

export interface Event extends Heard {
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
