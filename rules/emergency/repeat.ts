/** Acts that are not repeated: while one is in force, and for a time after the council did not want it (EMG-2). */
import { type EmergencyState, isReversed } from './state.ts';
import { essence } from '../actions/essence.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What an act is: what it does, and to whom. */
type Act = Pick<EmergencyState, 'action' | 'what'>;

/**
 * Refuses an act that is in force, or that expired, was overridden or was vetoed by a node less than `repeat` milliseconds ago (EMG-2). Facts: the `emergency`
 * that it repeats, its outcome (null: it is in force), and `until` when it cannot be repeated.
 * @param before emergencies that are in force, and those whose outcome is fixed
 * @param at ISO 8601, UTC; at `until` itself it can be repeated
 */
export function repeatFault(
  act: Act,
  before: readonly EmergencyState[],
  repeat: number,
  at: string,
): Refusal | undefined {
  for (const former of before) {
    const { id, outcome, decidedAt } = former;
    if (essence(act.action, act.what) !== essence(former.action, former.what)) continue;
    if (outcome === null)
      return refuse('repeated-act', 'EMG-2', { emergency: id, outcome, until: former.limit });
    if (decidedAt === null || !isReversed(outcome)) continue;
    const until = new Date(Date.parse(decidedAt) + repeat).toISOString();
    if (at < until) return refuse('repeated-act', 'EMG-2', { emergency: id, outcome, until });
  }
  return undefined;
}
