/** The figures of what is in a poll: as it stands, as it closed, or as it was extended (VOT-5). */
import { sql } from 'kysely';
import type { Parting } from '../../charter/thresholds.ts';
import type { Position } from '../../rules/model.ts';
import { type PositionsByPart, positionsByPart, positionsIn } from '../../rules/polls/parts.ts';
import type { Present } from '../../rules/polls/participation.ts';
import type { Figures } from '../../rules/polls/tally.ts';
import { isOfflineThroughout } from '../council/absences.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { departedFrom } from './departures.ts';
import type { Poll } from './polls.ts';

/** How a poll is looked at: the same for all that is counted of it (VOT-5). */
export interface Look {
  /** Who has left its electorate (MEM-2). */
  readonly departed: readonly string[];
  /** Only answers before this instant: as it stood when it was extended (PRO-8). */
  readonly before?: string;
}

/** The last answer of each elector, in SQL. */
export const lastAnswers = (poll: number | null, before: string | undefined) => sql`
  select distinct on (elector) elector, choice from answers
  where poll = ${poll} ${before === undefined ? sql`` : sql`and at < ${before}::timestamptz`}
  order by elector, number desc`;

/** Electors with their current answer, without those who have left the electorate (MEM-2). */
const standing = ({ id, electorate }: Pick<Poll, 'id' | 'electorate'>, { departed, before }: Look) => sql`
  from electors e
  left join (${lastAnswers(id, before)}) a on a.elector = e.member
  where e.electorate = ${electorate} and e.member <> all (${departed}::text[])`;

/** From a poll's opening to its close, or to the close to come: in which an abstention is assumed of who is offline (MEM-4). */
export const windowOf = ({ opens, closes, closedAt }: Pick<Poll, 'opens' | 'closes' | 'closedAt'>) => ({
  opens,
  closes: closedAt ?? closes,
});

/** An elector's part, in SQL of a row `e` of `electors`. */
export const partIn = (by: Parting) => (by === 'kind' ? sql`e.kind` : sql`e.part`);

/**
 * Where a poll's threshold asks for majorities of parts (VOT-1), its rows are one of the whole, whose `isPart` is false, and one for each part and
 * one for who is in none, whose `part` is null; else one of the whole.
 */
const rowsBy = ({ rules: { category } }: Pick<Poll, 'rules'>) => {
  const by = category.threshold.parts?.by;
  if (by === undefined) return { isPart: sql`false`, part: sql`null::text`, rows: sql`` };
  const part = partIn(by);
  return { isPart: sql`grouping(${part}) = 0`, part, rows: sql`group by grouping sets ((), (${part}))` };
};

type OfPart<Row> = Row & { readonly isPart: boolean; readonly part: string | null };

/** The row of the whole, and those of its parts. */
const wholeAndParts = <Row extends object>(rows: readonly OfPart<Row>[]) => {
  const [{ isPart: _isPart, part: _part, ...whole }] = rows.filter(({ isPart }) => !isPart) as [OfPart<Row>];
  const parts = rows.filter((row): row is OfPart<Row> & { readonly part: string } => row.part !== null);
  return { whole, parts };
};

/** How many there are, and of them how many agents. */
export type PresentByKind = Present & { readonly agents: Present };
export type CastFigures = Figures & PresentByKind;

/**
 * The figures of the ballots in person of a poll of votes as it stands, or as it closed, in one snapshot (VOT-5).
 * @param look unless given, as it stands
 */
export async function votesCast(db: Db | Trx, poll: Poll, look?: Look): Promise<CastFigures> {
  const looked = look ?? { departed: await departedFrom(db, poll) };
  const isAssumed = sql`a.elector is null and e.offline and ${isOfflineThroughout(sql`e.member`, windowOf(poll))}`;
  const isAgent = sql`e.kind = 'agent'`;
  const by = rowsBy(poll);
  const { rows } = await sql<OfPart<CastFigures>>`
    select
      ${by.isPart} as "isPart",
      ${by.part} as "part",
      count(*) filter (where a.choice = 'for') as "for",
      count(*) filter (where a.choice = 'against') as "against",
      count(*) filter (where a.choice = 'abstain') as "abstain",
      0 as "represented",
      count(*) as "electorate",
      count(a.elector) as "answered",
      count(*) filter (where ${isAssumed}) as "offlineUnanswered",
      jsonb_build_object(
        'electorate', count(*) filter (where ${isAgent}),
        'answered', count(a.elector) filter (where ${isAgent}),
        'represented', 0,
        'offlineUnanswered', count(*) filter (where ${isAgent} and ${isAssumed})
      ) as "agents"
    ${standing(poll, looked)} ${by.rows}`.execute(db);
  const { whole, parts } = wholeAndParts(rows);
  const byPart = parts.map(({ agents: _agents, represented: _represented, isPart: _isPart, ...one }) => one);
  return { ...whole, ...(poll.rules.category.threshold.parts && { byPart }) };
}

/** How many electors have not departed, or had answered before (MEM-2). */
export async function electorsLeft(db: Db | Trx, poll: Poll, look?: Look): Promise<number> {
  const looked = look ?? { departed: await departedFrom(db, poll) };
  const { rows } = await sql<{ left: number }>`select count(*) as "left" ${standing(poll, looked)}`.execute(
    db,
  );
  return rows[0]?.left ?? 0;
}

export type PositionCounts = Readonly<Record<Position, number>>;

/** How many electors hold each position as a round stands, and how many electors there are, of them how many agents. */
export async function positionsTaken(
  db: Db | Trx,
  poll: Poll,
  look: Look,
): Promise<{
  readonly counts: PositionCounts;
  readonly electorate: number;
  readonly present: PresentByKind;
  /** Where the threshold asks for majorities of parts. */
  readonly parts?: PositionsByPart | undefined;
}> {
  const by = rowsBy(poll);
  const { rows } = await sql<OfPart<PositionCounts & PresentByKind>>`
    select
      ${by.isPart} as "isPart",
      ${by.part} as "part",
      count(*) filter (where a.choice = 'agree') as "agree",
      count(*) filter (where a.choice = 'agree-with-reservations') as "agree-with-reservations",
      count(*) filter (where a.choice = 'stand-aside') as "stand-aside",
      count(*) filter (where a.choice = 'block') as "block",
      count(*) as "electorate",
      count(a.elector) as "answered",
      0 as "represented",
      0 as "offlineUnanswered",
      jsonb_build_object(
        'electorate', count(*) filter (where e.kind = 'agent'),
        'answered', count(a.elector) filter (where e.kind = 'agent'),
        'represented', 0,
        'offlineUnanswered', 0
      ) as "agents"
    ${standing(poll, look)} ${by.rows}`.execute(db);
  const { whole, parts } = wholeAndParts(rows);
  const { electorate, answered, represented, offlineUnanswered, agents, ...counts } = whole;
  const asked = poll.rules.category.threshold.parts;
  return {
    counts,
    electorate,
    present: { electorate, answered, represented, offlineUnanswered, agents },
    ...(asked && { parts: positionsByPart(asked, parts.map(positionsIn)) }),
  };
}

/** The current rankings of a poll of preferences. */
export async function rankingsGiven(db: Db | Trx, poll: Poll): Promise<(readonly string[])[][]> {
  const rows = await db
    .selectFrom('current_answers')
    .select('ranking')
    .where('poll', '=', poll.id)
    .orderBy('elector')
    .execute();
  return rows.map(({ ranking }) => ranking as string[][]);
}
