/** Whether windows may open: not while they would be opened by one clock and answered by another that is far from it (VOT-6). */
import { ApplicationFailure } from '@temporalio/activity';
import { behindOpening, clocksApart, sayDifference } from '../../store/postgres/clocks.ts';
import type { PollOpening } from '../../store/ballots/polls.ts';
import type { Services } from '../services.ts';

/** @throws `clocks-differ`, which is tried again until the clocks agree: the decision waits */
export async function windowsMayOpen(
  { db, clock, clocks }: Pick<Services, 'db' | 'clock' | 'clocks'>,
  polls: readonly Pick<PollOpening, 'opens'>[] | undefined,
): Promise<void> {
  const [poll] = polls ?? [];
  if (poll === undefined) return;
  // The comparison knows both sides, as of the last minute; the opening is Temporal's time of this very decision.
  const difference = clocksApart(clocks.latest()) ?? behindOpening(poll.opens, await clock(db));
  if (difference === undefined) return;
  throw ApplicationFailure.retryable(
    `no window opens while the clocks differ: ${sayDifference(difference)}`,
    'clocks-differ',
    difference,
  );
}
