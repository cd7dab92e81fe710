/** The end of an allocation that was granted for a time: holder and council are told at nine tenths and at the end, however soon that comes (ALC-3). */
import { setHandler } from '@temporalio/workflow';
import type { Told } from '../activities/index.ts';
import { activities } from './activities.ts';
import { timeLeft, until as waitUntil } from './kit/clock.ts';
import { type AllocationInput, lookAgain } from './messages.ts';
import { showToOperators, untilWords } from './kit/operators.ts';
import { mustBeSealed } from './kit/proof.ts';

export async function allocation({ id, ...granted }: AllocationInput): Promise<void> {
  mustBeSealed(id);
  let isChanged = false;
  setHandler(lookAgain, () => {
    isChanged = true;
  });
  for (let mark: string | null = null; ;) {
    const told: Told = await activities.tellOfAllocation({ ...granted, mark });
    const { next, until } = told;
    if (next === null) return;
    showToOperators(`allocation${untilWords(until)}`, { stage: 'in-force', deadline: until });
    const left = timeLeft(next);
    // Ended before its time, there is no mark to wait for (ALC-2, EMG-2).
    const early = left > 0 && (await waitUntil(() => isChanged, { at: next, what: 'notice' }, 'allocation'));
    isChanged = false;
    mark = early ? null : next;
  }
}
