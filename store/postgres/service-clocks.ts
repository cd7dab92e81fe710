/** The clocks of a service and how they are read: Temporal's server tells the time to nobody who does not poll it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { databaseClock, ownClock } from './clock.ts';
import { type Reading, type RunningClockWatch, watchClocks } from './clocks.ts';
import type { Db } from './database.ts';

export interface ServiceClocks {
  readonly db: Db;
  readonly connection: Connection;
  readonly namespace: string;
  /** A task queue on which no task ever comes. */
  readonly taskQueue: string;
  readonly log: Parameters<typeof watchClocks>[0]['log'];
}

/** Compares them from now on, until it is stopped. */
export const watchServiceClocks = ({ db, log, ...temporal }: ServiceClocks): RunningClockWatch =>
  watchClocks({
    own: ownClock,
    database: async () => Date.parse(await databaseClock(db)),
    temporal: temporalClock(temporal),
    log,
  });

/** Milliseconds that a reading may take in all. */
const patience = 5_000;

/** temporal.api.enums.v1: a sticky queue lies in one place, so that who polls it is known there; the type of its tasks. */
const sticky = 2;
const activityTasks = 2;

/**
 * Polls a task queue of its own and asks the server when it saw the poll begin (`last_access_time`), then breaks the poll off: no workflow,
 * no task, nothing to clear away. It is the matching service's clock; a history service whose clock differs from it shows where a window opens.
 */
function temporalClock({
  connection,
  namespace,
  taskQueue: name,
}: Pick<ServiceClocks, 'connection' | 'namespace' | 'taskQueue'>): Reading {
  const taskQueue = { name, normalName: name, kind: sticky };
  const { workflowService } = connection;
  return async () => {
    // A poll before this one would be found under the same name.
    const identity = `clock-comparison-${randomUUID()}`;
    const ended = new AbortController();
    const asking = async () =>
      Promise.race([
        workflowService.pollActivityTaskQueue({ namespace, taskQueue, identity }).then(() => {
          throw new Error('Temporal ended the poll that its clock is read by');
        }),
        pollSeen(),
      ]);
    try {
      // A poll must have a deadline, or the server refuses it.
      return await connection.withAbortSignal(ended.signal, () =>
        connection.withDeadline(ownClock() + patience, asking),
      );
    } finally {
      ended.abort();
    }

    async function pollSeen(): Promise<number> {
      for (;;) {
        const { pollers } = await workflowService.describeTaskQueue({
          namespace,
          taskQueue,
          taskQueueType: activityTasks,
        });
        const seen = pollers.find((poller) => poller.identity === identity)?.lastAccessTime;
        if (seen != null) return Number(seen.seconds) * 1_000 + (seen.nanos ?? 0) / 1_000_000;
        await sleep(1, undefined, { signal: ended.signal });
      }
    }
  };
}
