/** Activities say that they live: one whose worker has died is taken over by another within its heartbeat timeout. */
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Milliseconds between two heartbeats; workflows/activities.ts waits for five of them. */
const interval = 1_000;

export const heartbeating: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    async execute(input, next) {
      const beat = setInterval(() => context.heartbeat(), interval);
      try {
        return await next(input);
      } finally {
        clearInterval(beat);
      }
    },
  },
});
