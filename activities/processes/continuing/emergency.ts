/** What an emergency did is undone by one that runs its reversal (PRO-9). */
import { copyOf } from './charter.ts';
import type { Continuation } from './continuation.ts';

export const emergency: Continuation<'emergency'> = async (db, { state }, { id, createdAt }) => {
  const { actor, what, reason, action, reversal, charter } = state;
  const act = { id, actor, what, reason, action, reversal, createdAt, retryOf: state };
  return { ...act, charter: await copyOf(db, charter) };
};
