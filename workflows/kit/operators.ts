/** What operators see of a process on Temporal's page and find it by: search attributes and current details, never a member's words. */
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { searchAttributes, shown } from '../messages.ts';

/**
 * Shows where a process stands. Search attributes are written where they change: each write is a command of the workflow and work for the server.
 * @param words the current details
 */
export function showToOperators(
  words: string,
  { stage, deadline }: { readonly stage: string; readonly deadline: string | null },
): void {
  const standing = workflowInfo().typedSearchAttributes;
  const until = deadline === null ? null : new Date(deadline);
  if (
    standing.get(searchAttributes.stage) !== stage ||
    standing.get(searchAttributes.deadline)?.getTime() !== until?.getTime()
  )
    upsertSearchAttributes([
      { key: searchAttributes.stage, value: stage },
      { key: searchAttributes.deadline, value: until },
    ]);
  setCurrentDetails(shown(words));
}

/** ` until …`, where there is a deadline. */
export const untilWords = (deadline: string | null): string =>
  deadline === null ? '' : ` until ${deadline}`;
