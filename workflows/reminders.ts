/** Reminding whoever still owes an act, from workflows: at half and at nine tenths of its window. */
import { allHandlersFinished, condition } from '@temporalio/workflow';
import { meetsRequirement, windowsOwed } from '../rules/proposal/owing.ts';
import { nextMark, type OwedWindow, type Reminder, remindersReached } from '../rules/reminders.ts';
import { remind } from './activities.ts';
import { after, now } from './clock.ts';
import type { Decision } from './decision.ts';
import { look } from './watch.ts';

/** How many are being told of something: no stage waits for that, but the process does before it returns. */
export interface Telling {
  underWay: number;
}

/** Lets the process go on while somebody is being told. */
export function meanwhile(telling: Telling, told: Promise<void>): void {
  telling.underWay += 1;
  void told.finally(() => {
    telling.underWay -= 1;
  });
}

/** Finds who still owes the act at that instant and tells them, while the process goes on; asked again for the same mark, it adds nothing. */
export function startReminding(telling: Telling, asked: Parameters<typeof remind>[0]): void {
  meanwhile(telling, remind(asked));
}

/** Answers once no act is under way and nobody is being told of anything: a workflow that returned before would leave both without an answer. */
export async function allFinished(telling: Telling): Promise<void> {
  await condition(() => allHandlersFinished() && telling.underWay === 0);
}

function windows({ proposal, charter, stageOpened }: Decision): OwedWindow[] {
  const { stage, deadline } = proposal;
  // Every edit of a draft moves its window (PRO-1).
  const edited = stage === 'draft' && deadline !== null ? after(deadline, -charter.drafts.lapse) : null;
  return windowsOwed(proposal, edited ?? stageOpened);
}

/** When a proposal next reminds somebody; null where nothing is owed. */
export const nextReminder = (decision: Decision): string | null =>
  nextMark(windows(decision), decision.reminded);

/** Reminds for the marks that are reached. Whoever has met a requirement owes it no more, though nobody told of it (PRO-11). */
export async function remindNow(decision: Decision): Promise<void> {
  const at = now();
  const reached = (): Reminder[] => remindersReached(windows(decision), decision.reminded, at);
  if (reached().some(({ act }) => meetsRequirement(act))) await look(decision);
  const reminders = decision.interrupted === null ? reached() : [];
  decision.reminded = at;
  for (const reminder of reminders)
    startReminding(decision.telling, { kind: 'proposal', process: decision.proposal.id, ...reminder });
}
