/** A conflict goes on from negotiation (PRO-9). */
import { emptySide, sidesOf } from '../../../rules/conflict/state.ts';
import { openRestorativeOf } from '../../../store/processes/kinds/restorative.ts';
import { copyOf } from './charter.ts';
import type { Continuation } from './continuation.ts';

/** Who has departed is found to have done so; where a side would be empty from the start, that ends it as it would have then (CNF-1). */
export const conflict: Continuation<'conflict'> = async (db, { state }, { id, createdAt }) => {
  const { what, remedy, remandOf } = state;
  const parties = emptySide(state) === undefined ? sidesOf(state) : state.parties;
  const charter = await copyOf(db, state.charter);
  const waitsFor = await openRestorativeOf(db, state.id);
  return { id, parties, what, remedy, charter, createdAt, remandOf, continuationOf: state.id, waitsFor };
};
