/** What a closed vote means: adopted, rejected, inquorate or a deadlock (DEA-1, PRO-8), and what the guardian may adopt (DEA-2). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Quorum, Threshold } from '../../charter/thresholds.ts';
import { votesAfterRounds } from './adoption.ts';
import { quorate } from './quorum.ts';
import { atLeast, moreThan, type Count } from './share.ts';
import { decisiveVotes, reached, type Votes } from './threshold.ts';

export const verdicts = ['inquorate', 'adopted', 'rejected', 'deadlock'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a poll is judged by: its category's threshold and quorum, or those of another kind of poll. */
export interface Bar {
  readonly threshold: Threshold;
  readonly quorum: Quorum | null;
}

/**
 * The verdict on a vote. Quorum comes first (PRO-8); then the threshold (VOT-1). A missed threshold is a deadlock unless the
 * share of the decisive votes that rejects is against (DEA-1), so zero decisive votes are one too; where the charter has no
 * deadlock path (`null`), a missed threshold rejects.
 */
export function verdict(
  votes: Votes & { readonly participating: Count },
  category: Bar,
  deadlock: Charter['deadlock'],
): Verdict {
  if (!quorate(category.quorum, votes)) return 'inquorate';
  if (reached(category.threshold, category.quorum, votes)) return 'adopted';
  if (deadlock === null) return 'rejected';
  const decisive = decisiveVotes(votes);
  if (decisive === 0n) return 'deadlock';
  const rejects = deadlock.rejectWhenAgainst;
  const rejected = rejects.strict
    ? moreThan(rejects, votes.against, decisive)
    : atLeast(rejects, votes.against, decisive);
  return rejected ? 'rejected' : 'deadlock';
}

/**
 * How many votes a proposal has before the last resort (DEA-2): the first, where consent does not take its place, one after more rounds
 * and one after the pause, where the charter has them.
 */
export function votesOnPath(deadlock: Charter['deadlock'], category: Pick<Category, 'adopts'>): number {
  const first = Number(votesAfterRounds(category));
  return deadlock === null
    ? first
    : first + Number(deadlock.extraRounds > 0) + Number(deadlock.deferral !== null);
}

/**
 * Whether the guardian may adopt what deadlocked for the last time (DEA-2): only where the charter has a guardian and a deadlock
 * path, in a category that lets the guardian resolve, and only what had at least `guardianNeeds` of the decisive votes for, and
 * one at least. Who the guardian is, and whether recused (GUA-1), is asked by `recused`.
 */
export function guardianMayAdopt(
  votes: Pick<Votes, 'for' | 'against'>,
  charter: Pick<Charter, 'guardian' | 'deadlock'>,
  category: Pick<Category, 'guardianMayResolve'>,
): boolean {
  if (charter.guardian === null || charter.deadlock === null || !category.guardianMayResolve) return false;
  return BigInt(votes.for) > 0n && atLeast(charter.deadlock.guardianNeeds, votes.for, decisiveVotes(votes));
}
