/** How a category adopts (CON-3): by votes; by consent at the end of its rounds; or lazily, where nobody blocks within a window before them. */
import type { Category, Charter } from '../../charter/types.ts';

/** What a round is judged by where it is not consensus. */
export type Consenting = NonNullable<Category['adopts']>;

type Adopting = Pick<Category, 'adopts'>;

/** How many rounds a charter has, and how many more after a deadlock. */
interface Rounds {
  readonly discussion: Pick<Charter['discussion'], 'rounds'>;
  readonly deadlock: Pick<NonNullable<Charter['deadlock']>, 'extraRounds'> | null;
}

/** How many rounds come before the charter's: the one in which silence is assent. */
export const lazyRounds = ({ adopts }: Adopting): number => (adopts === 'lazy' ? 1 : 0);

/** Whether votes begin after the rounds; where consent takes their place, only on the deadlock path (DEA-2). */
export const votesAfterRounds = ({ adopts }: Adopting): boolean => adopts !== 'consent';

/**
 * What a round is judged by, counted from 1; undefined: consensus. Lazily the first; by consent the last of the charter's rounds and the
 * last of the deadlock path's.
 */
export function judgedBy(
  round: number,
  { adopts }: Adopting,
  { discussion, deadlock }: Rounds,
): Consenting | undefined {
  if (adopts === 'lazy') return round === 1 ? 'lazy' : undefined;
  if (adopts !== 'consent') return undefined;
  const last = [discussion.rounds, discussion.rounds + (deadlock?.extraRounds ?? 0)];
  return last.includes(round) ? 'consent' : undefined;
}

/** How long a round is open, in milliseconds. A lazy one stands for the review of the text (PRO-3). */
export function roundLength(
  round: number,
  category: Adopting,
  charter: Pick<Charter, 'discussion' | 'deadlock' | 'lazy'>,
): number {
  const isLazy = judgedBy(round, category, charter) === 'lazy';
  return isLazy && charter.lazy != null ? charter.lazy.window : charter.discussion.round;
}
