/** Interruptions: what an operator may end whose workflow is gone, and how (PRO-9). It decides nothing: the matter opens anew. */
import type { EmergencyState } from './emergency/state.ts';
import type { NotDone, Performed } from './actions/execution.ts';
import type { Action } from './model.ts';
import type { ProposalState } from './proposal/state.ts';
import type { PermittedAct } from './permitted.ts';
import { type Refusal, refuse } from './refusal.ts';

/** In every kind of process and every stage but its end. */
export const interruption = {
  rule: 'PRO-9',
  by: 'An operator, once its workflow is gone.',
} as const satisfies Omit<PermittedAct, 'stages'>;

/**
 * Whether somebody may end a process whose workflow is gone; whether it is gone, only Temporal says (AUT-1, PRO-9).
 * @param stage null: its ending was begun, and is to be finished
 */
export function interruptionFault({
  operator,
  stage,
}: {
  readonly operator: boolean;
  readonly stage: string | null;
}): Refusal | undefined {
  if (!operator) return refuse('not-permitted', 'AUT-1', { allowed: 'operator' });
  return stage === 'ended' ? refuse('wrong-stage', 'PRO-9', { stage }) : undefined;
}

/** What is known of the action of a proposal whose workflow is gone. */
export type ActionFound = Performed | 'not-begun' | 'unknown';

/**
 * How a proposal ends whose workflow is gone. What was executed is executed, and what failed for good has failed. A call may have been made
 * though nothing says so, and a retry has no other way to go on: those have failed too, so that they are tried again under their own key,
 * which whoever is called knows (EXE-2). Everything else is interrupted.
 */
export function endingOfGone(
  { links }: Pick<ProposalState, 'links'>,
  action: Action | null,
  found: ActionFound,
): 'executed' | 'execution-failed' | 'interrupted' {
  if (typeof found === 'object') return 'result' in found ? 'executed' : 'execution-failed';
  const isRetry = links.some(({ relation }) => relation === 'retry-of');
  return isRetry || (found === 'unknown' && action?.type === 'http.call')
    ? 'execution-failed'
    : 'interrupted';
}

/** Why an action counts as not done whose workflow is gone: a retry may still do it. */
export const lostWithItsWorkflow: NotDone = {
  reason: 'its workflow was gone before it was known to be done',
  details: null,
  mayPass: true,
};

/** Whether an act is still to be undone: not where it stands, nor where nothing was to be done anyway (EMG-5 to EMG-7). */
export const owesReversal = ({ outcome, reversalState }: EmergencyState): boolean =>
  outcome !== 'ratified' && outcome !== 'stood' && reversalState !== 'done';
