/** What an emergency does, and what undoes it: an action that runs while its timers go on (EMG-1, EMG-2, EMG-7). */
import {
  ActivityCancellationType,
  type CancellationScope,
  isCancellation,
  proxyActivities,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { Action } from '../../rules/model.ts';
import type { EntryFacts } from '../../rules/timeline.ts';
import { now, timeLeft, until } from '../kit/clock.ts';
import { happen, write } from '../process.ts';
import { lost, trying } from '../proposal/stages/execution.ts';
import type { Emergency } from './state.ts';

type Part = 'action' | 'reversal';

/**
 * Runs the action or its reversal; a failure is on record and stops nothing (EMG-7).
 * @param scope what is waited for in it is given up where that is cancelled, and is on record as failed
 */
export async function carryOut(emergency: Emergency, part: Part, scope: CancellationScope): Promise<void> {
  const action = emergency.state[part];
  try {
    if (action.type === 'task') await confirmedTask(emergency, part, action, scope);
    else await performed(emergency, part, action, scope);
  } catch (failure) {
    if (isCancellation(failure)) {
      await end(emergency, part, 'failed', {
        action: action.type,
        reason: 'the act was reversed before it was done',
      });
      return;
    }
    throw failure;
  }
}

async function performed(
  emergency: Emergency,
  part: Part,
  action: Action,
  scope: CancellationScope,
): Promise<void> {
  const { perform } = proxyActivities<Pick<Activities, 'perform'>>({
    ...trying,
    // Who reverses an act knows whether it was done.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const { id, charter } = emergency.state;
  const asked = { decision: id, action, pace: charter.pace, reversal: part === 'reversal' };
  const performed = await scope.run(() => perform(asked)).catch(lost);
  if ('notDone' in performed) {
    await end(emergency, part, 'failed', { action: action.type, ...performed.notDone });
    return;
  }
  const { result, doneBefore } = performed;
  await end(emergency, part, 'done', {
    action: action.type,
    result,
    ...(doneBefore === null ? {} : { doneBefore }),
  });
}

/** The named member confirms with evidence, by the task's date (EXE-1). */
async function confirmedTask(
  emergency: Emergency,
  part: Part,
  action: Action & { type: 'task' },
  scope: CancellationScope,
): Promise<void> {
  const { assignee, by } = action;
  emergency.state = { ...emergency.state, [part === 'action' ? 'actionState' : 'reversalState']: 'awaited' };
  emergency.taskSince = now();
  await write(emergency);
  const due = { at: by, what: 'task' };
  if (timeLeft(by) > 0) await scope.run(() => until(() => emergency.confirmation !== null, due, 'emergency'));
  if (emergency.confirmation === null) {
    await end(emergency, part, 'failed', {
      action: action.type,
      reason: 'not confirmed in time',
      assignee,
      by,
    });
    return;
  }
  const { evidence, at } = emergency.confirmation;
  emergency.confirmation = null;
  happen(emergency, 'task-confirmed', { of: part, assignee, evidence }, at);
  await end(emergency, part, 'done', { action: action.type, result: { assignee, evidence } });
}

async function end<State extends 'done' | 'failed'>(
  emergency: Emergency,
  part: Part,
  state: State,
  facts: EntryFacts<'emergency', `${Part}-${State}`>,
): Promise<void> {
  happen(emergency, `${part}-${state}`, facts);
  await write(emergency);
}
