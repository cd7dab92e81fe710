/** Granting and ending mandates, done once however often they are tried (MAN-1, MAN-2, EXE-2). */
import { mandateEndFault, mandateFault } from '../rules/mandates.ts';
import type { Action } from '../rules/model.ts';
import type { Db } from '../store/database.ts';
import { endMandate, grantMandate, lockMandates, mandateById } from '../store/mandates.ts';
import type { Cause } from '../store/member-actions.ts';
import { statusesOf } from '../store/members.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';

/** @throws a failure that is not retryable, with the refusal, where it cannot be granted any more */
export async function performGrant(
  db: Db,
  action: Extract<Action, { type: 'mandate.grant' }>,
  { decision, at }: Cause,
): Promise<Record<string, unknown>> {
  return db.transaction().execute(async (trx) => {
    await lockMandates(trx);
    if ((await mandateById(trx, decision)) === undefined) {
      const carrying = await carriedBy(trx, decision);
      mustBePermitted(action, carrying);
      const statuses = await statusesOf(trx, action.members);
      mustNotBe(mandateFault(action, (id) => statuses.get(id), carrying.charter, at));
      await grantMandate(trx, { ...action, id: decision, grantedAt: at });
    }
    const { members, category, until } = action;
    return { mandate: decision, members, category, until };
  });
}

/** @throws a failure that is not retryable, with the refusal, where it is over already */
export async function performEnd(
  db: Db,
  action: Extract<Action, { type: 'mandate.end' }>,
  { decision, at }: Cause,
): Promise<Record<string, unknown>> {
  const { mandate: id } = action;
  return db.transaction().execute(async (trx) => {
    await lockMandates(trx);
    const mandate = await mandateById(trx, id);
    if (mandate?.endedBy !== decision) {
      mustBePermitted(action, await carriedBy(trx, decision));
      mustNotBe(mandateEndFault(id, mandate, at));
      await endMandate(trx, id, { by: decision, at });
    }
    return { mandate: id };
  });
}
