/** What became of the delegated votes of a closed poll, as it is kept: whose vote whom carried, and why others were not (REC-1). */
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import { fates, valueAt } from '../../rules/delegation/columns.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { prepared } from '../postgres/prepared.ts';
import { numberedDelegations, numberedElectors } from './poll-columns.ts';
import { concentrationIn, countingRows, mostNamed, type Resolved } from './resolved.ts';
import type { Poll } from '../ballots/polls.ts';

/**
 * Keeps what became of each delegated vote, and how much of the vote stands with how few; nothing where nothing was delegated (REC-1, VOT-8). Their rows are made
 * where the delegations stand: what is sent there is a number for each.
 */
export async function keepDelegatedVotes(
  trx: Trx,
  { id }: Pick<Poll, 'id'>,
  resolved: Resolved | null,
): Promise<void> {
  if (resolved === null) return;
  const { asked, columns, resolution } = resolved;
  const { representative, fate, exceeding } = resolution;
  const rows = Int32Array.from(countingRows(resolved));
  if (rows.length === 0) return;
  const { from } = columns.delegations;
  const ofMakers = (column: Int32Array | Uint8Array): Promise<string> =>
    listOf(rows, (row) => valueAt(column, valueAt(from, row)));
  const numbers = await listOf(rows, (row) => row + 1);
  const became = [await ofMakers(representative), await ofMakers(fate), await ofMakers(exceeding)] as const;
  await sql`
    insert into delegated_votes (poll, elector, delegation, to_member, representative, fate, exceeding)
    select ${id}::bigint, d.from_member, d.id, d.to_member, r.member, (${[...fates]}::text[])[v.fate + 1], v.exceeding = 1
    from unnest(
      ${numbers}::int[], ${became[0]}::int[], ${became[1]}::int[], ${became[2]}::int[]
    ) v (number, representative, fate, exceeding)
    join (${numberedDelegations(asked)}) d on d.number = v.number
    left join (${numberedElectors(asked)}) r on r.place = v.representative
    order by d.from_member`.execute(trx);
  await trx
    .updateTable('polls')
    .set({ delegation: JSON.stringify(concentrationIn(resolved, mostNamed)) })
    .where('id', '=', id)
    .execute();
}

/** Numbers that are written between two turns of others: of a million, all at once would halt the process for a second. */
const atOnce = 50_000;

/** Numbers of rows as an array of PostgreSQL's. */
async function listOf(rows: Int32Array, numberOf: (row: number) => number): Promise<string> {
  const pieces: string[] = [];
  for (let from = 0; from < rows.length; from += atOnce) {
    pieces.push(
      rows
        .subarray(from, from + atOnce)
        .map(numberOf)
        .join(','),
    );
    await turn();
  }
  return `{${pieces.join(',')}}`;
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

/** The ballots that count of some electors in a poll. */
export async function ballotsBy(
  db: Db,
  { id }: Pick<Poll, 'id'>,
  electors: readonly string[],
): Promise<Map<string, { choice: string | null; at: string; version: number }>> {
  if (electors.length === 0) return new Map();
  const rows = await readBallots(db, id, [...new Set(electors)]);
  return new Map(rows.map(({ elector, ...ballot }) => [elector, ballot]));
}

const readBallots = prepared('ballots-by', 2, (db, poll: number, electors: readonly string[]) =>
  db
    .selectFrom('current_answers')
    .select(['elector', 'choice', 'at', 'version'])
    .where('poll', '=', poll)
    .where(sql<boolean>`elector = any (${electors}::text[])`),
);
