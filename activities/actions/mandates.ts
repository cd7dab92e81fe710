/** Granting and ending mandates (MAN-1, MAN-2). */
import { mandateEndFault, mandateFault } from '../../rules/council/mandates.ts';
import type { Action } from '../../rules/model.ts';
import type { Facts } from '../../rules/refusal.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Trx } from '../../store/postgres/database.ts';
import { endMandate, grantMandate, lockMandates, mandateById } from '../../store/council/mandates.ts';
import { statusesOf } from '../../store/council/members.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';

/** @throws a failure that is not retryable, with the refusal, where it cannot be granted any more */
export async function performGrant(
  trx: Trx,
  clock: Clock,
  action: Extract<Action, { type: 'mandate.grant' }>,
  decision: string,
): Promise<Facts> {
  await lockMandates(trx);
  const at = await clock(trx);
  const carrying = await carriedBy(trx, decision);
  mustBePermitted(action, carrying);
  const { members, category, until } = action;
  const statuses = await statusesOf(trx, members);
  mustNotBe(mandateFault(action, (id) => statuses.get(id), carrying.charter, at));
  await grantMandate(trx, { ...action, id: decision, grantedAt: at });
  return { mandate: decision, members, category, until };
}

/** @throws a failure that is not retryable, with the refusal, where it is over already */
export async function performEnd(
  trx: Trx,
  clock: Clock,
  action: Extract<Action, { type: 'mandate.end' }>,
  decision: string,
): Promise<Facts> {
  const { mandate: id } = action;
  await lockMandates(trx);
  const at = await clock(trx);
  mustBePermitted(action, await carriedBy(trx, decision));
  mustNotBe(mandateEndFault(id, await mandateById(trx, id), at));
  await endMandate(trx, id, { by: decision, at });
  return { mandate: id };
}
