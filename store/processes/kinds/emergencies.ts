/** Emergencies among the processes: those that a new act must not repeat, and the retry of a reversal (EMG-2, EXE-2). */
import type { EmergencyEntry } from '../../../rules/emergency/entries.ts';
import { evolve } from '../../../rules/emergency/evolve.ts';
import type { EmergencyState } from '../../../rules/emergency/state.ts';
import { laterOf } from '../../../rules/window.ts';
import type { Db, Trx } from '../../postgres/database.ts';
import { processById, type ProcessChange, saveProcess } from '../processes.ts';
import { sql } from 'kysely';
import { takeNumber } from '../writes.ts';

/**
 * Those that are in force, and those that expired or were overridden after an instant (ISO 8601, UTC): leaders act seldom, so they are few.
 */
export async function formerEmergencies(db: Db | Trx, after: string): Promise<EmergencyState[]> {
  const rows = await db
    .selectFrom('processes')
    .select('state')
    .where('kind', '=', 'emergency')
    .where(
      sql<boolean>`(state ->> 'decidedAt' is null
        or (state ->> 'outcome' in ('expired', 'overridden', 'vetoed') and (state ->> 'decidedAt')::timestamptz > ${after}))`,
    )
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ state }) => state as EmergencyState);
}

/** Two who do the same at once wait for each other: the second finds the first in force (EMG-2). */
export async function lockAct(trx: Trx, essence: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`emergency ${essence}`}, 0))`.execute(trx);
}

/** Links an ended emergency to the one that runs its reversal again; the record it left stays as it is (EXE-2). */
export async function linkRetry(
  trx: Trx,
  id: string,
  retry: { readonly id: string; readonly at: string },
): Promise<void> {
  const { sequence } = await trx
    .selectFrom('processes')
    .select('sequence')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const state = await processById<EmergencyState>(trx, 'emergency', id);
  if (state === undefined || state.retriedBy !== null) return;
  const at = laterOf(retry.at, state.endedAt ?? retry.at);
  const retried: EmergencyEntry = { at, kind: 'retried-by', facts: { id: retry.id } };
  const change: ProcessChange<'emergency'> = {
    kind: 'emergency',
    sequence: sequence + 1,
    state: evolve(state, retried),
    entries: [retried],
    parties: [state.actor],
    confidential: false,
  };
  await takeNumber(trx, id, change.sequence, change);
  await saveProcess(trx, change, null);
}
