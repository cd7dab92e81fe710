/** The workflow's clock: the server's time of the task at hand, the same at every replay. */

/** The instant now, ISO 8601 UTC, to the millisecond. */
export const now = (): string => new Date(Date.now()).toISOString();

/** The instant `milliseconds` after another. */
export const after = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** Milliseconds until an instant; 0 or below once it is reached. */
export const timeLeft = (instant: string): number => Date.parse(instant) - Date.now();
