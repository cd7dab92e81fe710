/** Granting allocations: the council out of what nobody holds, a member or a family out of what they hold; and saying what there is (ALC-1 to ALC-3). */
import { ApplicationFailure } from '@temporalio/activity';
import { giverOf, type Grant, lengthFault } from '../../rules/council/allocations.ts';
import type { Action, Holder } from '../../rules/model.ts';
import type { Facts, Refusal } from '../../rules/refusal.ts';
import { definitionFault, grantFault } from '../../rules/council/resources.ts';
import { grantAllocation, lockHolders, partsOf } from '../../store/council/allocations.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Trx } from '../../store/postgres/database.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import { addResource, changeTotal, lockResource, resourceAt } from '../../store/council/resources.ts';
import { carriedBy, mustBePermitted, mustNotBe, mustNotHaveLeft } from './carried.ts';

/** @throws a failure that is not retryable, with the refusal, where it cannot be granted any more */
export async function performAllocation(
  trx: Trx,
  clock: Clock,
  action: Grant,
  { first, ...by }: { readonly decision: string; readonly first: string; readonly reversal: boolean },
): Promise<Facts> {
  const { resource, amount, to } = action;
  const until = action.until ?? null;
  const giver = await giverFor(trx, first);
  const present = await lockHolders(trx, giver === null ? [to] : [to, giver]);
  await lockResource(trx, resource);
  const starts = await clock(trx);
  if (!present.includes(to))
    throw ApplicationFailure.nonRetryable(`${nameOf(to)} is none any more`, 'unknown-member', { to });
  if (until !== null && Date.parse(until) <= Date.parse(starts))
    throw ApplicationFailure.nonRetryable('its end had passed before it could be granted', 'past-instant', {
      until,
    });
  const granted = { resource, amount, to, starts, until };
  await mustNotHaveLeft(trx, action, first);
  mustNotBe(await tooLong(trx, action, first, starts));
  mustNotBe(grantFault(action, giver, await resourceAt(trx, resource, starts)));
  const parts = giver === null ? null : await partsFrom(trx, action, giver, starts);
  await grantAllocation(trx, { ...by, ...granted }, parts);
  return granted;
}

const nameOf = (holder: Holder): string => (typeof holder === 'string' ? holder : holder.family);

/** Who gives; null where the council does, or an emergency. @param decision of retries the first */
async function giverFor(trx: Trx, decision: string): Promise<Holder | null> {
  const proposal = await proposalById(trx, decision);
  return proposal === undefined ? null : giverOf(proposal.state, proposal.state);
}

/** An emergency's is checked as it is begun, and done at once. */
async function tooLong(trx: Trx, action: Grant, decision: string, at: string): Promise<Refusal | undefined> {
  const isProposal = (await proposalById(trx, decision)) !== undefined;
  return isProposal ? lengthFault(action, (await carriedBy(trx, decision)).charter, at) : undefined;
}

async function partsFrom(trx: Trx, action: Grant, giver: Holder, at: string) {
  const found = await partsOf(trx, action, giver, at);
  if ('refusal' in found) mustNotBe(found.refusal);
  return 'parts' in found ? found.parts : null;
}

/** @throws a failure that is not retryable, with the refusal, where it cannot be defined so any more */
export async function performDefinition(
  trx: Trx,
  clock: Clock,
  action: Extract<Action, { type: 'resource.define' }>,
  decision: string,
): Promise<Facts> {
  mustBePermitted(action, await carriedBy(trx, decision));
  const { id, unit, total } = action;
  if (!(await addResource(trx, action, { decision, at: await clock(trx) }))) {
    await lockResource(trx, id);
    const at = await clock(trx);
    const standing = await resourceAt(trx, id, at);
    mustNotBe(definitionFault(action, standing));
    await changeTotal(trx, action, { decision, at });
    return { resource: id, unit, total, before: standing.resource?.total ?? null };
  }
  return { resource: id, unit, total };
}
