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
export async function carryOut(act: Emergency, part: Part, scope: CancellationScope): Promise<void> {
  const action = act.state[part];
  try {
    if (action.type === 'task') await confirmedTask(act, part, action, scope);
    else await performed(act, part, action, scope);
  } catch (failure) {
    if (isCancellation(failure)) {
      await end(act, part, 'failed', {
        action: action.type,
        reason: 'the act was reversed before it was done',
      });
      return;
    }
    throw failure;
  }
}

async function performed(
  act: Emergency,
  part: Part,
  action: Action,
  scope: CancellationScope,
): Promise<void> {
  const { perform } = proxyActivities<Pick<Activities, 'perform'>>({
    ...trying,
    // Who reverses an act knows whether it was done.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const { id, charter } = act.state;
  const asked = { decision: id, action, pace: charter.pace, reversal: part === 'reversal' };
  const performed = await scope.run(() => perform(asked)).catch(lost);
  if ('notDone' in performed) {
    await end(act, part, 'failed', { action: action.type, ...performed.notDone });
    return;
  }
  const { result, doneBefore } = performed;
  await end(act, part, 'done', {
    action: action.type,
    result,
    ...(doneBefore === null ? {} : { doneBefore }),
  });
}

/** The named member confirms with evidence, by the task's date (EXE-1). */
async function confirmedTask(
  act: Emergency,
  part: Part,
  action: Action & { type: 'task' },
  scope: CancellationScope,
): Promise<void> {
  const { assignee, by } = action;
  act.state = { ...act.state, [part === 'action' ? 'actionState' : 'reversalState']: 'awaited' };
  act.taskSince = now();
  await write(act);
  const due = { at: by, what: 'task' };
  if (timeLeft(by) > 0) await scope.run(() => until(() => act.confirmation !== null, due, 'emergency'));
  if (act.confirmation === null) {
    await end(act, part, 'failed', { action: action.type, reason: 'not confirmed in time', assignee, by });
    return;
  }
  const { evidence, at } = act.confirmation;
  act.confirmation = null;
  happen(act, 'task-confirmed', { of: part, assignee, evidence }, at);
  await end(act, part, 'done', { action: action.type, result: { assignee, evidence } });
}

async function end<State extends 'done' | 'failed'>(
  act: Emergency,
  part: Part,
  state: State,
  facts: EntryFacts<'emergency', `${Part}-${State}`>,
): Promise<void> {
  happen(act, `${part}-${state}`, facts);
  await write(act);
}
