/** What was started and must be stopped, in one order whatever the order of starting was. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Who serves people goes first, what keeps their data last. */
const ORDER = ['api', 'worker', 'connections', 'temporal', 'postgres', 'folder'] as const;

export type Part = (typeof ORDER)[number];

export interface Closing {
  /** Notes how a part is stopped, as soon as it runs. */
  readonly add: (part: Part, stop: () => Promise<unknown>) => void;
  /** True while there is nothing to stop. */
  readonly isEmpty: () => boolean;
  /** Stops every part that was added, one after another. A second call waits for the first. Never rejects. */
  readonly close: () => Promise<void>;
}

/**
 * @param patience milliseconds for a part; after them the next is stopped all the same
 * @param failed told what could not be stopped in good order
 */
export function openClosing(
  patience: (part: Part) => number,
  failed: (part: Part, error: unknown) => void,
): Closing {
  const stops: { readonly part: Part; readonly stop: () => Promise<unknown> }[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    for (const part of ORDER)
      for (const { stop } of stops.filter((entry) => entry.part === part)) {
        try {
          await within(patience(part), stop());
        } catch (error) {
          failed(part, error);
        }
      }
  };
  return {
    add: (part, stop) => void stops.push({ part, stop }),
    isEmpty: () => stops.length === 0,
    close: () => (closing ??= closeAll()),
  };
}

async function within(patience: number, stopping: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  const late = async (): Promise<never> => {
    await sleep(patience, undefined, { signal: done.signal });
    throw new Error(`has not stopped after ${patience / 1000} s`);
  };
  try {
    await Promise.race([stopping, late()]);
  } finally {
    done.abort();
  }
}
