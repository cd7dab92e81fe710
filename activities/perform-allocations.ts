/** Granting allocations: the council out of what nobody holds, a member or a family out of what they hold (ALC-1 to ALC-3). */
import { ApplicationFailure } from '@temporalio/activity';
import { giverOf, type Grant, lengthFault } from '../rules/allocations.ts';
import type { Facts } from '../rules/refusal.ts';
import { grantAllocation, lockResource, partsOf } from '../store/allocations.ts';
import type { Clock } from '../store/clock.ts';
import type { Trx } from '../store/database.ts';
import { unknownFamilies, unknownMembers } from '../store/members.ts';
import { proposalById } from '../store/proposals.ts';
import { carriedBy, mustNotBe } from './carried.ts';

/** @throws a failure that is not retryable, with the refusal, where it cannot be granted any more */
export async function performAllocation(
  trx: Trx,
  clock: Clock,
  action: Grant,
  { first, ...by }: { readonly decision: string; readonly first: string; readonly reversal: boolean },
): Promise<Facts> {
  const { resource, amount, to } = action;
  const until = action.until ?? null;
  await lockResource(trx, resource);
  const starts = await clock(trx);
  const unknown =
    typeof to === 'string' ? await unknownMembers(trx, [to]) : await unknownFamilies(trx, [to.family]);
  if (unknown.length > 0)
    throw ApplicationFailure.nonRetryable(`${unknown.join()} is none any more`, 'unknown-member', { to });
  if (until !== null && Date.parse(until) <= Date.parse(starts))
    throw ApplicationFailure.nonRetryable('its end had passed before it could be granted', 'past-instant', {
      until,
    });
  const granted = { resource, amount, to, starts, until };
  await grantAllocation(trx, { ...by, ...granted }, await partsFrom(trx, action, first, starts));
  return granted;
}

/** The parts that it is passed on in; null where the council gives it, or an emergency does. @param decision of retries the first */
async function partsFrom(trx: Trx, action: Grant, decision: string, at: string) {
  const proposal = await proposalById(trx, decision);
  if (proposal === undefined) return null;
  const { category, charter } = await carriedBy(trx, decision);
  mustNotBe(lengthFault(action, charter, at));
  const { author, family, tier } = proposal.state;
  const giver = giverOf({ ...category, tier }, { author, family });
  if (giver === null) return null;
  const found = await partsOf(trx, action, giver, at);
  if ('refusal' in found) mustNotBe(found.refusal);
  return 'parts' in found ? found.parts : null;
}
