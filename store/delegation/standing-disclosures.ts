/** Disclosures that stand for a category: kept once, and declared in each of its decisions as a vote opens there (DEL-5). */
import { sql } from 'kysely';
import { charterCopy } from '../../charter/copy.ts';
import { noInterests } from '../../rules/delegation/columns.ts';
import { standingDisclosureFault } from '../../rules/delegation/standing.ts';
import type { Member } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { keepDeclaration } from '../ballots/declarations.ts';
import type { PollOpening } from '../ballots/polls.ts';
import { charterInForce } from '../council/charters.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface StandingDisclosure {
  readonly member: string;
  readonly category: string;
  /** `none`, or what they are. */
  readonly interests: string;
  /** Since when it says so; ISO 8601, UTC. */
  readonly at: string;
}

const columns = ['member', 'category', 'interests', 'at'] as const;

/** Keeps what a member discloses for a category, in place of what they disclosed before; the same again changes nothing. Or says why not. */
export async function keepStandingDisclosure(
  db: Db,
  clock: Clock,
  { id: member }: Pick<Member, 'id'>,
  { category, interests }: Pick<StandingDisclosure, 'category' | 'interests'>,
): Promise<{ readonly disclosure: StandingDisclosure } | { readonly refusal: Refusal }> {
  return db.transaction().execute(async (trx) => {
    const kept = await charterInForce(trx);
    if (kept === undefined) throw new Error('there is no charter to disclose under');
    const refusal = standingDisclosureFault(category, charterCopy(kept, 1).charter);
    if (refusal !== undefined) return { refusal };
    const at = await clock(trx);
    await trx
      .insertInto('standing_disclosures')
      .values({ member, category, interests, at })
      .onConflict((conflict) =>
        conflict
          .columns(['category', 'member'])
          .doUpdateSet({ interests, at })
          .where('standing_disclosures.interests', '<>', interests),
      )
      .execute();
    const disclosure = await standingDisclosure(trx, member, category);
    if (disclosure === undefined) throw new Error('it was kept a moment ago');
    return { disclosure };
  });
}

/** Answers what stood; undefined where nothing did. Where a vote has opened it stands as it was declared there. */
export async function removeStandingDisclosure(
  db: Db,
  member: string,
  category: string,
): Promise<StandingDisclosure | undefined> {
  return db
    .deleteFrom('standing_disclosures')
    .where('member', '=', member)
    .where('category', '=', category)
    .returning(columns)
    .executeTakeFirst();
}

export async function standingDisclosure(
  db: Db | Trx,
  member: string,
  category: string,
): Promise<StandingDisclosure | undefined> {
  return db
    .selectFrom('standing_disclosures')
    .select(columns)
    .where('member', '=', member)
    .where('category', '=', category)
    .executeTakeFirst();
}

export type StandingPlace = Pick<StandingDisclosure, 'member' | 'category'>;

/** In the order of category and member, after a place, at most `limit`. */
export async function listStandingDisclosures(
  db: Db,
  {
    member,
    category,
    after,
    limit,
  }: {
    readonly member?: string | undefined;
    readonly category?: string | undefined;
    readonly after?: StandingPlace | undefined;
    readonly limit: number;
  },
): Promise<StandingDisclosure[]> {
  let query = db
    .selectFrom('standing_disclosures')
    .select(columns)
    .orderBy('category')
    .orderBy('member')
    .limit(limit);
  if (member !== undefined) query = query.where('member', '=', member);
  if (category !== undefined) query = query.where('category', '=', category);
  if (after !== undefined)
    query = query.where(sql<boolean>`(category, member) > (${after.category}, ${after.member})`);
  return query.execute();
}

interface Due {
  readonly member: string;
  readonly interests: string;
  /** Of the declaration that it becomes. */
  readonly number: number;
}

/**
 * Declares in a decision whose vote opens what its electors have disclosed for the category, as of that instant: of each who has not disclosed
 * anything in it themselves. Under a charter that has acts signed nobody is spoken for. Answers the conflicts among them.
 */
export async function discloseStanding(
  trx: Trx,
  { decision, opens, rules }: Pick<PollOpening, 'decision' | 'opens' | 'rules'>,
): Promise<{ readonly member: string; readonly interests: string }[]> {
  const { category, charter } = rules;
  if ((charter.delegation ?? null) === null || charter.signatures === 'all') return [];
  const { rows } = await sql<Due>`
    select s.member, s.interests, coalesce(d.last, 0) + 1 as number
    from standing_disclosures s
    join electors e on e.electorate = ${decision} and e.member = s.member
    join members m on m.id = s.member and m.status <> 'departed'
    left join lateral (
      select max(number) as last, bool_or(facts ->> 'standing' is null) as own,
        (array_agg(facts ->> 'interests' order by number desc))[1] as said
      from declarations where decision = ${decision} and kind = 'disclosures' and member = s.member
    ) d on true
    where s.category = ${category.name} and s.at <= ${opens} and d.own is not true
      and d.said is distinct from s.interests
    order by s.member`.execute(trx);
  for (const { member, interests, number } of rows) {
    const facts = { interests, standing: true };
    await keepDeclaration(trx, { decision, kind: 'disclosures', member, number, facts, at: opens }, null);
  }
  return rows.filter(({ interests }) => interests !== noInterests);
}
