/** Waiting for what processes do by themselves: it is looked for again each time that an activity of their worker has ended. */
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

export interface Progress {
  /** Stands around every activity of the worker. */
  readonly watching: ActivityInterceptorsFactory;
  /**
   * Waits until a check throws no more, without letting the council's time pass.
   * @throws what the check threw last, after half a minute
   */
  readonly until: (check: () => Promise<unknown>) => Promise<void>;
}

/** Milliseconds that are waited at most, and between two looks where no activity has ended: what an activity does is seen before its end. */
const patience = 30_000;
const interval = 50;

export function progress(): Progress {
  let ended = 0;
  const waiting = new Set<() => void>();
  const onEnd = (): void => {
    ended += 1;
    for (const wake of waiting) wake();
  };
  /** Answers once an activity has ended that had not at this count, or the interval is over. */
  const after = async (count: number): Promise<void> => {
    if (ended > count) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, interval);
      waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    waiting.clear();
  };
  return {
    watching: () => ({
      inbound: {
        execute: async (input, next) => {
          try {
            return await next(input);
          } finally {
            onEnd();
          }
        },
      },
    }),
    until: async (check) => {
      const over = performance.now() + patience;
      for (;;) {
        const count = ended;
        try {
          await check();
          return;
        } catch (error) {
          if (performance.now() > over) throw error;
        }
        await after(count);
      }
    },
  };
}
