/** An interruption: ends a process whose workflow is gone, at an operator's word, and opens its matter anew (PRO-9). */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, ParentClosePolicy, setHandler, startChild } from '@temporalio/workflow';
import type { Refusal } from '../rules/refusal.ts';
import { activities } from './activities.ts';
import { refusal } from './decision.ts';
import {
  type InterruptionInput,
  opened,
  searchAttributes,
  shown,
  type Start,
  taskQueue,
  workflowTaskTimeout,
  workflowTypes,
} from './messages.ts';
import { mustBeSealed } from './proof.ts';
import { allFinished } from './reminders.ts';

/**
 * Answers whether it ended the process. What it began it ends, though its worker dies: the ending is written first, with the id of the
 * process in which the matter goes on, then that one is started.
 */
export async function interruption(input: InterruptionInput): Promise<boolean> {
  mustBeSealed(input.id);
  const done: { refused?: Refusal | null } = {};
  setHandler(opened, async () => {
    await condition(() => done.refused !== undefined);
    if (done.refused != null) throw refusal(done.refused);
  });
  const ended = await activities.interrupt(input);
  if ('start' in ended && ended.start !== null) await startAnew(ended.start);
  done.refused = 'refusal' in ended ? ended.refusal : null;
  await allFinished({ underWay: 0 });
  return done.refused === null;
}

/** Once: asked again, it is there. */
async function startAnew(start: Start): Promise<void> {
  const { kind, input } = start;
  const workflowId = kind === 'appeal' ? input.state.id : input.id;
  const category = kind === 'proposal' ? [{ key: searchAttributes.category, value: input.category }] : [];
  try {
    await startChild(workflowTypes[kind], {
      workflowId,
      taskQueue,
      workflowTaskTimeout,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      typedSearchAttributes: [{ key: searchAttributes.kind, value: workflowTypes[kind] }, ...category],
      staticSummary: shown(`${kind}: opened anew`),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
