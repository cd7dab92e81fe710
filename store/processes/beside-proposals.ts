/** What a reader sees beside proposals, of all of them in one look: in which they are electors, who answers for the authors, and what was judged last. */
import { sql } from 'kysely';
import type { Db } from '../postgres/database.ts';
import { prepared } from '../postgres/prepared.ts';
import type { JudgedPoll } from '../ballots/took-part.ts';

export interface Beside {
  /** Those of the decisions of whose electorate the reader is. */
  readonly electorates: ReadonlySet<string>;
  /** Who answers for those of the authors who are agents with a steward, by the agents' ids (MEM-6). */
  readonly stewards: Readonly<Record<string, string>>;
  /** The poll of each decision in which positions were taken or votes cast, and that was judged last. */
  readonly judged: ReadonlyMap<string, JudgedPoll>;
}

interface Row {
  readonly electorates: readonly string[];
  readonly stewards: Readonly<Record<string, string>>;
  readonly judged: readonly JudgedPoll[];
}

const look = prepared(
  'beside-proposals',
  3,
  (_db, reader: string, decisions: readonly string[], authors: readonly string[]) => sql<Row>`
    select
      array(
        select electorate from electors where member = ${reader} and electorate = any (${decisions}::text[])
      ) as electorates,
      (
        select coalesce(json_object_agg(id, steward), '{}') from members
        where id = any (${authors}::text[]) and steward is not null
      ) as stewards,
      (
        select coalesce(json_agg(json_build_object(
          'decision', decision, 'kind', kind, 'number', number,
          'closedAt', to_char(closed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'participation', participation, 'reasonsAgainst', reasons_against
        )), '[]')
        from (
          select distinct on (decision) decision, kind, number, closed_at, participation, reasons_against from polls
          where decision = any (${decisions}::uuid[]) and kind in ('positions', 'votes') and result is not null
          order by decision, closed_at desc, kind desc, number desc
        ) last
      ) as judged`,
);

/** @param decisions those whose electorate is fixed */
export async function besideProposals(
  db: Db,
  reader: string,
  { decisions, authors }: { readonly decisions: readonly string[]; readonly authors: readonly string[] },
): Promise<Beside> {
  const [row] = await look(db, reader, decisions, authors);
  const { electorates = [], stewards = {}, judged = [] } = row ?? {};
  return {
    electorates: new Set(electorates),
    stewards,
    judged: new Map(judged.map((poll) => [poll.decision, poll])),
  };
}
