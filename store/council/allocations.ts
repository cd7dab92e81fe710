/** Allocations granted by executed decisions: who holds what, and what was passed on from what (EXE-1, ALC-1 to ALC-3). */
import { type RawBuilder, sql } from 'kysely';
import { type Grant as Asked, type Holding, type Part, passedOn } from '../../rules/council/allocations.ts';
import type { Holder } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface Allocation {
  /** Null of what the members file says is held. */
  readonly decision: string | null;
  readonly resource: string;
  readonly amount: number;
  readonly to: Holder;
  readonly starts: string;
  /** Half-open: the allocation ends at this instant; null where it is permanent. */
  readonly until: string | null;
  readonly permanent: boolean;
}

/** What grants: a decision's action, or an emergency's reversal of it (EMG-2). */
interface Grant extends Omit<Allocation, 'permanent'> {
  readonly reversal: boolean;
}

const memberOf = (holder: Holder): string | null => (typeof holder === 'string' ? holder : null);
const familyOf = (holder: Holder): string | null => (typeof holder === 'string' ? null : holder.family);

/** In force at an instant. */
export const inForce = (table: string, at: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${table}.starts`)} <= ${at} and (${sql.ref(`${table}.until`)} is null or ${sql.ref(`${table}.until`)} > ${at})`;

/** What somebody holds of a resource at an instant and has not passed on (ALC-2). */
async function holdingsOf(db: Db | Trx, resource: string, holder: Holder, at: string): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select a.id::text as id, a.until, a.amount - coalesce((
      select sum(p.amount) from allocations p where p.source = a.id and ${inForce('p', at)}), 0) as amount
    from allocations a
    where a.resource = ${resource} and ${inForce('a', at)}
      and (a.to_member = ${memberOf(holder)} or a.to_family = ${familyOf(holder)})`.execute(db);
  return rows.filter(({ amount }) => amount > 0);
}

/** From which holdings somebody would pass on what is asked for, or why they cannot. */
export async function partsOf(
  db: Db | Trx,
  asked: Pick<Asked, 'resource' | 'amount' | 'until'>,
  giver: Holder,
  at: string,
): Promise<ReturnType<typeof passedOn>> {
  return passedOn(asked, giver, await holdingsOf(db, asked.resource, giver, at));
}

/** Grants an allocation, out of nothing or in parts out of what its giver holds; the caller holds the locks of action and resource (EXE-2). */
export async function grantAllocation(trx: Trx, grant: Grant, parts: readonly Part[] | null): Promise<void> {
  const { to, ...allocation } = grant;
  const row = {
    ...allocation,
    to_member: memberOf(to),
    to_family: familyOf(to),
    permanent: grant.until === null,
  };
  const rows = (parts ?? [{ id: null, amount: grant.amount }]).map(({ id, amount }) => ({
    ...row,
    amount,
    source: id,
  }));
  await trx.insertInto('allocations').values(rows).execute();
}

/** What the members file says is held for good (ALC-1). */
export async function holdFromFile(
  trx: Trx,
  resource: string,
  held: readonly { readonly to: Holder; readonly amount: number }[],
  starts: string,
): Promise<void> {
  const rows = held.map(({ to, amount }) => ({
    decision: null,
    resource,
    amount,
    to_member: memberOf(to),
    to_family: familyOf(to),
    source: null,
    starts,
    until: null,
    permanent: true,
  }));
  await trx.insertInto('allocations').values(rows).execute();
}

/**
 * Who of these has not departed, and of a family its members: they do not until the commit, so that nothing is given to whom, or out of what,
 * is gone by then (ALC-2, MEM-2). Comes before the lock of the resource.
 */
export async function lockHolders(
  trx: Trx,
  holders: readonly Holder[],
): Promise<{ readonly includes: (holder: Holder) => boolean }> {
  const present = await trx
    .selectFrom('members')
    .select(['id', 'family'])
    .where('status', '<>', 'departed')
    .where((eb) =>
      eb.or([
        eb('id', 'in', ['', ...holders.map((holder) => memberOf(holder) ?? '')]),
        eb('family', 'in', ['', ...holders.map((holder) => familyOf(holder) ?? '')]),
      ]),
    )
    .orderBy('id')
    .forShare()
    .execute();
  return {
    includes: (holder) =>
      present.some(({ id, family }) =>
        typeof holder === 'string' ? id === holder : family === holder.family,
      ),
  };
}

/**
 * Ends allocations at an instant, and whatever was passed on from them; never later than they would (ALC-2, EMG-2). What is being passed on
 * is waited for, and ends too.
 */
async function endWith(trx: Trx, roots: RawBuilder<boolean>, at: string): Promise<(string | null)[]> {
  await sql`select from resources where id in (select resource from allocations where ${roots})
    order by id for update`.execute(trx);
  const { rows } = await sql<{ until: string | null; root: boolean }>`
    with recursive chain (id, root) as (
      select id, true from allocations where ${roots}
      union
      select a.id, false from allocations a join chain on a.source = chain.id
    )
    update allocations a set until = least(a.until, ${at}) from chain where a.id = chain.id
    returning a.until, chain.root`.execute(trx);
  return rows.filter(({ root }) => root).map(({ until }) => until);
}

/** What an emergency's action granted ends with the act, and never later than it says (EMG-2). Answers its end; null where there is none. */
export async function endAllocation(trx: Trx, decision: string, at: string): Promise<string | null> {
  const [until] = await endWith(trx, sql<boolean>`decision = ${decision} and not reversal`, at);
  return until ?? null;
}

/** What an emergency's act granted, and whatever was passed on from it, by the decisions that did: what ends with the act (ALC-2, EMG-2). */
export async function grantedThrough(
  db: Db,
  decision: string,
): Promise<{ readonly decision: string; readonly reversal: boolean }[]> {
  const { rows } = await sql<{ decision: string; reversal: boolean }>`
    with recursive chain (id, decision, reversal) as (
      select id, decision, reversal from allocations where decision = ${decision} and not reversal
      union
      select a.id, a.decision, a.reversal from allocations a join chain on a.source = chain.id
    )
    select distinct decision, reversal from chain`.execute(db);
  return rows;
}

/** What a decision, or the reversal of an emergency, granted; what came in parts as one. */
export async function grantedBy(
  db: Db | Trx,
  decision: string,
  reversal: boolean,
): Promise<Pick<Allocation, 'resource' | 'amount' | 'to' | 'starts' | 'until'> | undefined> {
  const row = await db
    .selectFrom('allocations')
    .select((eb) => [
      ...(['resource', 'to_member', 'to_family', 'starts'] as const),
      eb.fn.sum<number>('amount').as('amount'),
      eb.fn.max('until').as('until'),
    ])
    .where('decision', '=', decision)
    .where('reversal', '=', reversal)
    .groupBy(['resource', 'to_member', 'to_family', 'starts'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { to_member: member, to_family: family, ...granted } = row;
  return { ...granted, to: member ?? { family: family ?? '' } };
}

/** What ended before its time because a member departed: what they held, and what was passed on from it (ALC-2). */
export async function endedWith(
  db: Db | Trx,
  member: string,
): Promise<{ readonly decision: string; readonly reversal: boolean }[]> {
  return db
    .selectFrom('allocations as a')
    .innerJoin('members as m', 'm.status_at', 'a.until')
    .select((eb) => [eb.ref('a.decision').$notNull().as('decision'), 'a.reversal'])
    .distinct()
    .where('m.id', '=', member)
    .where('m.status', '=', 'departed')
    .where('a.decision', 'is not', null)
    .where('a.permanent', '=', false)
    .execute();
}

/** What a member held who departs is free again, and what a family held of whom nobody is left; what was passed on from it ends (ALC-2, MEM-2). */
export async function endHoldings(trx: Trx, member: string, at: string): Promise<void> {
  await endWith(trx, sql<boolean>`to_member = ${member} and (until is null or until > ${at})`, at);
  const left = await trx
    .selectFrom('families as f')
    .innerJoin('members as m', 'm.family', 'f.id')
    .select('f.id')
    .where('m.id', '=', member)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('members as o')
            .select('o.id')
            .whereRef('o.family', '=', 'f.id')
            .where('o.status', '<>', 'departed'),
        ),
      ),
    )
    .executeTakeFirst();
  if (left !== undefined)
    await endWith(trx, sql<boolean>`to_family = ${left.id} and (until is null or until > ${at})`, at);
}

/**
 * Newest first, each with its place. What came in parts is told as one: by its first part, with what they are together.
 * @param before the place of the last that was told
 */
export async function listAllocations(
  db: Db,
  {
    to,
    before,
    limit,
  }: { readonly to?: string | undefined; readonly before?: number | undefined; readonly limit: number },
): Promise<(Allocation & { readonly place: number })[]> {
  // What the members file says is held stands line by line.
  const others = sql`from allocations o where o.decision = a.decision and o.reversal = a.reversal and o.resource = a.resource
    and o.starts = a.starts and o.until is not distinct from a.until and o.permanent = a.permanent
    and o.to_member is not distinct from a.to_member and o.to_family is not distinct from a.to_family and o.id <> a.id`;
  let query = db
    .selectFrom('allocations as a')
    .select(['decision', 'resource', 'to_member', 'to_family', 'starts', 'until', 'permanent', 'id as place'])
    .select(sql<number>`a.amount + coalesce((select sum(o.amount) ${others}), 0)`.as('amount'))
    .where(sql<boolean>`not exists (select ${others} and o.id < a.id)`)
    .orderBy('a.id', 'desc')
    .limit(limit);
  if (to !== undefined) query = query.where('to_member', '=', to);
  if (before !== undefined) query = query.where('a.id', '<', `${before}`);
  return (await query.execute()).map(({ to_member: member, to_family: family, place, ...allocation }) => ({
    ...allocation,
    place: Number(place),
    to: member ?? { family: family ?? '' },
  }));
}
