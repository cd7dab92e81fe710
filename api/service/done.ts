/** Whether what was begun under an id was done, however its answer was lost (PRO-10). */
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { isProcess } from '../../store/processes/processes.ts';
import type { Services } from './services.ts';
import { within } from './temporal-calls.ts';

/**
 * @param id of a process that was to be opened, or of an update that was to be sent
 * @param process to which the update was to be sent
 * @throws `unavailable` where Temporal does not answer in time
 */
export async function wasDone(
  { db, temporal }: Pick<Services, 'db' | 'temporal'>,
  id: string,
  process?: string,
): Promise<boolean> {
  if (await isProcess(db, id)) return true;
  const isBegun = await isKnown(() =>
    within(temporal, () => temporal.getHandle(id).describe(), { decision: id }),
  );
  if (isBegun || process === undefined) return isBegun;
  return isKnown(() =>
    within(temporal, () => temporal.getHandle(process).getUpdateHandle(id).result(), { decision: process }),
  );
}

async function isKnown(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    // It was taken, and refused: sent again it is refused with the same words.
    if (error instanceof WorkflowUpdateFailedError) return true;
    throw error;
  }
}
