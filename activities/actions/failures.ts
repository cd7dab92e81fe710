/** What becomes of an action that no try can mend, and what is told of a failure (EXE-2). */
import { ApplicationFailure } from '@temporalio/activity';
import type { NotDone, Performed } from '../../rules/actions/execution.ts';
import type { Facts } from '../../rules/refusal.ts';
import { lockAction, markNotDone, type Turn } from '../../store/processes/actions.ts';
import type { Services } from '../services.ts';

/** No try can mend it, and an attempt that was left running finds that; one that was faster has done it. */
export function notDone({ db }: Services, turn: Turn, error: ApplicationFailure): Promise<Performed> {
  const failed: NotDone = { reason: error.message, details: detailsOf(error), mayPass: false };
  return db
    .transaction()
    .execute(async (trx) => (await lockAction(trx, turn)) ?? markNotDone(trx, turn, failed));
}

export const isLasting = (error: unknown): error is ApplicationFailure =>
  error instanceof ApplicationFailure && error.nonRetryable === true;

/** What went wrong at the root: that a fetch failed says nothing of why. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? reasonOf(error.cause) || error.message : '';

/** The refusal or the figures that a failure has with it. */
export const detailsOf = (error: unknown): Facts | null =>
  error instanceof ApplicationFailure ? ((error.details?.[0] ?? null) as Facts | null) : null;
