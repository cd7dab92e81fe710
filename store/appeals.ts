/** Appeals as readers see them: the row that their workflow projects, idempotent by (id, sequence) (APP-1, APP-2). */
import { sql } from 'kysely';
import type { AppealState } from '../rules/appeal.ts';
import type { Db, Trx } from './database.ts';
import { appendEntries, type Entry } from './timeline.ts';

export interface AppealChange {
  /** Counts the workflow's writes from 1. */
  readonly sequence: number;
  readonly state: AppealState;
  readonly entries: readonly Entry[];
}

/** Writes a change: an older one that arrives late changes nothing but its own timeline. */
export async function saveAppeal(trx: Trx, { sequence, state, entries }: AppealChange): Promise<void> {
  const row = { sequence, stage: state.stage, deadline: state.deadline, state: JSON.stringify(state) };
  await trx
    .insertInto('appeals')
    .values({ id: state.id, of_decision: state.of.id, ...row })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(row).whereRef('appeals.sequence', '<', sql.ref('excluded.sequence')),
    )
    .execute();
  await appendEntries(trx, state.id, sequence, entries, null);
}

export async function appealById(db: Db | Trx, id: string): Promise<AppealState | undefined> {
  const row = await db.selectFrom('appeals').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state as AppealState | undefined;
}

/** Those that wait for this guardian's ruling (GUA-1). */
export async function appealsBefore(db: Db | Trx, guardian: string): Promise<string[]> {
  const rows = await db
    .selectFrom('appeals')
    .select('id')
    .where('stage', '<>', 'ended')
    .where(sql<boolean>`state ->> 'guardian' = ${guardian}`)
    .execute();
  return rows.map(({ id }) => id);
}
