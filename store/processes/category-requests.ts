/** What electors ask and what came of it before: that a proposal be decided in another category (TIE-6). */
import { type RawBuilder, sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import { matterOf } from '../../ledger/proposal/matter.ts';
import { againFault, namedBy } from '../../rules/proposal/category-requests.ts';
import type { CategoryRequest } from '../../rules/proposal/state.ts';
import type { Content } from '../../rules/model.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** What was asked for, by how many of the electors that are left, and the decision that it was asked for the same before. */
export interface Asked extends CategoryRequest {
  readonly asked: number;
  readonly before: string | null;
}

/** What each elector asked for last; who withdrew that asks for nothing. What was asked stands, whoever departs (MEM-2). */
const standing = (decision: string): RawBuilder<unknown> => sql`(
  select distinct on (d.member) d.member, d.facts ->> 'category' as category, d.facts ->> 'punishes' as punishes
  from declarations d join electors e on e.electorate = ${decision} and e.member = d.member
  where d.decision = ${decision} and d.kind = 'category-requests'
  order by d.member, d.number desc
)`;

/** What stands, and by how many it is asked for. */
export async function requestsIn(
  trx: Trx,
  { id, category: own }: Pick<ProposalState, 'id' | 'category'>,
  content: Content,
): Promise<Asked[]> {
  const { rows } = await sql<Omit<Asked, 'before'>>`
    select category, punishes, count(*) as asked from ${standing(id)} last
    where category is not null group by category, punishes
    order by category collate "C", punishes collate "C"`.execute(trx);
  const matter = matterOf(content);
  const asked: Asked[] = [];
  for (const row of rows) {
    const same = { category: own, matter, members: [row.punishes] };
    asked.push({ ...row, before: (await lastOf(trx, same))?.decision ?? null });
  }
  return asked;
}

/** Who asks for another category, in SQL. */
export const askingElsewhere = (decision: string): RawBuilder<unknown> =>
  sql`select member from ${standing(decision)} last where category is not null`;

/** Keeps what ended in the wrong category, so that the same is known when it is put again. */
export async function keepWrongCategory(
  trx: Trx,
  { id: decision, category, endedAt }: Pick<ProposalState, 'id' | 'category' | 'endedAt'>,
  content: Content,
  member: string,
): Promise<void> {
  if (endedAt === null) throw new Error(`${decision} has not ended`);
  const matter = matterOf(content);
  await trx
    .insertInto('wrong_categories')
    .values({ decision, category, matter, member, ended_at: endedAt })
    .execute();
}

/** Why an action cannot be put in a category now: where it is, it was in the wrong one a short time ago. */
export async function wrongCategoryFault(
  db: Db | Trx,
  { category, content, charter, at }: Putting,
): Promise<Refusal | undefined> {
  const { categoryRequests } = charter;
  const { action } = content;
  const members = namedBy(content);
  if (categoryRequests === null || action === null || members.length === 0) return undefined;
  const last = await lastOf(db, { category, matter: matterOf(content), members });
  return last && againFault({ category, action }, last, categoryRequests, at);
}

/** What is put where, under which charter (at its pace), at which instant (ISO 8601). */
interface Putting {
  readonly category: string;
  readonly content: Content;
  readonly charter: Pick<Charter, 'categoryRequests'>;
  readonly at: string;
}

/** The last decision that ended so in a category, of the same action naming one of these members. */
async function lastOf(
  db: Db | Trx,
  {
    category,
    matter,
    members,
  }: { readonly category: string; readonly matter: Buffer; readonly members: readonly string[] },
) {
  return db
    .selectFrom('wrong_categories')
    .select(['decision', 'member', 'ended_at as endedAt'])
    .where('category', '=', category)
    .where('matter', '=', matter)
    .where('member', '=', sql<string>`any (${[...members]}::text[])`)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
