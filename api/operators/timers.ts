/** Looks for allocations whose timer is gone, and starts it again: it decides nothing, and tells what would else not be told (ALC-3, PRO-9). */
import type { WorkflowClient } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { type Timed, untoldAllocations } from '../../store/council/allocation-notices.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { allocationTimer, timerStart, workflowTypes } from '../../workflows/messages.ts';
import { isRunning } from './running.ts';

interface Looking {
  readonly db: Db;
  readonly clock: Clock;
  readonly temporal: WorkflowClient;
}

/** Timers that one look asks Temporal about, and how many of them at once: with more, the next look goes on where this one ended. */
const mostAsked = 5_000;
const atOnce = 20;

/** Where the next look begins, null with the first; and the timers that were started again. */
export interface TimersLook {
  readonly after: Timed | null;
  readonly started: readonly string[];
}

/** @param after the allocation after which it begins; null: with the first */
export async function lookForTimers(
  { db, clock, temporal }: Looking,
  after: Timed | null = null,
): Promise<TimersLook> {
  const timed = await untoldAllocations(db, await clock(db), after, mostAsked);
  const started: string[] = [];
  for (let place = 0; place < timed.length; place += atOnce)
    await Promise.all(
      timed.slice(place, place + atOnce).map(async ({ until, ...granted }) => {
        const timer = allocationTimer(granted);
        if (!(await isRunning(temporal, timer)) && (await startAgain(temporal, granted, until)))
          started.push(timer);
      }),
    );
  return { after: timed.length < mostAsked ? null : (timed.at(-1) ?? null), started };
}

/** Answers false where another has started it, or where it has come to its end meanwhile. */
async function startAgain(
  temporal: WorkflowClient,
  granted: Omit<Timed, 'until'>,
  until: string,
): Promise<boolean> {
  try {
    await temporal.start(workflowTypes.allocation, {
      ...timerStart(granted, until),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
