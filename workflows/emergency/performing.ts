/** What an emergency does, and what undoes it: an action that runs while its timers go on (EMG-1, EMG-2, EMG-7). */
import {
  ActivityCancellationType,
  type CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { Action } from '../../rules/model.ts';
import type { EntryFacts } from '../../rules/timeline.ts';
import { now, timeLeft, until } from '../kit/clock.ts';
import { confirmedBy } from '../../rules/node-veto/on-act.ts';
import { unlessHeld } from '../node-vetoing.ts';
import { happen, write } from '../process.ts';
import { lost, trying } from '../proposal/stages/execution.ts';
import { isHeld } from './node-vetoes.ts';
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
  const performed = await scope.run(() =>
    unlessHeld(
      () => part === 'action' && isHeld(emergency),
      () => condition(() => !isHeld(emergency)),
      () => perform(asked).catch(lost),
    ),
  );
  if (performed === null) return;
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
  await confirmedOrOver(emergency, part, by, scope);
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

/** Waits for the confirmation, or its date; what a node veto holds is waited for meanwhile, and its date is so much later (NVP-2). */
async function confirmedOrOver(
  emergency: Emergency,
  part: Part,
  by: string,
  scope: CancellationScope,
): Promise<void> {
  const held = (): boolean => part === 'action' && isHeld(emergency);
  const isConfirmed = (): boolean => emergency.confirmation !== null;
  while (!isConfirmed()) {
    if (held()) await scope.run(() => condition(() => !held()));
    const { createdAt } = emergency.state;
    const at = part === 'action' ? confirmedBy(by, createdAt, emergency.state) : by;
    if (timeLeft(at) <= 0) return;
    const due = { at, what: 'task' };
    const stirred = await scope.run(() => until(() => isConfirmed() || held(), due, 'emergency'));
    if (!stirred) return;
  }
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
