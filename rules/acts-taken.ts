/** How many acts the run of one process takes: Temporal keeps 2,000 updates of a run, and nobody uses up another's (PRO-10). */
import { refuse, type Refusal } from './refusal.ts';

/** Of all members together; from then on only who has acted less often than `always`, so that others are heard, and up to `last` in all. */
const mostActs = 1_000;
const always = 3;
const last = 1_900;

/** What is done once in a process, by whose it is to do: no number of other acts takes its place. */
const onceOnly: readonly string[] = [
  'withdrawal',
  'approval',
  'resolution',
  'remedyResolution',
  'appeal',
  'ruling',
  'task',
  'report',
  'justification',
];

/**
 * Refuses one more act. Facts: `most`, and how often the member has acted (`own`).
 * @param act the update's name @param own acts of the member in the run, of `all` that it has taken
 */
export const actsFault = (
  act: string,
  { own, all }: { readonly own: number; readonly all: number },
): Refusal | undefined =>
  all < mostActs || onceOnly.includes(act) || (own < always && all < last)
    ? undefined
    : refuse('limit-reached', 'PRO-10', { most: all < last ? mostActs : last, own });
