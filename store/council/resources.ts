/** The resources that there are, and how much of each the council has allocated (ALC-1). */
import { sql } from 'kysely';
import type { Resource, Standing } from '../../rules/council/resources.ts';
import { inForce } from './allocations.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** A resource as it stands at an instant, ISO 8601, UTC. */
export async function resourceAt(db: Db | Trx, id: string, at: string): Promise<Standing> {
  const resource = await db
    .selectFrom('resources')
    .select(['id', 'unit', 'total'])
    .where('id', '=', id)
    .executeTakeFirst();
  const { rows } = await sql<{ allocated: number }>`
    select coalesce(sum(a.amount), 0)::float8 as allocated from allocations a
    where a.resource = ${id} and a.source is null and ${inForce('a', at)}`.execute(db);
  return { resource, allocated: rows[0]?.allocated ?? 0 };
}

/** Held until the commit: allocations of a resource, and its definitions, come one after the other, so that two never take the last of it. */
export async function lockResource(trx: Trx, id: string): Promise<void> {
  await trx.selectFrom('resources').select('id').where('id', '=', id).forUpdate().execute();
}

/** What defined it: a decision, or null of the members file; and when, ISO 8601, UTC. */
interface Cause {
  readonly decision: string | null;
  readonly at: string;
}

/** Adds a resource; answers whether it is new. Of two that add the same at once the second waits, and finds it there. */
export async function addResource(trx: Trx, resource: Resource, cause: Cause): Promise<boolean> {
  const { id, unit, total } = resource;
  const added = await trx
    .insertInto('resources')
    .values({ id, unit, total })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) return false;
  await keepDefinition(trx, resource, cause);
  return true;
}

/** Changes a total; the caller holds the lock. */
export async function changeTotal(trx: Trx, resource: Resource, cause: Cause): Promise<void> {
  await trx.updateTable('resources').set({ total: resource.total }).where('id', '=', resource.id).execute();
  await keepDefinition(trx, resource, cause);
}

/** Every definition is kept (REC-2). */
async function keepDefinition(
  trx: Trx,
  { id, unit, total }: Resource,
  { decision, at }: Cause,
): Promise<void> {
  await trx.insertInto('resource_definitions').values({ resource: id, unit, total, at, decision }).execute();
}
