/** Starting another process: it outlives the one that starts it, and bears its own id (PRO-12, APP-1, PRO-9). */
import {
  type ChildWorkflowHandle,
  ParentClosePolicy,
  startChild,
  type WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { searchAttributes, shown, taskQueue, workflowTaskTimeout, workflowTypes } from '../messages.ts';
import type { Start } from '../inputs.ts';

/** A process that was started, by how it ends. */
export type Started<Ended> = ChildWorkflowHandle<Begun<Ended>>;

type Begun<Ended> = (input: Start['input']) => Promise<Ended>;

/**
 * Answers once it has started.
 * @param summary what Temporal's page says of it: never a member's words
 */
export async function start<Ended>(
  { kind, input }: Start,
  summary: string,
  reuse: { readonly workflowIdReusePolicy?: WorkflowIdReusePolicy } = {},
): Promise<Started<Ended>> {
  const category = kind === 'proposal' ? [{ key: searchAttributes.category, value: input.category }] : [];
  return startChild<Begun<Ended>>(workflowTypes[kind], {
    ...reuse,
    workflowId: kind === 'appeal' ? input.state.id : input.id,
    taskQueue,
    workflowTaskTimeout,
    args: [input],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    typedSearchAttributes: [{ key: searchAttributes.kind, value: workflowTypes[kind] }, ...category],
    staticSummary: shown(summary),
  });
}
