/** A family is founded by the same founders (PRO-9). */
import { copyOf } from './charter.ts';
import type { Continuation } from './continuation.ts';

export const family: Continuation<'family'> = async (db, { state }, { id, createdAt }) => {
  const { family: founded, founders, charter, id: continuationOf } = state;
  const { families } = (await copyOf(db, charter)).charter;
  if (families === null) throw new Error(`the charter of ${continuationOf} has no families`);
  const { accept } = families;
  return { id, family: founded, founders, charter, createdAt, continuationOf, accept };
};
