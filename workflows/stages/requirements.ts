/** Requirements: adoption, by consensus or by vote, waits for gates, hearings and the answers to objections (PRO-11, JUS-1, VET-2). */
import { isWaiting } from '../../rules/gates.ts';
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';
import { look } from '../watch.ts';

/** Passed over where nothing is open. Each requirement has its own deadline, so the stage has none. */
export async function requirements(decision: Decision): Promise<Ending | undefined> {
  await look(decision);
  if (decision.interrupted === null && isWaiting(decision.proposal)) {
    await enter(decision, 'requirements', { length: null });
    await stageEnd(decision, () => !isWaiting(decision.proposal));
  }
  return decision.interrupted ?? undefined;
}
