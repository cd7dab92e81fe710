/** An alarm stands on the sources that it had (PRO-9). */
import { lastStep, type Source, steps } from '../../../rules/alarm/state.ts';
import type { Facts } from '../../../rules/refusal.ts';
import { readTimeline } from '../../../store/processes/timeline.ts';
import type { Continuation } from './continuation.ts';

/** Its sources stand as they were put, and who was told has been told: the next ones are told in their time (ALM-4). */
export const alarm: Continuation<'alarm'> = async (db, { state }, { id, createdAt }) => {
  const { id: continuationOf, alert, raisedBy, confirmedBy, doubted, ladder, charter } = state;
  if (alert === null || raisedBy === null) throw new Error(`${continuationOf} was never raised`);
  const timeline = await readTimeline(db, continuationOf, {});
  const sources = timeline.flatMap(
    ({ facts }: { readonly facts: Facts }) => (facts['sources'] ?? []) as readonly Source[],
  );
  const { by, byOwner: owner } = raisedBy;
  // Nobody is told for the first time by the last step.
  const told = steps[Math.min(ladder.n, lastStep - 1) - 1] ?? 'duty';
  const duty = confirmedBy === 'duty';
  return { id, createdAt, continuationOf, charter, by, owner, duty, doubted, alert, sources, told };
};
