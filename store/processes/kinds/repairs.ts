/** The repair plans out of one process (MND-1). */
import { sql } from 'kysely';
import type { RepairState } from '../../../rules/repair/state.ts';
import type { Db, Trx } from '../../postgres/database.ts';

/** The first put first. */
export async function repairsOf(db: Db | Trx, source: string): Promise<RepairState[]> {
  const rows = await db
    .selectFrom('processes')
    .select('state')
    .where('kind', '=', 'repair')
    .where(sql<boolean>`state #>> '{from,id}' = ${source}`)
    .orderBy('id')
    .execute();
  return rows.map(({ state }) => state as RepairState);
}

/** Those of these members who have not departed, in the order of their ids; where none are named, of everyone, at most so many. */
export async function presentOf(db: Db, named: readonly string[] | null, most: number): Promise<string[]> {
  let query = db
    .selectFrom('members')
    .select('id')
    .where('status', '<>', 'departed')
    .orderBy('id')
    .limit(most);
  if (named !== null) query = query.where(sql<boolean>`id = any (${[...named]}::text[])`);
  return (await query.execute()).map(({ id }) => id);
}
