/** Whether a workflow runs, asked of Temporal at this moment. */
import type { WorkflowClient } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';

/** Milliseconds for one question. */
const patience = 5_000;

/** @throws where Temporal does not answer */
export async function isRunning(temporal: WorkflowClient, id: string): Promise<boolean> {
  try {
    const { status } = await temporal.withAbortSignal(AbortSignal.timeout(patience), () =>
      temporal.getHandle(id).describe(),
    );
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
