/** How often each does what in a conflict: nobody uses up another's share (CNF-1, CNF-2, CNF-4). */
import type { ConflictState } from './state.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Remedies that can be put in one conflict, and by one member (CNF-4). */
export const mostRemedies = 50;
const mostRemediesOfOne = 5;

/** Acceptances, and messages, that can be given in one conflict: each has an equal share, and nobody uses up another's (CNF-2). */
const mostAcceptances = 1000;
const mostMessages = 500;
const mostMessagesOfOne = 50;

/** How often a party accepts terms: their share of all acceptances, however often terms are replaced (CNF-2). */
export const acceptancesOfOne = ({ parties }: Pick<ConflictState, 'parties'>): number =>
  Math.floor(mostAcceptances / parties.flat().length);

/** How often each in the room writes: the parties, the mediators and the guardian (CNF-1). */
export function messagesOfOne({ parties, mediators }: Pick<ConflictState, 'parties' | 'mediators'>): number {
  const [first, second] = mediators ?? [0, 0];
  const inside = parties.flat().length + first + second + 1;
  return Math.min(mostMessagesOfOne, Math.max(1, Math.floor(mostMessages / inside)));
}

/** Refuses one more than `most`. */
export const limit = (rule: string, given: number, most: number): Refusal | undefined =>
  given < most ? undefined : refuse('limit-reached', rule, { most });

/** Why one more remedy cannot be put, after so many of the same member and of everybody (CNF-4). */
export function remedyFault({
  own,
  all,
}: {
  readonly own: number;
  readonly all: number;
}): Refusal | undefined {
  return limit('CNF-4', own, mostRemediesOfOne) ?? limit('CNF-4', all, mostRemedies);
}

/** A conflict that its opener withdrew: whom they had named, and when (ISO 8601, UTC). */
export interface Withdrawn {
  readonly id: string;
  readonly against: readonly string[];
  readonly endedAt: string;
}

/**
 * Why who withdrew a conflict opens none against any of the same, `again` milliseconds long (CNF-1). Facts: the `conflict`, which
 * `members` it was against, and `until` when; at that instant itself it can be opened.
 */
export function againFault(
  against: readonly string[],
  withdrawn: readonly Withdrawn[],
  again: number,
  at: string,
): Refusal | undefined {
  for (const { id, against: before, endedAt } of withdrawn) {
    const members = against.filter((member) => before.includes(member));
    const until = new Date(Date.parse(endedAt) + again).toISOString();
    if (members.length > 0 && at < until)
      return refuse('withdrawn-before', 'CNF-1', { conflict: id, members, until });
  }
  return undefined;
}
