/** What the council's question about vetoes tells of them (VET-2). */
import { wordsAsked } from '../../rules/proposal/vetoes/words.ts';
import { vetoWordsOf } from '../../store/processes/veto-words.ts';
import type { Services } from '../services.ts';

/** Vetoes of a decision, by their numbers. */
export interface VetoesAsked {
  readonly decision: string;
  readonly vetoes: readonly number[];
}

export const questionActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** What was said of them: the words stand in the decision's timeline alone, so that no workflow carries all of them. */
  async wordsAsked({ decision, vetoes }: VetoesAsked): Promise<string> {
    const words = (await vetoWordsOf(db, [decision])).get(decision);
    return words === undefined ? '' : wordsAsked(words, vetoes);
  },
});
