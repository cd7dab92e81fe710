/** Who took part in a poll, and the first reasons against: kept with its result as it closes, so that nobody who reads it counts again (VOT-5). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import {
  mostReasons,
  type Participation,
  participationOf,
  type Present,
  type ReasonAgainst,
} from '../../rules/polls/participation.ts';
import type { PollKind } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';
import type { Poll } from './polls.ts';

export interface TookPart {
  readonly participation: Participation | null;
  readonly reasonsAgainst: readonly ReasonAgainst[] | null;
}

/** What is known where nothing is counted: of the rankings of a round, beside which its positions tell it. */
export const uncounted: TookPart = { participation: null, reasonsAgainst: null };

/** @param present as it was counted, from the same snapshot as the result */
export async function tookPart(
  db: Db | Trx,
  poll: Poll,
  present: Present & { readonly agents?: Present | undefined },
): Promise<TookPart> {
  return {
    participation: await participationIn(db, poll, present),
    reasonsAgainst: await firstReasonsAgainst(db, poll),
  };
}

/** As it was counted; null of an electorate without its members' kinds. */
async function participationIn(
  db: Db | Trx,
  poll: Poll,
  present: Present & { readonly agents?: Present | undefined },
): Promise<Participation | null> {
  const { agents } = present;
  if (agents === undefined) return null;
  return participationOf(present, agents, { offline: assuming(poll), recused: await recusedFrom(db, poll) });
}

/** Nobody's position or ranking is assumed (MEM-4). */
const assuming = ({ kind, rules }: Poll): Charter['offline'] | null =>
  kind === 'positions' || kind === 'preferences' || kind === 'remedies' ? null : rules.charter.offline;

/**
 * How many of the body have no answer in the poll because it is their own case (GUA-2). A vote of a veto's question has fewer electors than
 * the question, without who raised its matter (VET-2).
 */
async function recusedFrom(db: Db | Trx, { electorate }: Pick<Poll, 'electorate'>): Promise<number> {
  const { rows } = await sql<{ recused: number }>`
    select council - size + case when id = ${electorate} then 0 else
      size - (select count(*) from electors where electorate = ${electorate}) end as recused
    from electorates where id in (${electorate}, split_part(${electorate}, '/', 1))
    order by length(id) desc limit 1`.execute(db);
  return rows[0]?.recused ?? 0;
}

/** The first reasons that stand against; null in polls in which nobody is for or against. */
async function firstReasonsAgainst(
  db: Db | Trx,
  { id, kind }: Pick<Poll, 'id' | 'kind'>,
): Promise<readonly ReasonAgainst[] | null> {
  if (kind === 'preferences' || kind === 'remedies') return null;
  const { rows } = await sql<ReasonAgainst>`
    select a.elector as member, a.reason, a.at from answers a
    where a.poll = ${id} and a.choice in ('against', 'block') and a.reason is not null
      and not exists (select from answers b where b.poll = a.poll and b.elector = a.elector and b.number > a.number)
    order by a.at, a.elector limit ${mostReasons}`.execute(db);
  return rows;
}

/** A poll that has closed and was judged. */
export interface JudgedPoll extends TookPart {
  readonly decision: string;
  readonly kind: PollKind;
  readonly number: number;
  readonly closedAt: string;
}
