/**
 * Whoever reaches Temporal's port can start a workflow and send it an update. So nothing counts but what an API of this council sealed for this
 * very workflow, act and update: what its key does not open comes as `{forged: true}` (codec/payload-codec.ts), and is refused (AUT-1).
 */
import { ApplicationFailure, currentUpdateInfo, workflowInfo } from '@temporalio/workflow';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { By, Sealed } from '../messages/by.ts';

/** Of an act, in its validator: why it does not count, or nothing. */
export function forgery(args: By & Partial<Sealed>): Refusal | undefined {
  const { workflowId } = workflowInfo();
  const update = currentUpdateInfo();
  const { sent } = args;
  return sent?.decision === workflowId && sent.act === update?.name && sent.update === update.id
    ? undefined
    : refuse('forged', 'AUT-1', { act: update?.name ?? null });
}

/** Of a start, before anything else: a workflow whose input was not sealed for it ends at once, and writes nothing. */
export function mustBeSealed(id: string | undefined): void {
  if (id !== workflowInfo().workflowId)
    throw ApplicationFailure.nonRetryable('started by nobody of this council', 'forged');
}

/** A refusal as the sender of an act gets it. */
export const refusal = (refused: Refusal): ApplicationFailure =>
  ApplicationFailure.create({
    message: `refused by ${refused.rule}: ${refused.code}`,
    type: refused.code,
    nonRetryable: true,
    details: [refused],
  });
