/** Which observations are taken: in order, once, not ahead of the clock, and not too many in a minute (ALM-2). */
import { type Refusal, refuse } from '../refusal.ts';

/** Of one source in a minute that begins with the first of them; and how far ahead of the clock none may be, in milliseconds. */
const mostInAMinute = 60;
const minute = 60_000;
const ahead = 300_000;

/** How far a source has come: its last number, and how many were taken in the minute that began then. */
export interface Progress {
  readonly last: number;
  readonly minute: string | null;
  readonly taken: number;
}

export const noProgress: Progress = { last: 0, minute: null, taken: 0 };

interface Numbered {
  readonly number: number;
  /** When it was observed, ISO 8601, UTC. */
  readonly at: string;
}

const isOver = ({ minute: began }: Progress, now: string): boolean =>
  began === null || Date.parse(now) - Date.parse(began) >= minute;

/**
 * Why an observation is not taken.
 * @param kept the id under which the same one is kept; undefined where none is
 * @param now ISO 8601
 */
export function observationFault(
  progress: Progress,
  { number, at }: Numbered,
  { now, kept }: { readonly now: string; readonly kept: string | undefined },
): Refusal | undefined {
  if (Date.parse(at) - Date.parse(now) >= ahead)
    return refuse('ahead-of-clock', 'ALM-2', { instant: at, at: now });
  if (kept !== undefined) return refuse('already-done', 'ALM-2', { number, id: kept });
  if (number <= progress.last) return refuse('out-of-order', 'ALM-2', { number, last: progress.last });
  if (isOver(progress, now) || progress.taken < mostInAMinute) return undefined;
  const again = new Date(Date.parse(progress.minute ?? now) + minute).toISOString();
  return refuse('too-often', 'ALM-2', { most: mostInAMinute, again });
}

/** How far it has come once one was taken. */
export const advanced = (progress: Progress, { number }: Pick<Numbered, 'number'>, now: string): Progress =>
  isOver(progress, now)
    ? { last: number, minute: now, taken: 1 }
    : { ...progress, last: number, taken: progress.taken + 1 };
