/** A workflow that does nothing but wait for an instant: what escalations are measured against. */
import { sleep } from '@temporalio/workflow';

/** @param until ISO 8601, UTC */
export async function sleeper(until: string): Promise<void> {
  await sleep(Math.max(1, Date.parse(until) - Date.now()));
}
