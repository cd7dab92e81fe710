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

/** What grants: a decision's action, or an emergency's reversal of it (EMG-2). */
interface Grant extends Omit<Allocation, 'permanent'> {
  readonly reversal: boolean;
}

/** Grants an allocation, once for one action (EXE-2). */
export async function grantAllocation(db: Db, grant: Grant): Promise<void> {
  const { to, ...allocation } = grant;
  await db
    .insertInto('allocations')
    .values({ ...allocation, to_member: to, permanent: grant.until === null })
    .onConflict((conflict) => conflict.columns(['decision', 'reversal']).doNothing())
    .execute();
}

/** What an emergency's action granted ends with the act, and never later than it says (EMG-2). Answers its end; null where there is none. */
export async function endAllocation(db: Db, decision: string, at: string): Promise<string | null> {
  const ended = await db
    .updateTable('allocations')
    .set((eb) => ({ until: eb.fn('least', [eb.ref('until'), eb.val(at)]) }))
    .where('decision', '=', decision)
    .where('reversal', '=', false)
    .returning('until')
    .executeTakeFirst();
  return ended?.until ?? null;
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
    .orderBy('reversal')
    .limit(limit);
  if (to !== undefined) query = query.where('to_member', '=', to);
  if (before !== undefined) query = query.where('decision', '<', before);
  return query.execute();
}
