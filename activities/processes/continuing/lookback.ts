/** A decision is looked back upon from the start (PRO-9). */
import type { Continuation } from './continuation.ts';

export const lookback: Continuation<'lookback'> = (_, { state }, { id, createdAt }) => {
  const { of, charter, window, id: continuationOf } = state;
  return { id, of, charter, window, createdAt, continuationOf };
};
