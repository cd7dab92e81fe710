/** The delegations of a decision as its evidence has them: those that its votes were resolved from, and each vote's fate (REC-1). */
import { sql } from 'kysely';
import type { Delegation } from '../../rules/delegation/scope.ts';
import type { DelegatedVote } from '../../rules/delegation/record.ts';
import { startIn } from '../ballots/answers.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { delegationOf } from './delegations.ts';

/** A delegation as it stood at the close of the decision's last vote: what was revoked later is no part of it (REC-2). */
export interface DelegationEntry extends Delegation {
  readonly decision: string;
}

/**
 * The delegations that were in force at some instant of the decision's votes and whose scope takes it in, in the order in which they were
 * made, after a sequence number, at most `limit`. The answer is the same however late it is asked once the decision has ended.
 */
export async function listDelegationEntries(
  db: Db | Trx,
  decision: string,
  { after = 0, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<DelegationEntry[]> {
  const { rows } = await sql<Parameters<typeof delegationOf>[0]>`
    with votes as (
      select rules #>> '{category,name}' as category, min(opens) as first, max(closed_at) as last
      from polls
      where decision = ${decision} and kind = 'votes' and closed_at is not null
        and jsonb_typeof(rules #> '{charter,delegation}') = 'object'
      group by rules #>> '{category,name}'
    )
    select d.id, d.sequence, d.from_member as "from", d.to_member as "to", d.proposal, d.category,
      d.made_at as "madeAt", d.until, case when d.revoked_at < votes.last then d.revoked_at end as "revokedAt"
    from votes
    join delegations d on d.made_at < votes.last and d.until > votes.first
      and (d.revoked_at is null or d.revoked_at >= votes.first)
      and (d.proposal = ${decision} or (d.proposal is null and (d.category is null or d.category = votes.category)))
    join electors e on e.electorate = ${decision} and e.member = d.from_member
    where d.sequence > ${after}
    order by d.sequence limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...delegationOf(row), decision }));
}

/** What became of a delegated vote in one of a decision's votes, as it stands in the evidence. */
export interface DelegatedVoteEntry extends DelegatedVote {
  readonly decision: string;
  readonly pollNumber: number;
}

/** Each delegated vote of a decision's closed polls in the order of poll and elector, after a place, at most `limit`. */
export async function listDelegatedVotes(
  db: Db | Trx,
  decision: string,
  {
    after,
    limit,
  }: {
    readonly after?: Pick<DelegatedVoteEntry, 'pollNumber' | 'elector'> | undefined;
    readonly limit: number;
  },
): Promise<DelegatedVoteEntry[]> {
  const { rows } = await sql<DelegatedVoteEntry>`
    select p.decision, p.number as "pollNumber", v.elector, v.delegation, v.to_member as "to", v.representative, v.fate, v.exceeding
    from polls p cross join lateral (
      select * from delegated_votes where poll = p.id and elector > ${startIn(after)} order by elector limit ${limit}
    ) v
    where p.decision = ${decision} and p.number >= ${after?.pollNumber ?? 0}
    order by p.number, v.elector
    limit ${limit}`.execute(db);
  return rows;
}
