/** The delay between adoption and execution, for the categories that have one (VET-4). */
import type { Decision } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

export async function delay(decision: Decision): Promise<void> {
  const { delay: length } = decision.category;
  if (length === null || decision.input.from === 'execution') return;
  await enter(decision, 'delay', { length, waitsOnly: true });
  await stageEnd(decision);
}
