/** Thresholds: whether the votes for are enough (VOT-1), whatever the charter takes them of, and never out of nothing (VOT-2). */
import type { Quorum, Threshold } from '../../charter/thresholds.ts';
import { enoughElectors } from './majority.ts';
import { enoughParts, type PartCount } from './parts.ts';
import { quorateFor } from './quorum.ts';
import { atLeast, moreThan, type Count } from './share.ts';

/** The votes of one poll, with the size of its electorate. */
export interface Votes {
  readonly for: Count;
  readonly against: Count;
  readonly abstain: Count;
  readonly electorate: Count;
  /** Where the threshold asks for majorities of parts: how many there are, and how many are for. */
  readonly parts?: PartCount | undefined;
}

/** For + against: an abstention takes part but is not decisive. */
export function decisiveVotes(votes: Pick<Votes, 'for' | 'against'>): bigint {
  return BigInt(votes.for) + BigInt(votes.against);
}

/** What a threshold is a share of (VOT-1). */
function baseOf({ of, seats = 0 }: Threshold, votes: Votes): bigint {
  switch (of) {
    case 'decisive':
      return decisiveVotes(votes);
    case 'participating':
      return decisiveVotes(votes) + BigInt(votes.abstain);
    case 'electorate':
      return BigInt(votes.electorate);
    case 'seats':
      // Whoever votes has a seat: of more electors than seats, the electors.
      return BigInt(seats) > BigInt(votes.electorate) ? BigInt(seats) : BigInt(votes.electorate);
  }
}

/**
 * Whether the votes reach the threshold (VOT-1): at least its fraction of its base, more than it where it is strict, with the votes for
 * that it asks for by themselves and no more against than it bears, and enough of the parts for, where it asks for them; where it is unanimous, no vote against and votes for from a quorum
 * of the electorate, one at least; and however it is made, the share of the electorate for that it asks for besides (TIE-4). Zero decisive votes reach no
 * threshold, under any charter (VOT-2). Whether enough electors took part is not asked here but by `quorate` (TIE-4).
 */
export function reached(threshold: Threshold, quorum: Quorum | null, votes: Votes): boolean {
  if (decisiveVotes(votes) === 0n || !enoughElectors(threshold, votes.for, votes.electorate)) return false;
  if (threshold.unanimous) {
    return BigInt(votes.against) === 0n && quorateFor(quorum, votes);
  }
  const { least = 0, most, parts } = threshold;
  if (parts !== undefined && (votes.parts === undefined || !enoughParts(parts, votes.parts))) return false;
  if (BigInt(votes.for) < BigInt(least)) return false;
  if (most !== undefined && BigInt(votes.against) > BigInt(most)) return false;
  const base = baseOf(threshold, votes);
  return threshold.strict ? moreThan(threshold, votes.for, base) : atLeast(threshold, votes.for, base);
}
