/** The one clock of the demo: instants of the story, and how long it has run. */

/** ISO 8601, UTC. */
export const now = (): string => new Date().toISOString();

/** @returns tells the whole seconds since this was called */
export function stopwatch(): () => number {
  const from = performance.now();
  return () => Math.floor((performance.now() - from) / 1_000);
}
