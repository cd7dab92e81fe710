/** How many acts the run of one process takes: Temporal keeps 2,000 updates of a run, and nobody uses up another's (PRO-10). */
import { refuse, type Refusal } from './refusal.ts';

/** Of all members together; from then on only who has acted less often than `always`, so that everybody is heard. */
const mostActs = 1_000;
const always = 3;

/** Refuses one more act. Facts: `most`, and how often the member has acted (`own`). @param own of those in the run, and those of `all` */
export const actsFault = ({
  own,
  all,
}: {
  readonly own: number;
  readonly all: number;
}): Refusal | undefined =>
  all < mostActs || own < always ? undefined : refuse('limit-reached', 'PRO-10', { most: mostActs, own });
