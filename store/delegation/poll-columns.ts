/** A vote with its delegations as columns of numbers, read from the tables page by page: a million electors take some forty megabytes. */
import { type RawBuilder, sql } from 'kysely';
import type { Parting } from '../../charter/thresholds.ts';
import {
  ballotCodes,
  type DelegatedPoll,
  interestCodes,
  noInterests,
  partColumn,
} from '../../rules/delegation/columns.ts';
import { breadths } from '../../rules/delegation/scope.ts';
import { lastAnswers, type Look, partIn } from '../ballots/poll-figures.ts';
import type { Poll } from '../ballots/polls.ts';
import { isOfflineThroughout } from '../council/absences.ts';
import type { Trx } from '../postgres/database.ts';

/** In which decision votes are delegated; `poll`: in which of its polls, null where none is open. */
export interface Asked extends Look {
  readonly decision: string;
  /** Whose votes they are. */
  readonly electorate: string;
  readonly category: string;
  readonly poll: number | null;
  /** The close, or the close to come; ISO 8601. */
  readonly closes: string;
  /** From its opening to its close, in which an abstention is assumed of who is offline (MEM-4); left out where no tally is asked. */
  readonly window?: Pick<Poll, 'opens' | 'closes'> | undefined;
  /** By what votes are counted part by part (VOT-1). */
  readonly by?: Parting | undefined;
}

/** Electors in the order of their ids, and the rows of delegations in that in which they were made. */
export interface PollColumns extends DelegatedPoll {
  /** The elector's id at a place. */
  readonly nameOf: (place: number) => string;
}

/** Electors whose codes come in one row. */
const page = 8_192;

/**
 * Who is in the electorate, numbered from 0 in the order of ids: who departed without a ballot has left it, and delegates nothing (MEM-2).
 * The same for each statement that asks alike.
 */
export const numberedElectors = ({ electorate, departed }: Pick<Asked, 'electorate' | 'departed'>) => sql`
  select member, offline, kind, part, (row_number() over (order by member) - 1)::int as place from electors
  where electorate = ${electorate} and member <> all (${departed}::text[])`;

/** Whether a row of `delegations` `d` is in force at an instant, and its scope takes in the decision (DEL-1). */
export const takesIn = ({ decision, category, closes }: Pick<Asked, 'decision' | 'category' | 'closes'>) =>
  sql<boolean>`d.made_at < ${closes}::timestamptz and d.until > ${closes}::timestamptz
    and (d.revoked_at is null or d.revoked_at >= ${closes}::timestamptz)
    and (d.proposal = ${decision} or (d.proposal is null and (d.category is null or d.category = ${category})))`;

/** The delegations of electors that count in the decision, numbered from 1 in the order in which they were made; `from_place` is who made it. */
export const numberedDelegations = (asked: Asked): RawBuilder<unknown> => sql`
  select d.id, d.from_member, d.to_member, d.proposal, d.category, e.place as from_place,
    row_number() over (order by d.sequence) as number
  from delegations d join (${numberedElectors(asked)}) e on e.member = d.from_member
  where ${takesIn(asked)}`;

/** A place of a list as a byte, in SQL. */
const byte = (code: RawBuilder<unknown>) => sql`set_byte('\\x00'::bytea, 0, ${code})`;

const codeIn = (list: readonly string[], name: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`coalesce(array_position(${[...list]}::text[], ${name}), 1) - 1`;

/** Undefined where no delegation counts. The caller's transaction sees one snapshot, or holds the decision's lock. */
export async function readColumns(trx: Trx, asked: Asked): Promise<PollColumns | undefined> {
  const delegations = await readDelegations(trx, asked);
  if (delegations === undefined) return undefined;
  const { decision, poll, before, window, closes, by } = asked;
  const assumed =
    window === undefined ? sql`e.offline` : sql`e.offline and ${isOfflineThroughout(sql`e.member`, window)}`;
  const interest = sql`case when d.interests = ${noInterests} then 'none' when d.interests is not null then 'conflicted' end`;
  const parts = by === undefined ? sql`null` : sql`json_agg(part order by place)`;
  const { rows } = await sql<{
    names: string;
    ballots: Buffer;
    offline: Buffer;
    interests: Buffer;
    agents: Buffer;
    parts: (string | null)[];
  }>`
    select string_agg(member, ',' order by place) as names, string_agg(ballot, '' order by place) as ballots,
      string_agg(assumed, '' order by place) as offline, string_agg(interest, '' order by place) as interests,
      string_agg(agent, '' order by place) as agents, ${parts} as parts
    from (
      select e.member, e.place, ${by === undefined ? sql`null` : partIn(by)} as part, ${byte(codeIn(ballotCodes, sql`a.choice`))} as ballot,
        ${byte(sql`case when ${assumed} then 1 else 0 end`)} as assumed,
        ${byte(codeIn(interestCodes, interest))} as interest, ${byte(sql`case when e.kind = 'agent' then 1 else 0 end`)} as agent
      from (${numberedElectors(asked)}) e
      left join (${lastAnswers(poll, before)}) a on a.elector = e.member
      left join (
        select distinct on (member) member, facts ->> 'interests' as interests from declarations
        where decision = ${decision} and kind = 'disclosures' and at < ${closes}::timestamptz
        order by member, number desc
      ) d on d.member = e.member
    ) elector
    group by place / ${sql.lit(page)} order by place / ${sql.lit(page)}`.execute(trx);
  const whole = (part: 'ballots' | 'offline' | 'interests' | 'agents'): Uint8Array =>
    Uint8Array.from(Buffer.concat(rows.map((row) => row[part])));
  return {
    ballots: whole('ballots'),
    offline: whole('offline'),
    interests: whole('interests'),
    agents: whole('agents'),
    parts: by === undefined ? undefined : partColumn(rows.flatMap((row) => row.parts)),
    delegations,
    nameOf: namesIn(rows.map(({ names }) => names)),
  };
}

async function readDelegations(trx: Trx, asked: Asked): Promise<DelegatedPoll['delegations'] | undefined> {
  const breadth = sql`case when proposal is not null then 'decision' when category is not null then 'category' else 'all' end`;
  const { rows } = await sql<{ from: Buffer; to: Buffer; breadth: Buffer }>`
    select string_agg(int4send(from_place), '' order by number) as "from", string_agg(int4send(to_place), '' order by number) as "to",
      string_agg(breadth, '' order by number) as breadth
    from (
      select d.number, d.from_place, coalesce(t.place, -1) as to_place, ${byte(codeIn(breadths, breadth))} as breadth
      from (${numberedDelegations(asked)}) d left join (${numberedElectors(asked)}) t on t.member = d.to_member
    ) delegation
    group by number / ${sql.lit(page)} order by number / ${sql.lit(page)}`.execute(trx);
  if (rows.length === 0) return undefined;
  const places = (part: 'from' | 'to'): Int32Array => int32sOf(Buffer.concat(rows.map((row) => row[part])));
  return {
    from: places('from'),
    to: places('to'),
    breadth: Uint8Array.from(Buffer.concat(rows.map((row) => row.breadth))),
  };
}

/** Numbers as PostgreSQL sends them: four bytes each, the highest first. */
function int32sOf(bytes: Buffer): Int32Array {
  const numbers = new Int32Array(bytes.length / 4);
  for (let place = 0; place < numbers.length; place += 1) numbers[place] = bytes.readInt32BE(place * 4);
  return numbers;
}

/** Ids are taken apart as they are asked for: of a million electors few are. */
function namesIn(pages: readonly string[]): (place: number) => string {
  const read = new Map<number, readonly string[]>();
  return (place) => {
    const which = Math.floor(place / page);
    const names = read.get(which) ?? (pages[which] ?? '').split(',');
    read.set(which, names);
    const name = names[place % page];
    if (name === undefined) throw new RangeError(`${place} is no elector's place`);
    return name;
  };
}
