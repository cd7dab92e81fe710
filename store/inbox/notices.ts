/** Notices and inboxes: written with what they tell of, in one transaction, once; read and marked by whom they concern. */
import { type RawBuilder, sql } from 'kysely';
import type { Notification } from '../../rules/audience.ts';
import type { Process, ProcessOf } from '../../rules/kinds.ts';
import { type Happened, noticesOf, smallFacts } from '../../rules/notices.ts';
import type { Entries } from '../../rules/timeline.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { prepared } from '../postgres/prepared.ts';
import { isAmong } from './audience.ts';
import { followersOf, isFollowed, isMutedBy } from './followers.ts';

export interface Notice {
  readonly id: number;
  readonly decision: string;
  /** What kind of process it is about, a delegation for more than one decision, a member's status or keys, who is in a family, or a file in custody. */
  readonly process: Process['kind'] | 'delegation' | 'status' | 'keys' | 'families' | 'custody';
  /** The kind of the timeline's entry; `due-soon` of a reminder. */
  readonly kind: string;
  readonly at: string;
  readonly stage: string;
  /** The act that is owed, by the name of its route, and until when. */
  readonly owes: string | null;
  readonly due: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly readAt: string | null;
}

/** What a notice is about: the same for all whom it tells. */
export type NewNotice = Omit<Notice, 'id' | 'readAt'> & {
  readonly occasion: string;
  /** Of one that is told in pieces: everybody up to this member has been told. */
  readonly told_up_to?: string;
};

/**
 * Tells whom the entries of one write concern: written again, they tell nobody a second time.
 * @param from the number of the write, and of the first entry in it
 */
export async function writeNotices<Kind extends Process['kind']>(
  trx: Trx,
  process: ProcessOf<Kind>,
  from: { readonly sequence: number; readonly part: number },
  entries: readonly Entries[Kind][],
): Promise<void> {
  for (const [place, entry] of entries.entries()) {
    const { kind, at, facts } = entry;
    const told = { notices: [] as number[], members: [] as string[] };
    for (const [ordinal, notification] of noticesOf({ ...process, entry } as Happened).entries()) {
      const notice = await addNotice(trx, {
        decision: process.state.id,
        process: process.kind,
        stage: process.state.stage,
        occasion: `${from.sequence}.${from.part + place}.${ordinal}`,
        kind,
        at,
        owes: notification.owes,
        due: notification.due,
        facts: smallFacts(facts),
      });
      if (notice === undefined) continue;
      await deliver(trx, { notice, decision: process.state.id, at, ...notification, told });
      if ('members' in notification.to) told.members.push(...notification.to.members);
      else told.notices.push(notice);
    }
  }
}

/**
 * Tells those who follow a process what happened in it, of each entry who has not been told of it already, and did not do it themselves.
 * Nobody hears of what they may not see.
 * @param visibleTo who may see a proposal’s entries, and those of a room; null: every member
 */
export async function tellFollowers<Kind extends Process['kind']>(
  trx: Trx,
  process: ProcessOf<Kind>,
  { sequence, visibleTo }: { readonly sequence: number; readonly visibleTo: readonly string[] | null },
  entries: readonly Entries[Kind][],
): Promise<void> {
  const { kind: of, state } = process;
  const { id: decision, stage } = state;
  if (!(await isFollowed(trx, decision))) return;
  for (const [part, entry] of entries.entries()) {
    const { kind, at, facts } = entry;
    const occasion = `${sequence}.${part}.`;
    const by = (facts as { readonly by?: unknown }).by;
    // What was said in a room stays there, also once the conflict is before the council (AUT-2).
    const { room } = entry as { readonly room?: boolean };
    const untold = await followersOf(trx, decision, {
      visibleTo: of === 'proposal' || room === true ? visibleTo : null,
      occasion,
      but: typeof by === 'string' ? by : null,
    });
    if (untold.length === 0) continue;
    const small = smallFacts(facts);
    const notice = { decision, process: of, stage, kind, at, owes: null, due: null, facts: small };
    await tellMembers(trx, untold, { ...notice, occasion: `${occasion}followed` }, true);
  }
}

/** Answers its number; nothing where it was written before. */
export async function addNotice(trx: Trx, notice: NewNotice): Promise<number | undefined> {
  const row = await trx
    .insertInto('notices')
    .values({ ...notice, facts: JSON.stringify(notice.facts) })
    .onConflict((conflict) => conflict.columns(['decision', 'occasion']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export interface Delivery extends Pick<Notification, 'to' | 'but' | 'insists'> {
  readonly owes: string | null;
  readonly notice: number;
  readonly decision: string;
  readonly at: string;
  /** Whom the entry has been told already, by name or by a notice: they need not just know of it too. */
  readonly told?: { readonly members: readonly string[]; readonly notices: readonly number[] };
}

/** Until when the notice `n` owes an act. */
export const owedUntil = sql`case when n.owes is not null then coalesce(n.due, 'infinity') end`;

/** Puts a notice into the inbox of everybody whom it concerns, in one statement; of who has muted it only where it owes an act or insists. */
async function deliver(
  trx: Trx,
  { notice, decision, at, to, owes, but, told, insists }: Delivery,
): Promise<void> {
  const others = owes === null && told !== undefined ? isNotAmong(told) : sql`true`;
  const heard = owes === null && insists !== true ? sql`not ${isMutedBy(decision)}` : sql`true`;
  await sql`
    insert into inbox (member, notice, owed_until)
    select m.id, n.id, ${owedUntil} from members m, notices n
    where n.id = ${notice} and m.status <> 'departed' and m.id is distinct from ${but}
      and ${await isAmong(trx, to, decision, at)} and ${others} and ${heard}
    on conflict do nothing`.execute(trx);
}

/** Names are compared, so that a large electorate is not looked up member by member because of a few. */
function isNotAmong({ members, notices }: NonNullable<Delivery['told']>): RawBuilder<unknown> {
  const unnamed = sql`m.id <> all (${[...members]}::text[])`;
  return notices.length === 0
    ? unnamed
    : sql`${unnamed} and not exists (
        select from inbox i where i.member = m.id and i.notice = any (${[...notices]}::bigint[]))`;
}

/** A member's notices, newest first: those before a number, at most `limit`. */
export async function listInbox(
  db: Db,
  member: string,
  page: { readonly unread: boolean; readonly before?: number | undefined; readonly limit: number },
): Promise<Notice[]> {
  if (!page.unread && page.before === undefined)
    return (await readNewest(db, member, page.limit)) as Notice[];
  let query = newestFirst(db, member, page.limit);
  if (page.unread) query = query.where('i.read_at', 'is', null);
  if (page.before !== undefined) query = query.where('i.notice', '<', page.before);
  return (await query.execute()) as Notice[];
}

const newestFirst = (db: Db | Trx, member: string, limit: number) =>
  read(db, member).orderBy('i.notice', 'desc').limit(limit);

const readNewest = prepared('inbox', 2, newestFirst);

/** Those of a member's notices that have these numbers, in the order of the numbers given. */
export async function noticesById(db: Db, member: string, ids: readonly number[]): Promise<Notice[]> {
  const found = (await read(db, member)
    .where('i.notice', 'in', [...ids])
    .execute()) as Notice[];
  const byId = new Map(found.map((notice) => [notice.id, notice]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const read = (db: Db | Trx, member: string) =>
  db
    .selectFrom('inbox as i')
    .innerJoin('notices as n', 'n.id', 'i.notice')
    .select(['n.id', 'n.decision', 'n.process', 'n.kind', 'n.at', 'n.stage', 'n.owes', 'n.due', 'n.facts'])
    .select('i.read_at as readAt')
    .where('i.member', '=', member);

/**
 * Tells these members of something, once for its occasion.
 * @param insists those too who have muted what it is about
 */
export async function tellMembers(
  trx: Trx,
  members: readonly string[],
  notice: NewNotice,
  insists: boolean,
): Promise<void> {
  const added = await addNotice(trx, notice);
  if (added === undefined) return;
  const { decision, at, owes } = notice;
  await deliver(trx, { notice: added, decision, at, to: { members }, owes, but: null, insists });
}

/** How many of a member's notices are unread, counted up to `most`. */
export async function countUnread(db: Db, member: string, most: number): Promise<number> {
  const [row] = await readUnread(db, member, most);
  return row?.count ?? 0;
}

const readUnread = prepared(
  'unread',
  2,
  (_db, member: string, most: number) => sql<{ count: number }>`
    select count(*) as count from (
      select from inbox where member = ${member} and read_at is null limit ${most}
    ) unread`,
);

/** Marks a notice read, since when stays as it was the first time; undefined where it is not in the member's inbox. */
export async function markRead(
  db: Db,
  member: string,
  notice: number,
  at: string,
): Promise<Notice | undefined> {
  await db
    .updateTable('inbox')
    .set({ read_at: at })
    .where('member', '=', member)
    .where('notice', '=', notice)
    .where('read_at', 'is', null)
    .execute();
  return (await read(db, member).where('i.notice', '=', notice).executeTakeFirst()) as Notice | undefined;
}
