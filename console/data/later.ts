/**
 * Parts of the console that are loaded when they are wanted. A connection that is cut, or a newer build that has taken the place of this one, makes none of
 * them fail: it is tried again until it is there, and what is missing meanwhile is known to the page.
 */

/** Why a part is not there yet: the service does not answer, or it answers and does not give it. */
export type Missing = 'cut' | 'gone';

/** Milliseconds before a part is asked for again, twice as long each time. */
const first = 500;
const longest = 15_000;

const missing = new Map<object, Missing>();
const listeners = new Set<() => void>();

/** What is to be said of all that is wanted and not there; null: nothing. */
export function whatIsMissing(): Missing | null {
  const reasons = [...missing.values()];
  return reasons.find((reason) => reason === 'gone') ?? reasons[0] ?? null;
}

/** @returns what ends the listening */
export function onMissing(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(part: object, reason: Missing | null): void {
  if (reason === null) missing.delete(part);
  else missing.set(part, reason);
  for (const listener of listeners) listener();
}

/**
 * A part that is loaded when it is first asked for; every dynamic import of the console goes through here. It is rejected by nothing but a mistake in
 * the part itself.
 */
export function later<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  return () => (loading ??= untilLoaded(load));
}

async function untilLoaded<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let wait = first; ; wait = Math.min(wait * 2, longest)) {
    try {
      const part = await load();
      become(load, null);
      return part;
    } catch (error) {
      // What a browser says of a module that did not come; any other error is the module's own.
      if (!(error instanceof TypeError)) throw error;
    }
    // One that failed just before the connection came back is no part that is gone.
    if (!(await isAnswering())) become(load, 'cut');
    else if (wait > first) become(load, 'gone');
    await Promise.race([
      new Promise((resolve) => setTimeout(resolve, wait)),
      new Promise((resolve) => window.addEventListener('online', resolve, { once: true })),
    ]);
  }
}

/** Whether the service answers at all, asked past every cache. */
const isAnswering = (): Promise<boolean> =>
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    ({ status }) => status < 500,
    () => false,
  );
