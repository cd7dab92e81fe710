/** Endorsers: a submission counts once so many electors other than its author second it (PRO-2). */
import type { Category } from '../../charter/types.ts';
import { refuse, type Refusal } from '../refusal.ts';

/** How many are asked for, and of those who endorse now the ids, in the order of their words. */
export interface Endorsement {
  readonly needed: number;
  readonly members: readonly string[];
}

/** What an elector said of it, and when, ISO 8601, UTC. */
export interface EndorsementWord {
  readonly member: string;
  /** They take back what they said before. */
  readonly withdrawn: boolean;
  readonly at: string;
}

/** No council is too small to decide: where the others are fewer than its charter asks for, all of them are enough. */
export const endorsersNeeded = (
  { count }: NonNullable<Category['endorsers']>,
  { electors, isAuthorOne }: { readonly electors: number; readonly isAuthorOne: boolean },
): number => Math.min(count, electors - Number(isAuthorOne));

/** Whether endorsers are sought at all: of what a member submits, and of nothing that opened by itself or runs again. */
export const asksEndorsers = (
  { endorsers }: Pick<Category, 'endorsers'>,
  { author, isRetry }: { readonly author: string | null; readonly isRetry: boolean },
): boolean => endorsers !== undefined && author !== null && !isRetry;

export const isEndorsed = (endorsement: Endorsement): boolean =>
  endorsement.members.length >= endorsement.needed;

/**
 * Who endorses by their words, in the order of these, and when the last who was needed did; what comes after that changes nothing.
 * @returns `reachedAt` null where too few have
 */
export function endorsersOf(
  words: readonly EndorsementWord[],
  needed: number,
): { readonly members: readonly string[]; readonly reachedAt: string | null } {
  const standing = new Set<string>();
  const inOrder = words.toSorted((one, other) =>
    one.at < other.at || (one.at === other.at && one.member < other.member) ? -1 : 1,
  );
  for (const { member, withdrawn, at } of inOrder) {
    if (withdrawn) standing.delete(member);
    else standing.add(member);
    if (standing.size >= needed) return { members: [...standing], reachedAt: at };
  }
  return { members: [...standing], reachedAt: null };
}

/** Refuses what comes once there are enough, an endorsement twice, and the withdrawal of none. Facts: `needed`, `endorsers`, or `endorses`. */
export function endorsementFault(
  words: readonly EndorsementWord[],
  { member, withdrawn }: Pick<EndorsementWord, 'member' | 'withdrawn'>,
  endorsement: Endorsement | null,
): Refusal | undefined {
  const needed = endorsement?.needed ?? 0;
  const { members, reachedAt } = endorsersOf(words, needed);
  if (reachedAt !== null) return refuse('already-done', 'PRO-2', { needed, endorsers: members.length });
  const endorses = members.includes(member);
  return endorses === withdrawn ? undefined : refuse('already-done', 'PRO-2', { member, endorses });
}
