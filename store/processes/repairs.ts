/** The repair plans out of one process (MND-1). */
import { sql } from 'kysely';
import type { RepairState } from '../../rules/repair/state.ts';
import type { Db } from '../postgres/database.ts';

/** The first put first. */
export async function repairsOf(db: Db, source: string): Promise<RepairState[]> {
  const rows = await db
    .selectFrom('processes')
    .select('state')
    .where('kind', '=', 'repair')
    .where(sql<boolean>`state #>> '{from,id}' = ${source}`)
    .orderBy('id')
    .execute();
  return rows.map(({ state }) => state as RepairState);
}
