/** A justice decision refers something to restorative work: a conflict is told and waits for it, of everything else it begins by itself (RST-1). */
import { createHmac } from 'node:crypto';
import { ApplicationFailure, getClient } from '@temporalio/activity';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { charterCopy } from '../../charter/copy.ts';
import type { Action } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { charterInForce } from '../../store/council/charters.ts';
import { caseOf, matterOf } from '../../store/processes/kinds/restorative.ts';
import { processById } from '../../store/processes/processes.ts';
import { decidedReferralFault } from '../../store/processes/kinds/referrals.ts';
import type { RestorativeInput } from '../../workflows/inputs.ts';
import {
  searchAttributes,
  shown,
  taskQueue,
  workflowTaskTimeout,
  workflowTypes,
} from '../../workflows/messages.ts';
import type { By, Sealed } from '../../workflows/messages/by.ts';
import { referral, type Referring } from '../../workflows/messages/restorative.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';
import type { Services } from '../services.ts';

type Referral = Extract<Action, { type: 'restorative.refer' }>;

interface Of {
  readonly decision: string;
  /** Of retries the first. */
  readonly first: string;
  readonly pace: number;
}

/**
 * Begins it, once for a decision.
 * @throws a failure that is not retryable, with the refusal, where it cannot be referred any more
 */
export async function refer(
  services: Services,
  action: Referral,
  { decision, first, pace }: Of,
): Promise<void> {
  const { db, clock } = services;
  const id = idFor(services, first);
  // Tried again, it has begun.
  if ((await processById(db, 'restorative', id)) !== undefined) return;
  const inForce = await charterInForce(db);
  if (inForce === undefined) throw new Error('the council has no charter');
  const { charter, version, hash } = charterCopy(inForce, pace);
  mustBePermitted(action, await carriedBy(db, decision));
  mustNotBe(await decidedReferralFault(db, action, charter, { decision: first }));
  const { restorative, repairs } = charter;
  const matter = await matterOf(db, action.of ?? first);
  if (restorative === null || repairs === null || matter === undefined)
    throw new Error(`${decision} refers nothing, though nothing stands against it`);
  const { harmed, responsible } = action;
  const { from } = matter;
  const root = await caseOf(db, from.id);
  const copied = { version, hash, pace, restorative, repairs };
  const referring: Referring = { id, by: null, case: root, harmed, responsible, what: null, charter: copied };
  if (from.kind === 'conflict') return tellConflict(from.id, referring);
  await begin({ ...referring, from, createdAt: await clock(db), continuationOf: null });
}

/** Told by nothing that everybody knows, and the same each time: a version 7 UUID of the instant of the decision's own. */
function idFor({ callSecret }: Pick<Services, 'callSecret'>, decision: string): string {
  const drawn = createHmac('sha256', callSecret).update(`restorative/${decision}`).digest('hex');
  return `${decision.slice(0, 14)}7${drawn.slice(0, 3)}-8${drawn.slice(3, 6)}-${drawn.slice(6, 18)}`;
}

/** The same act as its parties send: the conflict has the last word. */
async function tellConflict(conflict: string, referring: Referring): Promise<void> {
  const update = referring.id;
  const sent = { decision: conflict, act: referral.name, update };
  const args: By & Referring & Sealed = { member: referring.id, ...referring, sent };
  try {
    await getClient()
      .workflow.getHandle(conflict)
      .executeUpdate<void, [By & Referring]>(referral, { args: [args], updateId: update });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      mustNotBe(refuse('wrong-stage', 'RST-1', { from: 'conflict', stage: 'ended' }));
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (!(cause instanceof ApplicationFailure)) throw error;
    mustNotBe(cause.details?.[0] as Refusal);
  }
}

async function begin(input: RestorativeInput): Promise<void> {
  await getClient()
    .workflow.start(workflowTypes.restorative, {
      workflowId: input.id,
      taskQueue,
      workflowTaskTimeout,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: [{ key: searchAttributes.kind, value: workflowTypes.restorative }],
      staticSummary: shown('restorative work'),
    })
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
}
