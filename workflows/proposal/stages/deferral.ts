/** The second deadlock: deferred, then voted on again (DEA-2). */
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

/** @param length in milliseconds */
export async function deferral(decision: Decision, length: number): Promise<Ending | undefined> {
  await enter(decision, 'deferred', { length, waitsOnly: true });
  await stageEnd(decision);
  return decision.interrupted ?? undefined;
}
