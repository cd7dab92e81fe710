/** Execution: the action runs once, is retried while it may still succeed, and is never shown as done when it is not (EXE-1, EXE-2). */
import {
  ActivityCancellationType,
  ActivityFailure,
  isCancellation,
  proxyActivities,
  rootCause,
} from '@temporalio/workflow';
import type { Activities } from '../../../activities/index.ts';
import type { Performed } from '../../../rules/actions/execution.ts';
import type { Action } from '../../../rules/model.ts';
import { actionFault } from '../../../rules/proposal/tiers.ts';
import { laterOf } from '../../../rules/window.ts';
import { heartbeatTimeout } from '../../activities.ts';
import { now, timeLeft } from '../../kit/clock.ts';
import { type Decision, ending, type Ending, note } from '../decision.ts';
import { unlessHeld } from '../../node-vetoing.ts';
import { isHeld, taskDeadline } from '../node-vetoes.ts';
import { enter, stageEnd } from '../stage.ts';

/** Whatever fails is tried again, after the pause that it says; only an answer ends it. A worker that dies is noticed within seconds. */
export const trying = {
  startToCloseTimeout: '20s',
  heartbeatTimeout,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '4s' },
} as const;

export async function execution(decision: Decision): Promise<Ending> {
  const action = decision.content.action ?? { type: 'none' };
  const refused = actionFault(action, decision.category);
  if (refused !== undefined) return failed(action, { refusal: refused });
  return action.type === 'task' ? confirmedTask(decision, action) : performed(decision, action);
}

async function performed(decision: Decision, action: Action): Promise<Ending> {
  await enter(decision, 'execution', { length: null, facts: { action: action.type } });
  if (decision.interrupted !== null) return decision.interrupted;
  const { perform } = proxyActivities<Pick<Activities, 'perform'>>({
    ...trying,
    // What a node veto stops is known to be done or not.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const { id } = decision.input;
  const performed = await unlessHeld(
    () => isHeld(decision) || isVetoed(decision),
    () => untilReleased(decision),
    () => perform({ decision: id, action, pace: decision.copy.pace }).catch(lost),
  );
  if (performed === null) return stoppedAs(decision);
  decision.stageEnded = laterOf(now(), decision.stageEnded);
  if ('notDone' in performed) return failed(action, { ...performed.notDone });
  const { result, doneBefore } = performed;
  if (action.type === 'charter.amend') note(decision, 'charter-amended', result); // CHA-3
  return ending('executed', 'EXE-1', {
    action: action.type,
    result,
    ...(doneBefore === null ? {} : { doneBefore }),
  });
}

/** By what ended it as it waited. */
const stoppedAs = ({ interrupted }: Decision): Ending => interrupted ?? ending('vetoed', 'NVP-3');

const isVetoed = ({ interrupted }: Decision): boolean => interrupted !== null;

/** While a node veto holds it, it waits (NVP-2). */
async function untilReleased(decision: Decision): Promise<void> {
  await stageEnd(decision, () => !isHeld(decision));
}

/** An activity that failed without an answer says nothing of its action: it may have been done, and a retry finds out. */
export function lost(failure: unknown): Performed {
  if (!(failure instanceof ActivityFailure) || isCancellation(failure)) throw failure;
  return { notDone: { reason: rootCause(failure) ?? 'unknown', details: null, mayPass: true } };
}

/** A named member confirms with evidence, by a date; the date is an instant of the calendar, whatever the pace. */
async function confirmedTask(decision: Decision, action: Action & { type: 'task' }): Promise<Ending> {
  const { assignee, by } = action;
  if (timeLeft(by) <= 0) return failed(action, { reason: 'the date had passed before execution began', by });
  await enter(decision, 'execution', {
    length: null,
    state: { assignee, deadline: taskDeadline(decision, by, laterOf(now(), decision.stageEnded)) },
    facts: { action: action.type, assignee },
  });
  await stageEnd(decision, () => decision.confirmation !== null);
  const { confirmation, interrupted } = decision;
  if (interrupted !== null) return interrupted;
  if (confirmation === null) return failed(action, { reason: 'not confirmed in time', assignee, by });
  note(decision, 'task-confirmed', { assignee, evidence: confirmation.evidence }, confirmation.at);
  return ending('executed', 'EXE-1', { action: action.type, assignee, evidence: confirmation.evidence });
}

const failed = (action: Action, facts: Record<string, unknown>): Ending =>
  ending('execution-failed', 'EXE-2', { action: action.type, ...facts });
