/** The delegations of a decision as its evidence has them: those that its votes were resolved from, and each vote's fate (REC-1). */
import { type RawBuilder, sql } from 'kysely';
import type { Delegation } from '../../rules/delegation/scope.ts';
import type { DelegatedVote } from '../../rules/delegation/named.ts';
import type { Poll } from '../ballots/polls.ts';
import {
  booleanIn,
  constant,
  instantIn,
  numberIn,
  objectIn,
  page,
  plainIn,
  textIn,
} from '../postgres/entry-text.ts';

/** A delegation as it stood at the close of the decision's last vote: what was revoked later is no part of it (REC-2). */
export interface DelegationEntry extends Delegation {
  readonly decision: string;
}

/**
 * The delegations that were in force at some instant of the decision's votes and whose scope takes it in, in the order in which they were
 * made, after a sequence number: a page of them, in SQL. The answer is the same however late it is asked once the decision has ended.
 */
export function delegationRows(
  decision: string,
  after: Pick<DelegationEntry, 'sequence'> | undefined,
): RawBuilder<unknown> {
  const scope: RawBuilder<unknown> = sql`case
    when d.proposal is not null then ${objectIn({ proposal: plainIn(sql`d.proposal`) })}
    when d.category is not null then ${objectIn({ category: textIn(sql`d.category`) })}
    else '{}' end`;
  const entry = objectIn({
    decision: constant(decision),
    from: plainIn(sql`d.from_member`),
    id: plainIn(sql`d.id`),
    madeAt: instantIn(sql`d.made_at`),
    revokedAt: instantIn(sql`case when d.revoked_at < votes.last then d.revoked_at end`),
    scope,
    sequence: numberIn(sql`d.sequence`),
    to: plainIn(sql`d.to_member`),
    until: instantIn(sql`d.until`),
  });
  return sql`
    with votes as (
      select rules #>> '{category,name}' as category, min(opens) as first, max(closed_at) as last
      from polls
      where decision = ${decision} and kind = 'votes' and closed_at is not null
        and jsonb_typeof(rules #> '{charter,delegation}') = 'object'
      group by rules #>> '{category,name}'
    )
    select ${entry} as text
    from votes
    join delegations d on d.made_at < votes.last and d.until > votes.first
      and (d.revoked_at is null or d.revoked_at >= votes.first)
      and (d.proposal = ${decision} or (d.proposal is null and (d.category is null or d.category = votes.category)))
    join electors e on e.electorate = ${decision} and e.member = d.from_member
    where d.sequence > ${after?.sequence ?? 0}
    order by d.sequence limit ${page}`;
}

/** What became of a delegated vote in one of a decision's votes, as it stands in the evidence. */
export interface DelegatedVoteEntry extends DelegatedVote {
  readonly decision: string;
  readonly pollNumber: number;
}

/** Each delegated vote of a closed poll, by elector, after one of them: a page of them, in SQL. */
export function delegatedVoteRows(
  { id, decision, number }: Pick<Poll, 'id' | 'decision' | 'number'>,
  after: Pick<DelegatedVoteEntry, 'elector'> | undefined,
): RawBuilder<unknown> {
  const entry = objectIn({
    decision: constant(decision),
    delegation: plainIn(sql`delegation`),
    elector: plainIn(sql`elector`),
    exceeding: booleanIn(sql`exceeding`),
    fate: plainIn(sql`fate`),
    pollNumber: constant(number),
    representative: plainIn(sql`representative`),
    to: plainIn(sql`to_member`),
  });
  return sql`
    select ${entry} as text from delegated_votes
    where poll = ${id} and elector > ${after?.elector ?? ''} order by elector limit ${page}`;
}
