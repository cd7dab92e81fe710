/** Requirements: adoption, by consensus or by vote, waits for gates, hearings and the answers to objections (PRO-11, JUS-1, VET-2). */
import { isWaiting } from '../../../rules/proposal/gates.ts';
import { objectionFault } from '../../../rules/proposal/vetoes/vetoes.ts';
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';
import { look } from '../conditions.ts';

/** Without a review and a round nobody would have had the time to object: it waits for the window of a veto (VET-1). */
async function objecting(decision: Decision): Promise<void> {
  const { charter, proposal } = decision;
  const { vetoes, review, discussion } = charter;
  if (proposal.tier !== 3 || vetoes === null || review !== null || discussion.rounds > 0) return;
  if (proposal.votes > 0 || decision.objected > 0 || objectionFault(proposal, []) !== undefined) return;
  await enter(decision, 'requirements', { length: vetoes.window });
  await stageEnd(decision);
}

/** Passed over where nothing is open. Each requirement has its own deadline, so the stage has none. */
export async function requirements(decision: Decision): Promise<Ending | undefined> {
  await objecting(decision);
  await look(decision);
  if (decision.interrupted === null && isWaiting(decision.proposal)) {
    await enter(decision, 'requirements', { length: null });
    await stageEnd(decision, () => !isWaiting(decision.proposal));
  }
  return decision.interrupted ?? undefined;
}
