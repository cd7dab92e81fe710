/** How many acts the run of one process takes: Temporal keeps 2,000 updates of a run, and nobody uses up another's (PRO-10). */
import { refuse, type Refusal } from './refusal.ts';

/** Of all members together; from then on only who has acted less often than `always`, so that others are heard, and up to `last` in all. */
const mostActs = 1_000;
const always = 3;
const last = 1_900;

/**
 * Refuses one more act. Facts: `most`, and how often the member has acted (`own`).
 * @param act `own` of the member's acts in the run, of `all` that it has taken; `once`: it is done once in a process by whose it is to do, and
 * no number of other acts takes its place
 */
export const actsFault = ({
  own,
  all,
  once,
}: {
  readonly own: number;
  readonly all: number;
  readonly once: boolean;
}): Refusal | undefined =>
  all < mostActs || once || (own < always && all < last)
    ? undefined
    : refuse('limit-reached', 'PRO-10', { most: all < last ? mostActs : last, own });
