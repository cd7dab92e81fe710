/**
 * Looks, three times a minute, for open processes and allocations whose workflow is gone: whatever ended it, nobody else would notice (PRO-9,
 * ALC-3); deletes of support what its own would have (SUP-3); and lets what was observed be forgotten in its time (ALM-1).
 */
import type { WorkflowClient } from '@temporalio/client';
import type { Logger } from 'pino';
import { keepLook, openProcesses, takeLook } from '../../store/processes/astray.ts';
import { forgetOverdue } from '../../store/support/supports.ts';
import type { Timed } from '../../store/council/allocation-notices.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { forgetObservations } from './forgetting.ts';
import { isRunning } from './running.ts';
import { lookForTimers } from './timers.ts';

interface Watching {
  readonly db: Db;
  readonly clock: Clock;
  readonly temporal: WorkflowClient;
}

/** Milliseconds between two looks; of several APIs whichever comes first looks. */
const pause = 20_000;

/** Processes that one look asks Temporal about, and how many of them at once: with more, the next look goes on where this one ended. */
const mostAsked = 5_000;
const atOnce = 20;

/**
 * Asks Temporal about open processes, in the order of their ids, and keeps what it finds.
 * @param after the process after which it begins; null: with the first
 * @returns where the next look begins
 */
export async function lookForAstray(
  { db, clock, temporal }: Watching,
  after: string | null = null,
): Promise<string | null> {
  const open = await openProcesses(db, after, mostAsked);
  const found = { gone: [] as string[], running: [] as string[] };
  for (let place = 0; place < open.length; place += atOnce)
    await Promise.all(
      open.slice(place, place + atOnce).map(async ({ id }) => {
        ((await isRunning(temporal, id)) ? found.running : found.gone).push(id);
      }),
    );
  await keepLook(db, found, await clock(db));
  return open.length < mostAsked ? null : (open.at(-1)?.id ?? null);
}

/** Looks from now on, until it is stopped; a look that fails is told in the log, and the next one comes. */
export function watchForAstray(watching: Watching & { readonly log: Logger; readonly pace: number }): {
  readonly stop: () => void;
} {
  const { db, clock, log } = watching;
  let after: string | null = null;
  let afterTimer: Timed | null = null;
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      if (await takeLook(db, await clock(db), pause / 2)) {
        after = await lookForAstray(watching, after);
        await forgetOverdue(db, await clock(db));
        const timers = await lookForTimers(watching, afterTimer);
        afterTimer = timers.after;
        if (timers.started.length > 0)
          log.warn({ timers: timers.started }, 'timers of allocations were gone');
        await forgetObservations(watching);
      }
    } catch (err) {
      log.warn({ err }, 'nobody knows whether every open process has its workflow');
    } finally {
      looking = false;
    }
  };
  const looks = setInterval(() => void look(), pause).unref();
  void look();
  return { stop: () => clearInterval(looks) };
}
