/** Review: the least time between the last change of the text and the decision (PRO-3). */
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

/** For tier 3 only, and passed over where the charter has none. An amendment starts it anew (PRO-6). */
export async function review(decision: Decision): Promise<Ending | undefined> {
  const { review: length } = decision.charter;
  if (length === null || decision.proposal.tier !== 3) return undefined;
  await enter(decision, 'review', { length, waitsOnly: true });
  await stageEnd(decision);
  return decision.interrupted ?? undefined;
}
