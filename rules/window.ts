/** Windows: half-open, so that an instant belongs to one stage only and an answer at the close is late (VOT-6, PRO-10). */

import { type Refusal, refuse } from './refusal.ts';

/** [opens, closes): instants in ISO 8601, UTC. */
export interface Window {
  readonly opens: string;
  readonly closes: string;
}

/** The share of its own length that a window may lose to a late start before it starts anew. */
const lossBorne = { num: 1, den: 100 };

/** The fact of a timeline's entry that says when it happened, where that was before what is told before it. */
export const happenedAt = 'happenedAt';

/** The later of two instants, both as written in UTC to the millisecond. */
export const laterOf = (one: string, other: string): string => (other > one ? other : one);

/** The earlier of two such instants. */
export const earlierOf = (one: string, other: string): string => (other < one ? other : one);

/** The instant so many milliseconds after another, ISO 8601, UTC; below 0: before it. */
export const after = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** Milliseconds from the close to the instant: 0 at the close itself, which is late already (VOT-6); below 0 before it. */
export function lateBy(closes: string, at: string): number {
  return Date.parse(at) - Date.parse(closes);
}

/**
 * When the next window opens. It is the exact instant at which the previous one ended, so that windows follow each other without a
 * gap and stay on the protocol's timeline, however late the machine notices; but where more than a hundredth of the next
 * window's own `length` (milliseconds) has passed since, it opens `now`: nobody loses a window to an outage.
 */
export function nextOpening(ended: string, now: string, length: number): string {
  return lateBy(ended, now) * lossBorne.den > length * lossBorne.num ? now : ended;
}

/** Refuses what comes at the end of a window or after it (VOT-6, PRO-10). Facts: `deadline`, `at` and `lateByMs`. */
export function late(deadline: string, at: string): Refusal | undefined {
  const lateByMs = lateBy(deadline, at);
  return lateByMs < 0 ? undefined : refuse('window-closed', 'PRO-10', { deadline, at, lateByMs });
}
