/** An interruption: ends a process whose workflow is gone, at an operator's word, and opens its matter anew (PRO-9). */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, setHandler } from '@temporalio/workflow';
import type { Refusal } from '../rules/refusal.ts';
import { activities } from './activities.ts';
import { opened } from './messages.ts';
import type { InterruptionInput, Start } from './inputs.ts';
import { mustBeSealed, refusal } from './kit/proof.ts';
import { allFinished } from './kit/reminders.ts';
import { start } from './kit/starting.ts';

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
async function startAnew(begun: Start): Promise<void> {
  try {
    await start(begun, `${begun.kind}: opened anew`, { workflowIdReusePolicy: 'REJECT_DUPLICATE' });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
