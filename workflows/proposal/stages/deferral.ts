/** The second deadlock: deferred, then voted on again (DEA-2). */
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

export async function deferral(decision: Decision): Promise<Ending | undefined> {
  const { deadlock } = decision.charter;
  if (deadlock !== null) {
    await enter(decision, 'deferred', { length: deadlock.deferral, waitsOnly: true });
    await stageEnd(decision);
  }
  return decision.interrupted ?? undefined;
}
