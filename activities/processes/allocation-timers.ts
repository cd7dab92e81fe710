/** The timers of allocations that end: each is a workflow of its own, which outlives the decision that granted it (ALC-3). */
import { getClient } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import {
  allocationTimer,
  type Granted,
  lookAgain,
  timerStart,
  workflowTypes,
} from '../../workflows/messages.ts';

/** Starts the timer of what was granted for a time; asked again, it finds it there. */
export async function startTimer(until: string | null, granted: Granted): Promise<void> {
  if (until === null) return;
  await getClient()
    .workflow.start(workflowTypes.allocation, {
      ...timerStart(granted, until),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    })
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
}

/** Tells the timers of what has ended before its time; one that is lost is found at the next mark. */
export async function tellTimers(ended: readonly Granted[]): Promise<void> {
  for (const granted of ended)
    await getClient()
      .workflow.getHandle(allocationTimer(granted))
      .signal(lookAgain)
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
}
