/** What benches look with: memory of other processes, looks that are made again and again, and many things done at once. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes of memory that a process holds, or held at most. */
export async function memoryOf(pid: number | undefined, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid ?? ''}/status`, 'utf8').catch(() => '');
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1_024;
}

/** Looks at something again and again; `stop` answers the most that was seen. */
export function watching(look: () => Promise<number>, pause: number) {
  const ended = new AbortController();
  let most = 0;
  const looking = (async () => {
    while (!ended.signal.aborted) {
      most = Math.max(most, await look());
      await sleep(pause);
    }
  })();
  return {
    stop: async () => {
      ended.abort();
      await looking;
      return most;
    },
  };
}

/** Waits until there is something to be found. */
export async function until<Found>(look: () => Promise<Found | undefined>, pause = 50): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(pause);
  }
}

/** Does something for each of so many places, so many at once. */
export async function inLanes(
  lanes: number,
  many: number,
  step: (place: number, lane: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const go = async (lane: number): Promise<void> => {
    for (let place = next++; place < many; place = next++) await step(place, lane);
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => go(lane)));
}
