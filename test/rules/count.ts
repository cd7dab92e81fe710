/** Ballots counted one by one, as the database counts them at once (PRO-7, VOT-4). */
import type { Ballot, BallotCount } from '../../rules/polls/tally.ts';

/**
 * Counts ballots: the last one of each elector, by its number (PRO-7), so that neither the order in which they are read nor
 * anybody's name matters (VOT-4).
 */
export function countBallots(ballots: Iterable<Ballot>): BallotCount {
  const last = new Map<string, Ballot>();
  for (const ballot of ballots) {
    const known = last.get(ballot.elector);
    if (known === undefined || known.number < ballot.number) last.set(ballot.elector, ballot);
  }
  const count = { for: 0, against: 0, abstain: 0 };
  for (const { choice } of last.values()) count[choice] += 1;
  return count;
}
