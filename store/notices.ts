/** Notices and inboxes: written with what they tell of, in one transaction, once; read and marked by whom they concern. */
import { type RawBuilder, sql } from 'kysely';
import { charterCopy } from '../charter/copy.ts';
import type { Audience, Telling, Told } from '../rules/audience.ts';
import { noticesOf, type Process, smallFacts } from '../rules/notices.ts';
import { charterVersion } from './charters.ts';
import type { Db, Trx } from './database.ts';
import { councilBody, mature } from './electorates.ts';
import { type PollKind, pollsOf } from './polls.ts';

export interface Notice {
  readonly id: number;
  readonly decision: string;
  /** What kind of process it is about. */
  readonly process: Process['kind'];
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
type NewNotice = Omit<Notice, 'id' | 'readAt'> & { readonly occasion: string };

/**
 * Tells whom the entries of one write concern: written again, they tell nobody a second time.
 * @param from the number of the write, and of the first entry in it
 */
export async function writeNotices(
  trx: Trx,
  process: Process,
  from: { readonly sequence: number; readonly part: number },
  entries: readonly (Told & { readonly at: string })[],
): Promise<void> {
  for (const [place, entry] of entries.entries()) {
    const { kind, at, facts } = entry;
    const told = { notices: [] as number[], members: [] as string[] };
    for (const [ordinal, telling] of noticesOf(process, entry).entries()) {
      const notice = await addNotice(trx, {
        ...{ decision: process.state.id, process: process.kind, stage: process.state.stage },
        occasion: `${from.sequence}.${from.part + place}.${ordinal}`,
        ...{ kind, at, owes: telling.owes, due: telling.due, facts: smallFacts(facts) },
      });
      if (notice === undefined) continue;
      await deliver(trx, { notice, decision: process.state.id, at, ...telling, told });
      if ('members' in telling.to) told.members.push(...telling.to.members);
      else told.notices.push(notice);
    }
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

interface Delivery extends Pick<Telling, 'to' | 'owes' | 'but'> {
  readonly notice: number;
  readonly decision: string;
  readonly at: string;
  /** Whom the entry has been told already, by name or by a notice: they need not just know of it too. */
  readonly told?: { readonly members: readonly string[]; readonly notices: readonly number[] };
}

/** Puts a notice into the inbox of everybody whom it concerns, in one statement; answers how many they are. */
export async function deliver(
  trx: Trx,
  { notice, decision, at, to, owes, but, told }: Delivery,
): Promise<number> {
  const others = owes === null && told !== undefined ? isNotAmong(told) : sql`true`;
  const { numAffectedRows } = await sql`
    insert into inbox (member, notice)
    select m.id, ${notice} from members m
    where m.status <> 'departed' and m.id is distinct from ${but}
      and ${await isAmong(trx, to, decision, at)} and ${others}
    on conflict do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/** Names are compared, so that a large electorate is not looked up member by member because of a few. */
function isNotAmong({ members, notices }: NonNullable<Delivery['told']>): RawBuilder<unknown> {
  const unnamed = sql`m.id <> all (${[...members]}::text[])`;
  return notices.length === 0
    ? unnamed
    : sql`${unnamed} and not exists (
        select from inbox i where i.member = m.id and i.notice = any (${[...notices]}::bigint[]))`;
}

/** Whether the member `m` is one of an audience. */
async function isAmong(trx: Trx, to: Audience, decision: string, at: string): Promise<RawBuilder<unknown>> {
  if ('members' in to) return sql`m.id = any (${[...to.members]}::text[])`;
  if ('role' in to) return sql`${to.role} = any (m.roles)`;
  if ('family' in to) return sql`m.family = ${to.family}`;
  if ('council' in to) return isOfCouncil(trx, to.council, at);
  if ('electorate' in to)
    return sql`m.id in (select member from electors where electorate = ${to.electorate})
      and m.id <> all (${[...(to.but ?? [])]}::text[])`;
  return isUnanswered(trx, to.unanswered, decision);
}

/** Nobody where no poll of the kind is open. */
async function isUnanswered(trx: Trx, kind: PollKind, decision: string): Promise<RawBuilder<unknown>> {
  const poll = (await pollsOf(trx, decision, kind)).find(({ closedAt }) => closedAt === null);
  if (poll === undefined) return sql`false`;
  return sql`m.id in (
    select member from electors where electorate = ${poll.electorate}
    except select elector from answers where poll = ${poll.id})`;
}

async function isOfCouncil(trx: Trx, version: number, at: string): Promise<RawBuilder<unknown>> {
  const kept = await charterVersion(trx, version);
  if (kept === undefined) throw new Error(`no charter version ${version}`);
  return mature(charterCopy(kept, 1).charter.maturity, councilBody, at);
}

/** A member's notices, newest first: those before a number, at most `limit`. */
export async function listInbox(
  db: Db,
  member: string,
  page: { readonly unread: boolean; readonly before?: number | undefined; readonly limit: number },
): Promise<Notice[]> {
  let query = read(db, member).orderBy('i.notice', 'desc').limit(page.limit);
  if (page.unread) query = query.where('i.read_at', 'is', null);
  if (page.before !== undefined) query = query.where('i.notice', '<', page.before);
  return (await query.execute()) as Notice[];
}

const read = (db: Db | Trx, member: string) =>
  db
    .selectFrom('inbox as i')
    .innerJoin('notices as n', 'n.id', 'i.notice')
    .select(['n.id', 'n.decision', 'n.process', 'n.kind', 'n.at', 'n.stage', 'n.owes', 'n.due', 'n.facts'])
    .select('i.read_at as readAt')
    .where('i.member', '=', member);

/** How many of a member's notices are unread, counted up to `most`. */
export async function countUnread(db: Db, member: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from inbox where member = ${member} and read_at is null limit ${most}
    ) unread`.execute(db);
  return rows[0]?.count ?? 0;
}

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
