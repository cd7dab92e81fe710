/** What became of the delegated votes of a closed poll, as it is kept: whose vote whom carried, and why others were not (REC-1). */
import { sql } from 'kysely';
import type { Db, Trx } from '../postgres/database.ts';
import type { Concentration, CountedVote, NotCarried } from './delegated-votes.ts';
import type { Poll } from '../ballots/polls.ts';

/** Rows written in one statement. */
const batch = 5_000;

/** Keeps what became of each delegated vote, and the cap that was applied; nothing where nothing was delegated (REC-1). */
export async function keepDelegatedVotes(
  trx: Trx,
  poll: Poll,
  { concentration, votes }: Pick<CountedVote, 'concentration' | 'votes'>,
): Promise<void> {
  if (votes.length === 0) return;
  for (let from = 0; from < votes.length; from += batch)
    await trx
      .insertInto('delegated_votes')
      .values(
        votes.slice(from, from + batch).map(({ to, ...vote }) => ({ ...vote, to_member: to, poll: poll.id })),
      )
      .execute();
  const { delegated, cap } = concentration;
  await trx
    .updateTable('polls')
    .set({ delegation: JSON.stringify({ delegated, cap }) })
    .where('id', '=', poll.id)
    .execute();
}

/** One vote that a representative carried. */
export interface CarriedVote {
  readonly elector: string;
  readonly representative: string;
}

/** The votes that were carried in a closed poll, by elector, after one of them, at most `limit`. */
export async function keptCarriedVotes(
  db: Db,
  { id }: Pick<Poll, 'id'>,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<CarriedVote[]> {
  const { rows } = await sql<CarriedVote>`
    select elector, representative from delegated_votes
    where poll = ${id} and fate = 'carried' and elector > ${after}
    order by elector limit ${limit}`.execute(db);
  return rows;
}

/** At whom delegated votes ended in a closed poll, most first, at most `limit` of them (DEL-3). */
export async function keptRepresentatives(
  db: Db,
  { id }: Pick<Poll, 'id'>,
  limit: number,
): Promise<Concentration['representatives']> {
  const { rows } = await sql<Concentration['representatives'][number]>`
    select representative as member, count(*) as received, count(*) filter (where fate = 'carried') as carried
    from delegated_votes where poll = ${id} and representative is not null
    group by representative order by received desc, representative limit ${limit}`.execute(db);
  return rows;
}

/** Why delegated votes were not carried in a closed poll, and how many (DEL-2 to DEL-6). */
export async function keptReasons(db: Db, { id }: Pick<Poll, 'id'>): Promise<NotCarried[]> {
  const { rows } = await sql<NotCarried>`
    select fate as because, count(*) as votes from delegated_votes
    where poll = ${id} and fate <> 'carried' group by fate order by fate`.execute(db);
  return rows;
}

/** The ballots that count of some electors in a poll. */
export async function ballotsBy(
  db: Db,
  { id }: Pick<Poll, 'id'>,
  electors: readonly string[],
): Promise<Map<string, { choice: string | null; at: string; version: number }>> {
  if (electors.length === 0) return new Map();
  const rows = await db
    .selectFrom('current_answers')
    .select(['elector', 'choice', 'at', 'version'])
    .where('poll', '=', id)
    .where('elector', 'in', [...new Set(electors)])
    .execute();
  return new Map(rows.map(({ elector, ...ballot }) => [elector, ballot]));
}
