/** Actions by their idempotency keys: what was done is found again, and nothing is done under a key twice (EXE-2). */
import { sql } from 'kysely';
import type { NotDone, Performed } from '../../rules/actions/execution.ts';
import type { Facts } from '../../rules/refusal.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** An action that a decision comes to do. */
export interface Turn {
  /** The id of the decision whose action it is, also where a retry does it; of an emergency's reversal, with that word behind it. */
  readonly key: string;
  /** The decision itself, or the first of its chain of retries. */
  readonly first: string;
  /** How many retries came before and with this one: 0 for the decision's own. */
  readonly turn: number;
  /** Who does it: the decision itself, or its retry. */
  readonly by: string;
}

/** The turn of a decision or of an emergency: its key is that of the first of its chain of retries. */
export async function turnOf(db: Db | Trx, decision: string, reversal = false): Promise<Turn> {
  const { rows } = await sql<{ id: string; turn: number }>`
    with recursive chain (id, turn) as (
      select ${decision}::uuid, 0
      union all
      select before.id, turn + 1 from chain, lateral (
        select (link ->> 'id')::uuid from proposals, jsonb_array_elements(state -> 'links') link
        where proposals.id = chain.id and link ->> 'relation' = 'retry-of'
        union all
        select (state ->> 'retryOf')::uuid from processes
        where processes.id = chain.id and state ->> 'retryOf' is not null
      ) before (id)
    )
    select id, turn from chain order by turn desc limit 1`.execute(db);
  const [first] = rows;
  if (first === undefined) throw new Error(`${decision} begins no chain of retries`);
  return { key: keyOf(first.id, reversal), first: first.id, turn: first.turn, by: decision };
}

/** The key of a decision's action, or of an emergency's reversal, which is done beside it (EMG-2). */
const keyOf = (decision: string, reversal: boolean): string => (reversal ? `${decision}-reversal` : decision);

/** Nobody else does it until the commit. Answers what came of it already; undefined where it may be done now. */
export async function lockAction(trx: Trx, { key, turn, by }: Turn): Promise<Performed | undefined> {
  const found = await trx
    .insertInto('actions')
    .values({ key, turn, tries: 0 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        turn: sql<number>`greatest(actions.turn, excluded.turn)`,
        tries: sql<number>`case when excluded.turn > actions.turn then 0 else actions.tries end`,
        not_done: sql<string>`case when excluded.turn > actions.turn then null else actions.not_done end`,
      }),
    )
    .returning(['turn', 'not_done as notDone', 'done_at as at', 'done_by as decision', 'result'])
    .executeTakeFirstOrThrow();
  const { at, decision } = found;
  if (at !== null && decision !== null)
    return { result: found.result as Facts, doneBefore: decision === by ? null : { decision, at } };
  if (found.turn > turn)
    return { notDone: { reason: 'a retry has taken its turn', details: null, mayPass: false } };
  return found.notDone === null ? undefined : { notDone: found.notDone as NotDone };
}

/** Whether what has this key was done. */
export async function isDone(db: Db | Trx, key: string): Promise<boolean> {
  const done = await db
    .selectFrom('actions')
    .select('done_at')
    .where('key', '=', key)
    .where('done_at', 'is not', null)
    .executeTakeFirst();
  return done !== undefined;
}

/** It is done, from this transaction's commit on; the caller holds the lock. */
export async function markDone(
  trx: Trx,
  { key, by }: Turn,
  { at, result }: { readonly at: string; readonly result: Facts },
): Promise<Performed> {
  await trx
    .updateTable('actions')
    .set({ not_done: null, done_at: at, done_by: by, result: JSON.stringify(result) })
    .where('key', '=', key)
    .execute();
  return { result, doneBefore: null };
}

/** An emergency's action is done no more, unless it was: its act is over, and what undoes it comes next (EMG-2). */
export async function closeAction(trx: Trx, emergency: string): Promise<void> {
  const turn = await turnOf(trx, emergency);
  const over: NotDone = { reason: 'the act was over before it was done', details: null, mayPass: false };
  if ((await lockAction(trx, turn)) === undefined) await markNotDone(trx, turn, over);
}

/** It is not done in this turn: an attempt that was left running finds that; the caller holds the lock. */
export async function markNotDone(trx: Trx, { key }: Turn, notDone: NotDone): Promise<Performed> {
  await trx
    .updateTable('actions')
    .set({ not_done: JSON.stringify(notDone) })
    .where('key', '=', key)
    .execute();
  return { notDone };
}

/** Counts a try that failed, and answers how many of this turn did; the caller holds the lock. */
export async function countTry(trx: Trx, { key }: Turn): Promise<number> {
  const { tries } = await trx
    .updateTable('actions')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('key', '=', key)
    .returning('tries')
    .executeTakeFirstOrThrow();
  return tries;
}
