/** Actions that change who is who (EXE-1, TIE-5, MEM-6). */
import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { type MemberAction, standingFault } from '../../rules/council/members.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import {
  applyMemberAction,
  changesBy,
  lockMembers,
  type MemberChange,
  standingOf,
} from '../../store/council/member-actions.ts';
import { endedWith } from '../../store/council/allocation-ends.ts';
import { decisionsAsking } from '../../store/processes/asking.ts';
import { decisionsAwaiting, decisionsAwaitingGuardian } from '../../store/ballots/polls.ts';
import { processesAwaiting } from '../../store/processes/processes.ts';
import { declared, lookAgain } from '../../workflows/messages.ts';
import { tellTimers } from '../processes/allocation-timers.ts';
import { carriedBy, mustBePermitted, mustNotBe, mustNotHaveLeft } from './carried.ts';

/**
 * Does it in the caller's transaction; answers what changed.
 * @throws a failure that is not retryable, with the refusal, where the members as they stand now do not allow it
 */
export async function performOnMembers(
  trx: Trx,
  clock: Clock,
  action: MemberAction,
  { decision, first }: { readonly decision: string; readonly first: string },
): Promise<{ readonly changes: readonly MemberChange[] }> {
  await lockMembers(trx);
  const at = await clock(trx);
  mustBePermitted(action, await carriedBy(trx, decision));
  await mustNotHaveLeft(trx, action, first);
  mustNotBe(standingFault(action, await standingOf(trx, action), { at, execution: true }));
  await applyMemberAction(trx, action, { decision, at });
  return { changes: await changesBy(trx, decision) };
}

/** Whoever is gone may be the last that a poll, a resolution, an appeal or a conflict waits for (MEM-2, GUA-1, CNF-1). */
export async function tellWhoWaits(db: Db, member: string): Promise<void> {
  const decisions = [
    ...(await decisionsAwaiting(db, member)),
    ...(await decisionsAwaitingGuardian(db, member)),
    ...(await processesAwaiting(db, member)),
  ];
  for (const decision of new Set(decisions)) await tell(decision, lookAgain);
  for (const decision of await decisionsAsking(db, member)) await tell(decision, declared);
  await tellTimers(await endedWith(db, member));
}

async function tell(decision: string, signal: typeof lookAgain): Promise<void> {
  await getClient()
    .workflow.getHandle(decision)
    .signal(signal)
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
}
