/** A workflow that has one recorded activity run at every update and does nothing else: what an act that moves a process is measured against. */
import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';

export const ask = defineUpdate<void, []>('ask');

const { nothing } = proxyActivities<{ nothing: () => Promise<void> }>({ startToCloseTimeout: '10 s' });

export async function asked(): Promise<void> {
  setHandler(ask, () => nothing());
  await condition(() => false);
}
