/** What is owed in a proposal, and reminding of it (CNF-5, PRO-11). */
import { meetsRequirement, windowsOwed } from '../../rules/proposal/owing.ts';
import { nextMark, type OwedWindow, type Reminder, remindersReached } from '../../rules/reminders.ts';
import { now } from '../kit/clock.ts';
import type { Decision } from './decision.ts';
import { startReminding } from '../kit/reminders.ts';
import { look } from './conditions.ts';
import { after } from '../../rules/window.ts';

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
    startReminding(decision.background, { kind: 'proposal', process: decision.proposal.id, ...reminder });
}
