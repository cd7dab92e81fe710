/** How allocations end before their time: with an emergency's act, with who departs, and with what they were passed on from (ALC-2, EMG-2). */
import { type RawBuilder, sql } from 'kysely';
import type { Granted } from './allocations.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** What ended before its time: its timer is to be told (ALC-3). */
export type EndedAllocation = Granted;

interface Ended extends Omit<Granted, 'decision'> {
  readonly until: string | null;
  readonly decision: string | null;
  readonly permanent: boolean;
}

/**
 * Ends allocations at an instant, and whatever was passed on from them; never later than they would (ALC-2, EMG-2). What is being passed on
 * is waited for, and ends too. Answers all that ended.
 */
async function endWith(trx: Trx, roots: RawBuilder<boolean>, at: string): Promise<readonly Ended[]> {
  await sql`select from resources where id in (select resource from allocations where ${roots})
    order by id for update`.execute(trx);
  const { rows } = await sql<Ended>`
    with recursive chain (id) as (
      select id from allocations where ${roots}
      union
      select a.id from allocations a join chain on a.source = chain.id
    )
    update allocations a set until = least(a.until, ${at}) from chain where a.id = chain.id
    returning a.until, a.decision, a.reversal, a.share, a.permanent`.execute(trx);
  return rows;
}

/** What an emergency's action granted, and what a dissolved family that had it left of it (EMG-2, MEM-7). */
const grantedBy = (decision: string): RawBuilder<boolean> =>
  sql<boolean>`(decision = ${decision} and not reversal or origin = ${decision})`;

/** What an emergency's action granted ends with the act, and never later than it says (EMG-2). Answers its end; null where there is none. */
export async function endAllocation(trx: Trx, decision: string, at: string): Promise<string | null> {
  const ended = await endWith(trx, grantedBy(decision), at);
  return ended.find((one) => one.decision === decision)?.until ?? null;
}

/** What an emergency's act granted, and whatever was passed on from it, by the decisions that did: what ends with the act (ALC-2, EMG-2). */
export async function grantedThrough(db: Db, decision: string): Promise<Granted[]> {
  const { rows } = await sql<Granted>`
    with recursive chain (id, decision, reversal, share) as (
      select id, decision, reversal, share from allocations where ${grantedBy(decision)}
      union
      select a.id, a.decision, a.reversal, a.share from allocations a join chain on a.source = chain.id
    )
    select distinct decision, reversal, share from chain`.execute(db);
  return rows;
}

/** What ended before its time because a member departed: what they held, and what was passed on from it (ALC-2). */
export async function endedWith(db: Db | Trx, member: string): Promise<Granted[]> {
  return db
    .selectFrom('allocations as a')
    .innerJoin('members as m', 'm.status_at', 'a.until')
    .select((eb) => [eb.ref('a.decision').$notNull().as('decision'), 'a.reversal', 'a.share'])
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
  const { family } = await trx
    .selectFrom('members')
    .select('family')
    .where('id', '=', member)
    .executeTakeFirstOrThrow();
  if (family !== null) await endHoldingsOfEmpty(trx, family, at);
}

/**
 * What a family holds is free again where nobody is left in it, and what was passed on from it ends (ALC-2). Of two who leave at once, or
 * depart, the second sees that the first is gone: called once the member's own row is locked and changed.
 */
export async function endHoldingsOfEmpty(
  trx: Trx,
  family: string,
  at: string,
): Promise<readonly EndedAllocation[]> {
  await trx.selectFrom('families').select('id').where('id', '=', family).forUpdate().execute();
  const left = await trx
    .selectFrom('members')
    .select('id')
    .where('family', '=', family)
    .where('status', '<>', 'departed')
    .limit(1)
    .executeTakeFirst();
  if (left !== undefined) return [];
  return endFamilyHoldings(trx, family, at);
}

/** What a family holds, and whatever was passed on from it. */
export async function endFamilyHoldings(
  trx: Trx,
  family: string,
  at: string,
): Promise<readonly EndedAllocation[]> {
  const ended = await endWith(
    trx,
    sql<boolean>`to_family = ${family} and (until is null or until > ${at})`,
    at,
  );
  return ended.flatMap(({ decision, reversal, share, permanent }) =>
    decision === null || permanent ? [] : [{ decision, reversal, share }],
  );
}

/** What ended as a family was dissolved: what it held for a time, and what it had passed on so (ALC-2, MEM-7). */
export async function endedWithFamily(db: Db, family: string): Promise<Granted[]> {
  return db
    .selectFrom('allocations as a')
    .innerJoin('families as f', 'f.dissolved_at', 'a.until')
    .select((eb) => [eb.ref('a.decision').$notNull().as('decision'), 'a.reversal', 'a.share'])
    .distinct()
    .where('f.id', '=', family)
    .where('a.decision', 'is not', null)
    .where('a.permanent', '=', false)
    .execute();
}
