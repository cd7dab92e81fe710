/** Delegation in a vote as members see it: whose vote whom carries, and how much stands with how few (DEL-3, VOT-7, VOT-8). */
import type { Concentration } from '../../rules/delegation/concentration.ts';
import { capOf } from '../../rules/delegation/scope.ts';
import type { Choice } from '../../rules/model.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import { ballotsBy, keptCarriedVotes } from '../../store/delegation/carried-votes.ts';
import type { Db } from '../../store/postgres/database.ts';
import type { CountedVote } from '../../store/delegation/delegated-votes.ts';
import { carriedAfter } from '../../store/delegation/resolved.ts';
import type { Poll } from '../../store/ballots/polls.ts';

/** The concentration of a closed vote, as it was resolved at the close. */
export function keptConcentration({ delegation, rules, result }: Poll): Concentration {
  if (delegation !== null) return delegation;
  const { cap = null } = rules.charter.delegation ?? {};
  const { electorate } = result as Tally;
  return { delegated: 0, cap: capOf(cap, { delegated: 0, electorate }), representatives: [], notCarried: [] };
}

/**
 * Carried votes as ballots, by elector: the choice is the representative's, and so is its instant.
 * @param counted an open vote as it stands; null of one that was judged
 */
export async function carriedBallots(
  db: Db,
  poll: Poll,
  counted: CountedVote | null,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const { after = '', limit } = page;
  const votes =
    counted === null
      ? await keptCarriedVotes(db, poll, page)
      : carriedAfter(counted.resolved, { after, limit });
  const ballots = await ballotsBy(
    db,
    poll,
    votes.map(({ representative }) => representative),
  );
  return votes.flatMap(({ elector: member, representative: carriedBy }) => {
    const ballot = ballots.get(carriedBy);
    if (ballot === undefined) return [];
    const { choice, at, version } = ballot;
    return [{ member, choice: choice as Choice, reason: null, at, version, carriedBy, replaced: [] }];
  });
}
