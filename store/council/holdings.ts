/** Who holds what of which resource, until when, by which decision, and how much of it they passed on (ALC-4). */
import { sql } from 'kysely';
import type { Holder } from '../../rules/model.ts';
import type { Db } from '../postgres/database.ts';
import { type Allocation, inForce } from './allocations.ts';

export const allocationOrders = ['newest', 'ends'] as const;
export type AllocationOrder = (typeof allocationOrders)[number];

export interface AllocationShown extends Allocation {
  readonly place: number;
  /** How much of it the holder has passed on, and others hold. */
  readonly passedOn: number;
}

/**
 * Each with its place; what came in parts is told as one: by its first part, with what they are together. Newest first; or by when they
 * end, the first of them first, those alone that are in force and end.
 * @param before the place of the last that was told, newest first
 * @param endsAfter the place and the end of the last that was told, by when they end
 */
export async function listAllocations(
  db: Db,
  {
    at,
    to,
    family: ofFamily,
    resource,
    isInForce,
    order = 'newest',
    before,
    endsAfter,
    limit,
  }: {
    /** The instant as of which it is told what has been passed on, and what is in force; ISO 8601, UTC. */
    readonly at: string;
    readonly to?: string | undefined;
    readonly family?: string | undefined;
    readonly resource?: string | undefined;
    /** Whether it is in force then; undefined: either. */
    readonly isInForce?: boolean | undefined;
    readonly order?: AllocationOrder | undefined;
    readonly before?: number | undefined;
    readonly endsAfter?: { readonly until: string; readonly place: number } | undefined;
    readonly limit: number;
  },
): Promise<AllocationShown[]> {
  // What the members file says is held stands line by line.
  const others = sql`from allocations o where o.decision = a.decision and o.reversal = a.reversal and o.resource = a.resource
    and o.starts = a.starts and o.until is not distinct from a.until and o.permanent = a.permanent
    and o.to_member is not distinct from a.to_member and o.to_family is not distinct from a.to_family and o.id <> a.id`;
  let query = db
    .selectFrom('allocations as a')
    .select(['decision', 'resource', 'to_member', 'to_family', 'starts', 'until', 'permanent', 'id as place'])
    .select(sql<number>`a.amount + coalesce((select sum(o.amount) ${others}), 0)`.as('amount'))
    .select(
      sql<number>`coalesce((select sum(p.amount) from allocations p
        where ${inForce('p', at)} and p.source = any (array(select o.id ${others}) || a.id)), 0)`.as(
        'passedOn',
      ),
    )
    .where(sql<boolean>`not exists (select ${others} and o.id < a.id)`)
    .limit(limit);
  query =
    order === 'newest'
      ? query.orderBy('a.id', 'desc')
      : query
          .where('a.permanent', '=', false)
          .where('a.until', '>', at)
          .where('a.starts', '<=', at)
          .orderBy('a.until')
          .orderBy('a.id');
  if (endsAfter !== undefined)
    query = query.where(sql<boolean>`(a.until, a.id) > (${endsAfter.until}, ${endsAfter.place})`);
  if (to !== undefined) query = query.where('to_member', '=', to);
  if (ofFamily !== undefined) query = query.where('to_family', '=', ofFamily);
  if (resource !== undefined) query = query.where('a.resource', '=', resource);
  if (isInForce !== undefined)
    query = query.where(isInForce ? inForce('a', at) : sql<boolean>`not (${inForce('a', at)})`);
  if (before !== undefined) query = query.where('a.id', '<', `${before}`);
  return (await query.execute()).map(({ to_member: member, to_family: family, place, ...allocation }) => ({
    ...allocation,
    place: Number(place),
    to: member ?? { family: family ?? '' },
  }));
}

/** What one holder has of a resource, in all. */
export interface Held {
  readonly to: Holder;
  /** Allocations in force to them. */
  readonly amount: number;
  /** Of these, what they passed on. */
  readonly passedOn: number;
  /** When the first of them ends; ISO 8601, UTC; null where none does. */
  readonly nextEnd: string | null;
}

/** A holder's place: members by their ids, then families by theirs. */
export interface HolderPlace {
  readonly isFamily: boolean;
  readonly id: string;
}

export const holderPlace = (to: Holder): HolderPlace =>
  typeof to === 'string' ? { isFamily: false, id: to } : { isFamily: true, id: to.family };

/** Who holds a resource at an instant, in the order of their places. */
export async function holdersOf(
  db: Db,
  {
    resource,
    at,
    after = { isFamily: false, id: '' },
    limit,
  }: {
    readonly resource: string;
    readonly at: string;
    readonly after?: HolderPlace | undefined;
    readonly limit: number;
  },
): Promise<Held[]> {
  const { rows } = await sql<Omit<Held, 'to'> & HolderPlace>`
    select h.*, coalesce((select sum(p.amount) from allocations p join allocations s on s.id = p.source
      where ${inForce('p', at)} and s.resource = ${resource}
        and case when h."isFamily" then s.to_family = h.id else s.to_member = h.id end), 0)::float8 as "passedOn"
    from (
      select a.to_family is not null as "isFamily", coalesce(a.to_family, a.to_member) as id,
        sum(a.amount)::float8 as amount, min(a.until) as "nextEnd"
      from allocations a where a.resource = ${resource} and ${inForce('a', at)} group by 1, 2
    ) h
    where (h."isFamily", h.id) > (${after.isFamily}, ${after.id})
    order by h."isFamily", h.id limit ${limit}`.execute(db);
  return rows.map(({ isFamily, id, ...held }) => ({ to: isFamily ? { family: id } : id, ...held }));
}
