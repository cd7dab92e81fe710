/** Trying an action, and what comes of it: done once, whoever asks for it and however often (EXE-2). */
import type { Facts } from '../refusal.ts';

/** An action that was done already as a decision came to do it: by which decision under the same key, and when (ISO 8601, UTC). */
export interface DoneBefore {
  readonly decision: string;
  readonly at: string;
}

/** Why an action was not done, and is not tried any more. */
export interface NotDone {
  readonly reason: string;
  /** A refusal or figures; null where there is nothing but the reason. */
  readonly details: Facts | null;
  /** Its cause may pass, so that the same action may be done later. */
  readonly mayPass: boolean;
}

export type Performed =
  { readonly result: Facts; readonly doneBefore: DoneBefore | null } | { readonly notDone: NotDone };

const second = 1_000;
const hour = 3_600 * second;

/** Milliseconds over which the tries of an action are spread: a day, shorter by the pace, but 30 s at the least. */
export const triedFor = (pace: number): number => Math.max((24 * hour) / pace, 30 * second);

/**
 * Milliseconds until an action is tried again: 1 s after the first try, twice as long after each further one, an hour at the most; null
 * once these pauses do not fit into `within` any more. Only tries that were made and failed are counted, never the time that passes,
 * so that an outage of ours takes nothing from an action's chance.
 * @param tries how often it was tried, at least once
 * @param within milliseconds
 */
export function pauseAfter(tries: number, within: number): number | null {
  let [pause, whole] = [0, 0];
  for (let tried = 1; tried <= tries; tried += 1) {
    pause = Math.min(pause === 0 ? second : pause * 2, hour);
    whole += pause;
    if (whole > within) return null;
  }
  return pause;
}
