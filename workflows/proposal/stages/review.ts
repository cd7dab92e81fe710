/** Review: the least time between the last change of the text and the decision (PRO-3). */
import { lazyRounds } from '../../../rules/polls/adoption.ts';
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

/** For tier 3 only, and passed over where the charter has none, or the window for a block stands for it. An amendment starts it anew (PRO-6). */
export async function review(decision: Decision): Promise<Ending | undefined> {
  const { review: length } = decision.charter;
  const isLazy = decision.proposal.round < lazyRounds(decision.category);
  if (length === null || decision.proposal.tier !== 3 || isLazy) return undefined;
  await enter(decision, 'review', { length, waitsOnly: true });
  await stageEnd(decision);
  return decision.interrupted ?? undefined;
}
