/** Retries: whether one may begin, and the id of it: one for what is retried, whoever asks for it and however often (EXE-2). */
import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { Action } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { isDone, turnOf } from '../../store/processes/actions.ts';
import type { Db } from '../../store/postgres/database.ts';
import { laterChangeFault } from '../../store/processes/later-changes.ts';

/** A version 7 UUID like all, of the instant at which what is retried ended, so that ids grow with time. */
export function retryOf({ id, endedAt }: { readonly id: string; readonly endedAt: string | null }): string {
  const random = createHash('sha256').update(`retry of ${id}`).digest().subarray(0, 16);
  return v7({ msecs: Date.parse(endedAt ?? ''), random });
}

/** Refuses a retry of what a decision that was executed later has changed; what was done under its own key the retry records as done (EXE-2). */
export async function retryFault(
  db: Db,
  failed: string,
  action: Action | null,
): Promise<Refusal | undefined> {
  const before = await turnOf(db, failed);
  if (action === null || (await isDone(db, before.key))) return undefined;
  return laterChangeFault(db, { ...before, turn: before.turn + 1 }, action);
}
