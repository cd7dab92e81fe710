/** In which decisions a member is an elector: asked for a whole list at once. */
import type { Db, Trx } from '../postgres/database.ts';

/** Those of these electorates that the member belongs to. */
export async function electoratesOf(
  db: Db | Trx,
  member: string,
  electorates: readonly string[],
): Promise<ReadonlySet<string>> {
  if (electorates.length === 0) return new Set();
  const rows = await db
    .selectFrom('electors')
    .select('electorate')
    .where('member', '=', member)
    .where('electorate', 'in', [...electorates])
    .execute();
  return new Set(rows.map(({ electorate }) => electorate));
}
