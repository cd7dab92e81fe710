/** Lodging an appeal: a process of its own, which outlives the one that is appealed (APP-1). */
import { type ChildWorkflowHandle, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { AppealState } from '../rules/appeal.ts';
import type { appeal, Appealed } from './appeal.ts';
import { type AppealInput, searchAttributes, taskQueue, workflowTypes } from './messages.ts';

/** What is appealed, by whom and why; `id` is the appeal's own. */
type Lodged = Pick<
  AppealState,
  'id' | 'of' | 'appellant' | 'principle' | 'reason' | 'remanded' | 'createdAt'
>;

/** Answers once the appeal has started. */
export async function lodge(
  lodged: Lodged,
  { summary, ...asked }: Omit<AppealInput, 'state'> & { readonly summary: string },
): Promise<ChildWorkflowHandle<typeof appeal>> {
  const state: AppealState = {
    ...lodged,
    stage: 'ruling',
    guardian: null,
    deadline: null,
    ruling: null,
    outcome: null,
    endedAt: null,
  };
  return startChild<typeof appeal>(workflowTypes.appeal, {
    workflowId: state.id,
    taskQueue,
    args: [{ state, ...asked }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    typedSearchAttributes: [{ key: searchAttributes.kind, value: workflowTypes.appeal }],
    staticSummary: summary,
  });
}

/** Of an appeal that was ended from outside: nobody ruled, and that upholds (APP-2). */
export const unanswered = (endedAt: string): Appealed => ({
  outcome: 'upheld',
  endedAt,
  guardian: null,
  reason: null,
});
