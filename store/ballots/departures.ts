/** Who has left a poll: they departed without an answer in it (MEM-2). */
import { sql } from 'kysely';
import type { Db, Trx } from '../postgres/database.ts';
import type { Poll } from './polls.ts';

/** A poll, or `id: null` for one that is not open yet, in which nobody has answered. */
type Leaving = Pick<Poll, 'electorate' | 'closedAt' | 'result'> & { readonly id: number | null };

/**
 * The electors who have left a poll, by id: of an open one as it stands, of a closed one as it closed, whoever has departed since. What
 * counts a poll in several looks reads this once and hands it to each, so that all of them see one electorate (VOT-5).
 */
export async function departedFrom(db: Db | Trx, poll: Leaving): Promise<readonly string[]> {
  if (poll.id !== null && poll.result !== null) return keptDepartures(db, poll.id);
  // One that the decision's ending closed was never judged: nobody has kept who had left it.
  const before = poll.closedAt === null ? sql`` : sql`and m.status_at < ${poll.closedAt}::timestamptz`;
  const { rows } = await sql<{ member: string }>`
    select m.id as member from members m join electors e on e.member = m.id
    where m.status = 'departed' ${before} and e.electorate = ${poll.electorate}
      and not exists (select from answers a where a.poll = ${poll.id} and a.elector = m.id)
    order by m.id collate "C"`.execute(db);
  return rows.map(({ member }) => member);
}

async function keptDepartures(db: Db | Trx, poll: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('departures')
    .select('member')
    .where('poll', '=', poll)
    .orderBy(sql`member collate "C"`)
    .execute();
  return rows.map(({ member }) => member);
}

/** Keeps who had left a poll as it was counted, for ever (REC-1). */
export async function keepDepartures(
  trx: Trx,
  { id }: Pick<Poll, 'id'>,
  departed: readonly string[],
): Promise<void> {
  await sql`
    insert into departures (poll, member) select ${id}, member from unnest(${departed}::text[]) member`.execute(
    trx,
  );
}

/**
 * Who had left a poll that has closed when it was extended: of those who had by its close the first, as many as the tally says that
 * were missing then.
 * @param electorate how many it had, as it was extended
 */
export async function departedBefore(
  trx: Trx,
  poll: Pick<Poll, 'id' | 'electorate'>,
  { electorate }: { readonly electorate: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ member: string }>`
    select d.member from departures d join members m on m.id = d.member
    where d.poll = ${poll.id} order by m.status_at, d.member collate "C"
    limit greatest(0, (select count(*) from electors where electorate = ${poll.electorate}) - ${electorate}::int)`.execute(
    trx,
  );
  return rows.map(({ member }) => member);
}
