/** Reminding whoever still owes an act (see rules/reminders.ts). */
import { ApplicationFailure } from '@temporalio/activity';
import { type AllocationMark, tellOfAllocation, type Told } from '../../store/council/allocation-notices.ts';
import { type Reminding, remind } from '../../store/inbox/reminders.ts';
import type { Services } from '../services.ts';

export const noticeActivities = ({ db, clock }: Pick<Services, 'db' | 'clock'>) => ({
  /** Once for a mark, whom it still concerns then; before the mark by the ballot box's clock it is tried again. */
  async remind(reminding: Reminding): Promise<void> {
    const { mark } = reminding;
    if ((await remind(db, clock, reminding)) === 'early')
      throw ApplicationFailure.retryable(`the ballot box has not reached ${mark} yet`, 'clock-behind');
  },

  /** Once at nine tenths of the time of an allocation, and once at its end (ALC-3); before the mark by the ballot box's clock it is tried again. */
  async tellOfAllocation(asked: AllocationMark): Promise<Told> {
    const told = await tellOfAllocation(db, clock, asked);
    if (told === 'early')
      throw ApplicationFailure.retryable(`the ballot box has not reached ${asked.mark} yet`, 'clock-behind');
    return told;
  },
});
