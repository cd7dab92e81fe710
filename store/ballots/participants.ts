/** Who takes part in a decision, by name: its electors and whom it names, and who of them has been heard (PRO-13). */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../postgres/database.ts';

export interface Participant {
  readonly member: string;
  readonly name: string;
  readonly elector: boolean;
  /** By its impact or its action, as accused or as a victim; an impact on everyone names nobody. */
  readonly named: boolean;
  readonly departed: boolean;
  /** Whether they have answered in the poll that is open: a position in a round, a ballot in a vote (VOT-7). */
  readonly answered: boolean;
  /** They have answered in some poll, made a statement, or declared or objected something. */
  readonly heard: boolean;
}

export interface ParticipantsAsked {
  readonly decision: string;
  /** Whom its text names. */
  readonly named: readonly string[];
  /** Who has said something that the ballot box does not hold: vetoes, objections, contests. */
  readonly spoken: readonly string[];
  readonly elector?: boolean | undefined;
  readonly answered?: boolean | undefined;
  readonly heard?: boolean | undefined;
}

/** Members who are looked through for one page, however few of them it shows: a page of a large electorate costs no more than that. */
const mostLookedAt = 10_000;

/**
 * By their ids, those after one of them. A page may show fewer than `limit` where others are left out: `next` leads on all the same.
 * @returns `next`: after whom to read on; null after the last
 */
export async function listParticipants(
  db: Db,
  { decision, named, spoken, elector, answered, heard }: ParticipantsAsked,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly items: Participant[]; readonly next: string | null }> {
  const names = sql`${[...new Set(named)]}::text[]`;
  const kept = [
    ...(elector === undefined ? [] : [sql`elector = ${elector}`]),
    ...(answered === undefined ? [] : [sql`answered = ${answered}`]),
    ...(heard === undefined ? [] : [sql`heard = ${heard}`]),
  ];
  const most = kept.length === 0 ? limit + 1 : mostLookedAt;
  const looked = sql`
    (select member, true as elector from electors
      where electorate = ${decision} and member > ${after} order by member limit ${most})
    union all
    (select n.id collate "C", false from unnest(${names}) n (id)
      where n.id collate "C" > ${after} and not exists (select from electors where electorate = ${decision} and member = n.id)
      order by n.id collate "C" limit ${most})`;
  // Without anybody of this page, one row tells how far was looked.
  type Row = { readonly last: string; readonly looked: number } & (Participant | { readonly member: null });
  const { rows } = await sql<Row>`
    with looked as materialized (select member, elector from (${looked}) candidates order by member limit ${most}),
    ends as (select max(member) as last, count(*) as looked from looked)
    select people.*, ends.last, ends.looked from ends left join (
      select * from (
        select l.member, m.name, l.elector, l.member = any (${names}) as named, m.status = 'departed' as departed,
          (${hasAnswered(decision)}) as answered, (${isHeard(decision, spoken)}) as heard
        from looked l cross join lateral (select name, status from members where id = l.member limit 1) m
      ) p
      where ${kept.length === 0 ? sql`true` : sql.join(kept, sql` and `)} order by member limit ${limit + 1}
    ) people on true order by people.member`.execute(db);
  const [{ last, looked: count } = { last: null, looked: 0 }] = rows;
  const found = rows.flatMap(({ last: _, looked: __, ...one }) => (one.member === null ? [] : [one]));
  const items = found.slice(0, limit);
  if (found.length > limit) return { items, next: items.at(-1)?.member ?? null };
  return { items, next: count < most ? null : last };
}

/** Whether there is one, looked up for each row by itself: `exists` may read all of a decision's instead. */
const some = (rows: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select true ${rows} limit 1) is not null`;

/** Of a row `l` of those looked at. */
const hasAnswered = (decision: string): RawBuilder<unknown> =>
  some(sql`from polls q join answers a on a.poll = q.id and a.elector = l.member
    where q.decision = ${decision} and q.kind in ('positions', 'votes') and q.closed_at is null`);

const isHeard = (decision: string, spoken: readonly string[]): RawBuilder<unknown> => sql`
  l.member = any (${[...spoken]}::text[])
  or ${some(sql`from polls q join answers a on a.poll = q.id and a.elector = l.member where q.decision = ${decision}`)}
  or ${some(sql`from statements s where s.decision = ${decision} and s.member = l.member`)}
  or ${some(sql`from declarations d where d.decision = ${decision} and d.member = l.member`)}`;
