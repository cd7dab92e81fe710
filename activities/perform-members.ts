/** Actions that change who is who, done once however often they are tried (EXE-1, EXE-2, TIE-5, MEM-6). */
import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { type MemberAction, standingFault } from '../rules/member-actions.ts';
import type { Db } from '../store/database.ts';
import {
  applyMemberAction,
  type Cause,
  changesBy,
  lockMembers,
  type MemberChange,
  standingOf,
} from '../store/member-actions.ts';
import { decisionsAwaiting, decisionsAwaitingGuardian } from '../store/polls.ts';
import { processesAwaiting } from '../store/processes.ts';
import { lookAgain } from '../workflows/messages.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';

/**
 * Does it in one transaction, or finds that it has been done; answers what changed.
 * @throws a failure that is not retryable, with the refusal, where the members as they stand now do not allow it
 */
export async function performOnMembers(
  db: Db,
  action: MemberAction,
  cause: Cause,
): Promise<{ readonly changes: readonly MemberChange[] }> {
  const { decision, at } = cause;
  const changes = await db.transaction().execute(async (trx) => {
    await lockMembers(trx);
    const done = await changesBy(trx, decision);
    if (done.length > 0) return done;
    mustBePermitted(action, await carriedBy(trx, decision));
    mustNotBe(standingFault(action, await standingOf(trx, action), { at, execution: true }));
    await applyMemberAction(trx, action, cause);
    return changesBy(trx, decision);
  });
  if (action.type === 'member.release') await tellWhoWaits(db, action.member);
  return { changes };
}

/** Whoever is gone may be the last that a poll, a resolution, an appeal or a conflict waits for (MEM-2, GUA-1, CNF-1). */
async function tellWhoWaits(db: Db, member: string): Promise<void> {
  const decisions = [
    ...(await decisionsAwaiting(db, member)),
    ...(await decisionsAwaitingGuardian(db, member)),
    ...(await processesAwaiting(db, member)),
  ];
  for (const decision of new Set(decisions))
    await getClient()
      .workflow.getHandle(decision)
      .signal(lookAgain)
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
}
