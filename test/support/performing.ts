/** An action done by hand, as an attempt of its activity that a worker was left with. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { type Performance, performActivities } from '../../activities/actions/perform.ts';
import type { Performed } from '../../rules/actions/execution.ts';
import { uncompared } from './clocks.ts';
import { callsAllowed, callSecret, type Council } from './council.ts';

/** What an attempt runs in; failures that are asked for are no news. */
export const attempt = (): MockActivityEnvironment =>
  new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

/** Answers what the activity does, and throws what it fails with. */
export async function perform(
  { db, clock }: Pick<Council, 'db' | 'clock'>,
  asked: Omit<Performance, 'pace'>,
  environment = attempt(),
): Promise<Performed> {
  const activities = performActivities({
    db,
    clock,
    callSecret,
    clocks: uncompared,
    callsAllowed,
    onConflictingWrite: (write) => {
      throw new Error(`conflicting write ${JSON.stringify(write)}`);
    },
  });
  return environment.run((one: Performance) => activities.perform(one), { pace: 1, ...asked });
}
