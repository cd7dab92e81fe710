/** A workflow that waits for one instant after the other, and has one recorded activity run at each: what the ladders of alarms are measured against. */
import { proxyActivities, sleep } from '@temporalio/workflow';

const { reached } = proxyActivities<{ reached: (instant: string) => Promise<void> }>({
  startToCloseTimeout: '1 minute',
});

/** @param instants ISO 8601, UTC */
export async function ladder(instants: readonly string[]): Promise<void> {
  for (const instant of instants) {
    await sleep(Math.max(1, Date.parse(instant) - Date.now()));
    await reached(instant);
  }
}
