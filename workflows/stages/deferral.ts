/** The second deadlock: deferred, then voted on again (DEA-2). */
import { type Decision, enter, stageEnd } from '../decision.ts';

export async function deferral(decision: Decision): Promise<undefined> {
  const { deadlock } = decision.charter;
  if (deadlock === null) return;
  await enter(decision, 'deferred', { length: deadlock.deferral });
  await stageEnd(decision);
}
