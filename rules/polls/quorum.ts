/** Quorum: how many electors take part and whether that is enough (TIE-4, PRO-8), with the offline ones as MEM-4 says. */
import type { Charter, Fraction } from '../../charter/types.ts';
import { atLeast, type Count } from './share.ts';

/** How many electors take part, in electors. */
export interface Participation {
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
export function participation(poll: {
  readonly answered: number;
  readonly offlineUnanswered: number;
  readonly electorate: number;
  readonly offline: Charter['offline'];
}): Participation {
  const { answered, offlineUnanswered, electorate, offline } = poll;
  const counts = offline.policy === 'abstain' && atLeast(offline.answered, answered, electorate);
  const assumed = counts ? offlineUnanswered : 0;
  return { answered, assumed, participating: answered + assumed };
}

/** Whether enough of the electorate takes part (TIE-4): at least the quorum, always where none is asked (`null`). */
export function quorate(quorum: Fraction | null, participating: Count, electorate: Count): boolean {
  return quorum === null || atLeast(quorum, participating, electorate);
}
