/**
 * A workflow that has recorded activities run at every update, one after the other, and does nothing else: what an act that moves a process, and
 * the opening of one, are measured against.
 */
import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';

export const ask = defineUpdate<void, [activities: number]>('ask');

const { nothing } = proxyActivities<{ nothing: () => Promise<void> }>({ startToCloseTimeout: '10 s' });

export async function asked(): Promise<void> {
  setHandler(ask, async (activities) => {
    for (let done = 0; done < activities; done += 1) await nothing();
  });
  await condition(() => false);
}
