/** Execution: the action runs once, is retried while it may still succeed, and is never shown as done when it is not (EXE-1, EXE-2). */
import { ActivityFailure, ApplicationFailure, proxyActivities, rootCause } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { Action } from '../../rules/model.ts';
import { actionFault } from '../../rules/tiers.ts';
import { now, timeLeft } from '../clock.ts';
import { type Decision, ending, type Ending, note } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

/** Milliseconds for which a call that fails is tried again: a day, shorter by the pace, but 30 s at the least. */
export const triedFor = (pace: number): number => Math.max((24 * 3_600_000) / pace, 30_000);

export async function execution(decision: Decision): Promise<Ending> {
  const action = decision.content.action ?? { type: 'none' };
  const refused = actionFault(action, decision.category);
  if (refused !== undefined) return failed(action, { refusal: refused });
  return action.type === 'task' ? confirmedTask(decision, action) : performed(decision, action);
}

async function performed(decision: Decision, action: Action): Promise<Ending> {
  await enter(decision, 'execution', { length: null, facts: { action: action.type } });
  const { perform } = proxyActivities<Pick<Activities, 'perform'>>({
    startToCloseTimeout: '20s',
    scheduleToCloseTimeout: triedFor(decision.copy.pace),
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 hour' },
  });
  try {
    const result = await perform({ decision: decision.input.id, action, at: now() });
    decision.stageEnded = now();
    if (action.type === 'charter.amend') note(decision, 'charter-amended', result); // CHA-3
    return ending('executed', 'EXE-1', { action: action.type, result });
  } catch (failure) {
    if (!(failure instanceof ActivityFailure)) throw failure;
    decision.stageEnded = now();
    const details = failure.cause instanceof ApplicationFailure ? (failure.cause.details?.[0] ?? null) : null;
    return failed(action, { reason: rootCause(failure) ?? 'unknown', details });
  }
}

/** A named member confirms with evidence, by a date; the date is an instant of the calendar, whatever the pace. */
async function confirmedTask(decision: Decision, action: Action & { type: 'task' }): Promise<Ending> {
  const { assignee, by } = action;
  if (timeLeft(by) <= 0) return failed(action, { reason: 'the date had passed before execution began', by });
  await enter(decision, 'execution', {
    length: null,
    state: { assignee, deadline: by },
    facts: { action: action.type, assignee },
  });
  await stageEnd(decision, () => decision.confirmation !== null);
  const { confirmation } = decision;
  if (confirmation === null) return failed(action, { reason: 'not confirmed in time', assignee, by });
  note(decision, 'task-confirmed', { assignee, evidence: confirmation.evidence }, confirmation.at);
  return ending('executed', 'EXE-1', { action: action.type, assignee, evidence: confirmation.evidence });
}

const failed = (action: Action, facts: Record<string, unknown>): Ending =>
  ending('execution-failed', 'EXE-2', { action: action.type, ...facts });
