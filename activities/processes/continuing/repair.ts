/** A repair plan goes on with what was agreed on, or put (PRO-9). */
import { carriedOver } from '../../../rules/repair/owed.ts';
import type { Continuation } from './continuation.ts';

/** What was agreed on holds: nobody is asked for it a second time. */
export const repair: Continuation<'repair'> = (_, { state }, { id, createdAt }) => {
  const { from, parties, room, charter, terms, circle, agreedAt } = state;
  const common = { id, from, parties, room, charter, createdAt, continuationOf: state.id };
  if (agreedAt !== null) return { ...common, begins: { carried: carriedOver(state, createdAt), agreedAt } };
  // Put to those whom the circle chose, it goes on with them.
  if (terms === null && circle !== null)
    return {
      ...common,
      begins: { by: circle.by, affected: circle.affected, asked: circle.obligations },
    };
  if (terms === null) throw new Error(`${state.id} has no terms`);
  return { ...common, begins: { by: terms.by, obligations: terms.obligations } };
};
