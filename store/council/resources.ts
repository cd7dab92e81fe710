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

/** A resource with how much of it there is, what the council has given, and what is left (ALC-4). */
export interface ResourceShown extends Resource {
  /** What the council's allocations in force come to: what is passed on counts once, with its giver. */
  readonly allocated: number;
  /** Null where nothing bounds it. */
  readonly free: number | null;
  /** When the first of those allocations ends; ISO 8601, UTC; null where none does. */
  readonly nextEnd: string | null;
  /** What defined it last: a decision, or null of the members file. */
  readonly decision: string | null;
  readonly definedAt: string;
}

/** At an instant, in the order of their ids, after one of them, at most `limit`. */
export async function listResources(
  db: Db,
  {
    at,
    after = '',
    limit,
  }: { readonly at: string; readonly after?: string | undefined; readonly limit: number },
): Promise<ResourceShown[]> {
  const { rows } = await sql<Omit<ResourceShown, 'free'>>`
    select r.id, r.unit, r.total::float8 as total, coalesce(g.allocated, 0)::float8 as allocated, g."nextEnd",
      d.decision, d.at as "definedAt"
    from (select * from resources where id > ${after} order by id limit ${limit}) r
    left join lateral (
      select sum(a.amount) as allocated, min(a.until) as "nextEnd" from allocations a
      where a.resource = r.id and a.source is null and ${inForce('a', at)}
    ) g on true
    join lateral (
      select decision, at from resource_definitions where resource = r.id order by number desc limit 1
    ) d on true
    order by r.id`.execute(db);
  return rows.map((row) => ({ ...row, free: row.total === null ? null : row.total - row.allocated }));
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
