/** Allocations granted by executed decisions (EXE-1). */
import type { Db } from './database.ts';

export interface Allocation {
  readonly decision: string;
  readonly resource: string;
  readonly amount: number;
  readonly to: string;
  readonly starts: string;
  /** Half-open: the allocation ends at this instant; null where it is permanent. */
  readonly until: string | null;
  readonly permanent: boolean;
}

/** Grants an allocation, once for one decision (EXE-2). */
export async function grantAllocation(db: Db, grant: Omit<Allocation, 'permanent'>): Promise<void> {
  const { to, ...allocation } = grant;
  await db
    .insertInto('allocations')
    .values({ ...allocation, to_member: to, permanent: grant.until === null })
    .onConflict((conflict) => conflict.column('decision').doNothing())
    .execute();
}

/** Newest first; ids grow with time. */
export async function listAllocations(
  db: Db,
  {
    to,
    before,
    limit,
  }: { readonly to?: string | undefined; readonly before?: string | undefined; readonly limit: number },
): Promise<Allocation[]> {
  let query = db
    .selectFrom('allocations')
    .select(['decision', 'resource', 'amount', 'to_member as to', 'starts', 'until', 'permanent'])
    .orderBy('decision', 'desc')
    .limit(limit);
  if (to !== undefined) query = query.where('to_member', '=', to);
  if (before !== undefined) query = query.where('decision', '<', before);
  return query.execute();
}
