/** What actions on families find, and the end of a family with what it held (MEM-7, ALC-2). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import { isMature } from '../../rules/polls/electorate.ts';
import {
  type Dealt,
  dealt,
  type FamilyAction,
  type FamilyHolding,
  type FamilyStanding,
  type Joining,
} from '../../rules/council/families.ts';
import type { Share } from '../../rules/model.ts';
import { endFamilyHoldings } from '../council/allocation-ends.ts';
import { grantAllocation, inForce, type Sourced } from '../council/allocations.ts';
import { presentParents } from './families.ts';
import { memberById, traceChange } from '../council/members.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** Whom an action on a family finds, by the rules of its decision, and what it finds there. @param at ISO 8601, UTC */
export async function familyStanding(
  db: Db | Trx,
  action: FamilyAction,
  charter: Pick<Charter, 'maturity'>,
  at: string,
): Promise<FamilyStanding> {
  const isDissolved = action.type === 'family.dissolve';
  return {
    isThere: await isFamily(db, action.family),
    member: isDissolved ? undefined : await joining(db, action.member, charter, at),
    holdings: isDissolved ? await heldBy(db, action.family, at) : [],
  };
}

async function joining(
  db: Db | Trx,
  id: string,
  charter: Pick<Charter, 'maturity'>,
  at: string,
): Promise<Joining | undefined> {
  const member = await memberById(db, id);
  if (member === undefined) return undefined;
  const { family, status } = member;
  const mature = isMature(member, 'family', charter, at);
  return { id, family, status, isMature: mature, parents: mature ? [] : await presentParents(db, id) };
}

/** Whether there is a family of this id, and it was not dissolved. */
export async function isFamily(db: Db | Trx, id: string): Promise<boolean> {
  const found = await db
    .selectFrom('families')
    .select('id')
    .where('id', '=', id)
    .where('dissolved_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** A family's holding, and where the family had it from. */
interface FamilyHeld extends FamilyHolding, Pick<Sourced, 'origin'> {
  /** What it was passed on from that was none of the family's own; null where the council gave it. */
  readonly source: string | null;
}

/**
 * What a family holds and has not passed on, of whichever resource (ALC-2). What it passed on to itself comes from where it had that from: what
 * is its own ends with it, and what came from that would stand outside every total (ALC-1).
 */
async function heldBy(db: Db | Trx, family: string, at: string): Promise<FamilyHeld[]> {
  const { rows } = await sql<FamilyHeld>`
    with recursive held as (
      select a.id, a.resource, a.until, (a.amount - coalesce((
        select sum(p.amount) from allocations p where p.source = a.id and ${inForce('p', at)}), 0))::float8 as amount
      from allocations a where a.to_family = ${family} and ${inForce('a', at)}
    ), before (holding, depth, id) as (
      select id, 0, id from held where amount > 0
      union all
      select b.holding, b.depth + 1, a.source from before b join allocations a on a.id = b.id where a.source is not null
    )
    select distinct on (h.id) h.id::text as id, h.resource, h.until, h.amount, f.source::text as source,
      coalesce(f.origin, case when not f.reversal then f.decision end) as origin
    from held h join before b on b.holding = h.id join allocations f on f.id = b.id and f.to_family = ${family}
    order by h.id, b.depth desc`.execute(db);
  return rows;
}

/** What a dissolution passed on to whom, until when. */
export interface Dissolved {
  readonly shares: readonly Pick<Dealt, 'resource' | 'to' | 'amount' | 'until'>[];
}

/** Nobody departs from a family, or is given something by it or in its stead, until the commit; comes before what it holds is read. */
export async function lockDissolution(trx: Trx, family: string, shares: readonly Share[]): Promise<void> {
  await trx
    .selectFrom('members')
    .select('id')
    .where('family', '=', family)
    .orderBy('id')
    .forUpdate()
    .execute();
  const named = [...new Set(shares.map(({ resource }) => resource))];
  await sql`select from resources
    where id = any (${named}::text[]) or id in (select resource from allocations where to_family = ${family})
    order by id for update`.execute(trx);
}

/**
 * Shares out what a family holds, ends its holdings with what it had passed on, and lets go of its members; the caller has checked that the
 * shares are what it holds, and holds the locks. What each gets comes from where the family had it, so that no total changes (ALC-1).
 */
export async function dissolve(
  trx: Trx,
  { family, shares }: Extract<FamilyAction, { type: 'family.dissolve' }>,
  { at, decision }: { readonly at: string; readonly decision: string },
): Promise<Dissolved> {
  const held = new Map((await heldBy(trx, family, at)).map((one) => [one.id, one]));
  const granted = dealt(shares, [...held.values()]);
  await endFamilyHoldings(trx, family, at);
  for (const [place, { parts, ...share }] of granted.entries())
    await grantAllocation(
      trx,
      { ...share, decision, starts: at, reversal: false, share: place + 1 },
      parts.map(({ id, amount }) => ({
        id: held.get(id)?.source ?? null,
        origin: held.get(id)?.origin ?? null,
        amount,
      })),
    );
  const members = await trx
    .updateTable('members')
    .set({ family: null })
    .where('family', '=', family)
    .where('status', '<>', 'departed')
    .returning('id')
    .execute();
  for (const { id } of members)
    await traceChange(trx, { id, by: null, at }, { decision, family: { before: family, after: null } });
  await trx.updateTable('families').set({ dissolved_at: at }).where('id', '=', family).execute();
  return { shares: granted.map(({ parts: _parts, ...share }) => share) };
}
