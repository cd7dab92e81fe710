/** Quorum: how many electors take part and whether that is enough (TIE-4, PRO-8), with the offline ones as MEM-4 says. */
import type { Charter } from '../../charter/types.ts';
import type { Quorum } from '../../charter/thresholds.ts';
import { atLeast, type Count, leastReaching, moreThan } from './share.ts';

/** How many electors take part, in electors. */
interface TakingPart {
  /** Who answered in fact, in person or carried (DEL-2). */
  readonly answered: number;
  /** Assumed abstentions that count (MEM-4). */
  readonly assumed: number;
  /** The two together: what a quorum is measured with. */
  readonly participating: number;
}

/**
 * Who takes part (MEM-4). Where the charter assumes abstentions, an offline elector who has not answered counts, but only once
 * `offline.answered` of the electorate has answered in fact; under the other policies nobody is assumed to have answered.
 */
export function takingPart(poll: {
  readonly answered: number;
  readonly offlineUnanswered: number;
  readonly electorate: number;
  readonly offline: Charter['offline'];
}): TakingPart {
  const { answered, offlineUnanswered, electorate, offline } = poll;
  const counts = offline.policy === 'abstain' && atLeast(offline.answered, answered, electorate);
  const assumed = counts ? offlineUnanswered : 0;
  return { answered, assumed, participating: answered + assumed };
}

/** The votes that a quorum is measured with, of one poll. */
export interface Taking {
  readonly for: Count;
  readonly against: Count;
  /** With abstentions, and the assumed ones that count (MEM-4). */
  readonly participating: Count;
  readonly electorate: Count;
}

/** How many of the votes a quorum counts. */
export function counted({ of = 'participating' }: Quorum, taking: Taking): bigint {
  switch (of) {
    case 'participating':
      return BigInt(taking.participating);
    case 'decisive':
      return BigInt(taking.for) + BigInt(taking.against);
    case 'for':
      return BigInt(taking.for);
  }
}

/**
 * Whether enough of the electorate takes part (TIE-4): of the votes that the quorum counts at least its share of the electorate, more than
 * it where it is strict, and at least as many as it asks for by itself. Always where none is asked (`null`).
 */
export function quorate(quorum: Quorum | null, taking: Taking): boolean {
  if (quorum === null) return true;
  const votes = counted(quorum, taking);
  const { strict = false, least = 0 } = quorum;
  return votes >= BigInt(least) && (strict ? moreThan : atLeast)(quorum, votes, taking.electorate);
}

/** Whether the votes for alone are as many as a quorum takes, whichever it counts: what unanimity asks for (VOT-1). */
export const quorateFor = (quorum: Quorum | null, taking: Pick<Taking, 'for' | 'electorate'>): boolean =>
  quorum === null || quorate({ ...quorum, of: 'for' }, { ...taking, against: 0, participating: taking.for });

/** What a vote is judged by that was extended so often: from the first extension on by that one's quorum, where the charter has one (PRO-8). */
export const barAfter = <Bar extends { readonly quorum: Quorum | null }>(
  bar: Bar,
  { extension }: Pick<Charter['voting'], 'extension'>,
  extensions: number,
): Bar => (extensions === 0 || extension === undefined ? bar : { ...bar, quorum: extension.quorum });

/** How many votes a quorum takes of so many electors; 0 where none is asked (TIE-4). */
export function votesForQuorum(quorum: Quorum | null, electorate: number): number {
  if (quorum === null) return 0;
  const { strict = false, least = 0 } = quorum;
  return Math.max(least, leastReaching({ ...quorum, strict }, electorate));
}
