/** Restorative work begins anew (PRO-9). */
import type { Continuation } from './continuation.ts';

/** From its first stage: what was agreed on runs as a plan of its own, and what waited for it waits for this one. */
export const restorative: Continuation<'restorative'> = (_, { state }, { id, createdAt }) => {
  const { from, harmed, responsible, what, charter } = state;
  const common = { from, case: state.case, harmed, responsible, what, charter };
  return { id, createdAt, ...common, by: null, continuationOf: state.id };
};
