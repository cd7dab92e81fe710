/** Reminding whoever still owes an act, from workflows: at half and at nine tenths of its window. */
import { patched, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import {
  meetsRequirement,
  nextMark,
  type OwedWindow,
  type Reminder,
  remindersReached,
  windowsOwed,
} from '../rules/reminders.ts';
import { after, now } from './clock.ts';
import type { Decision } from './decision.ts';
import { look } from './watch.ts';

export { marksOf } from '../rules/reminders.ts';

/** Finds who still owes the act at that instant, of up to a million electors; asked again for the same mark, it adds nothing. */
export const { remind } = proxyActivities<Pick<Activities, 'remind'>>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '100ms', maximumInterval: '10s' },
});

function windows({ proposal, charter, stageOpened }: Decision): OwedWindow[] {
  const { stage, deadline } = proposal;
  // Every edit of a draft moves its window (PRO-1).
  const edited = stage === 'draft' && deadline !== null ? after(deadline, -charter.drafts.lapse) : null;
  return windowsOwed(proposal, edited ?? stageOpened);
}

/** When a proposal next reminds somebody; null where nothing is owed. */
export const nextReminder = (decision: Decision): string | null =>
  markAfter(decision.reminded, windows(decision));

/** The first mark of these windows after an instant; null where there is none, and for what began before there were reminders. */
export function markAfter(instant: string, owed: readonly OwedWindow[]): string | null {
  const mark = nextMark(owed, instant);
  return mark !== null && patched('due-soon') ? mark : null;
}

/** Reminds for the marks that are reached. Whoever has met a requirement owes it no more, though nobody told of it (PRO-11). */
export async function remindNow(decision: Decision): Promise<void> {
  const at = now();
  const reached = (): Reminder[] => remindersReached(windows(decision), decision.reminded, at);
  if (reached().some(({ act }) => meetsRequirement(act))) await look(decision);
  const reminders = decision.interrupted === null ? reached() : [];
  decision.reminded = at;
  for (const reminder of reminders)
    await remind({ kind: 'proposal', process: decision.proposal.id, ...reminder });
}
