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
  /** Which one it is of those that a dissolution grants, counted from 1 (MEM-7). */
  readonly share?: number;
}

/** By what it is known what was granted; its share is 0 where it was granted alone. */
export interface Granted {
  readonly decision: string;
  readonly reversal: boolean;
  readonly share: number;
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

/** What of an allocation comes from where: of a holding by its id, or of nothing. */
export interface Sourced extends Omit<Part, 'id'> {
  readonly id: string | null;
  /** Of what a dissolved family shared out, the decision by which the family had it; null where none gave it, and of all else (MEM-7, EMG-2). */
  readonly origin?: string | null;
}

/** Grants an allocation, out of nothing or in parts out of what its giver holds; the caller holds the locks of action and resource (EXE-2). */
export async function grantAllocation(
  trx: Trx,
  grant: Grant,
  parts: readonly Sourced[] | null,
): Promise<void> {
  const { to, ...allocation } = grant;
  const row = {
    ...allocation,
    to_member: memberOf(to),
    to_family: familyOf(to),
    permanent: grant.until === null,
  };
  const rows = (parts ?? [{ id: null, amount: grant.amount }]).map(
    ({ id, amount, origin = null }: Sourced) => ({
      ...row,
      amount,
      source: id,
      origin,
    }),
  );
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

/** What a decision, or the reversal of an emergency, granted; what came in parts as one. */
export async function grantedBy(
  db: Db | Trx,
  { decision, reversal, share }: Granted,
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
    .where('share', '=', share)
    .groupBy(['resource', 'to_member', 'to_family', 'starts'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { to_member: member, to_family: family, ...granted } = row;
  return { ...granted, to: member ?? { family: family ?? '' } };
}
