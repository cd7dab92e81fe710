/** Audiences as the store finds them: of every member whether they are one of it, in SQL (CNF-5, AUT-2). */
import { type RawBuilder, sql } from 'kysely';
import { charterCopy } from '../../charter/copy.ts';
import type { Audience } from '../../rules/audience.ts';
import type { Content, PollKind } from '../../rules/model.ts';
import { membersNamed } from '../../rules/proposal/vetoes/vetoes.ts';
import { councilBody, mature } from '../ballots/electorates.ts';
import { pollsOf } from '../ballots/polls.ts';
import { charterVersion } from '../council/charters.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** Whether the member `m` is one of an audience of a decision, at an instant. */
export async function isAmong(
  trx: Db | Trx,
  to: Audience,
  decision: string,
  at: string,
): Promise<RawBuilder<unknown>> {
  if ('members' in to) return sql`m.id = any (${[...to.members]}::text[])`;
  if ('named' in to) return sql`m.id = any (${[...(await namedIn(trx, to.named))]}::text[])`;
  if ('role' in to) return sql`${to.role} = any (m.roles)`;
  if ('heard' in to)
    return sql`m.id in (select i.member from inbox i join notices n on n.id = i.notice where n.decision = ${decision})`;
  if ('family' in to) return sql`m.family = ${to.family}`;
  if ('council' in to) return isOfCouncil(trx, to.council, at);
  if ('electorate' in to)
    return sql`m.id in (select member from electors where electorate = ${to.electorate})
      and m.id <> all (${[...(to.but ?? [])]}::text[])`;
  if ('undisclosed' in to) return isUndisclosed(decision, to.undisclosed, at);
  return isUnanswered(trx, to.unanswered, decision);
}

async function namedIn(trx: Db | Trx, proposal: string): Promise<readonly string[]> {
  const { content } = await trx
    .selectFrom('proposals as p')
    .innerJoin('proposal_versions as v', (join) =>
      join.onRef('v.proposal', '=', 'p.id').on('v.version', '=', sql<number>`(p.state ->> 'version')::int`),
    )
    .select('v.content')
    .where('p.id', '=', proposal)
    .executeTakeFirstOrThrow();
  return [
    ...membersNamed(content as Content),
    ...(await familyDissolved(trx, proposal, (content as Content).action)),
  ];
}

/** Who is of a family that a text would dissolve, and who was until it did: they hear what came of it too (MEM-7, PRO-13). */
async function familyDissolved(
  trx: Db | Trx,
  proposal: string,
  action: Content['action'],
): Promise<readonly string[]> {
  if (action?.type !== 'family.dissolve') return [];
  const { rows } = await sql<{ id: string }>`
    select id from members where family = ${action.family}
    union
    select member from member_changes where change ->> 'decision' = ${proposal}`.execute(trx);
  return rows.map(({ id }) => id);
}

/** One whom an elector's delegation names, in a scope that takes in the decision, and who may yet disclose (DEL-1, DEL-5). */
const isUndisclosed = (
  decision: string,
  { category }: { readonly category: string },
  at: string,
): RawBuilder<unknown> => sql`
  m.id in (select member from electors where electorate = ${decision})
  and exists (
    select from delegations d join electors e on e.member = d.from_member and e.electorate = ${decision}
    where d.to_member = m.id and d.made_at <= ${at} and d.until > ${at} and d.revoked_at is null
      and (d.proposal = ${decision} or (d.proposal is null and (d.category is null or d.category = ${category}))))
  and not exists (
    select from declarations l where l.decision = ${decision} and l.kind = 'disclosures' and l.member = m.id)`;

/** Nobody where no poll of the kind is open. */
async function isUnanswered(trx: Db | Trx, kind: PollKind, decision: string): Promise<RawBuilder<unknown>> {
  const open = (await pollsOf(trx, decision, kind)).filter(({ closedAt }) => closedAt === null);
  if (open.length === 0) return sql`false`;
  const missing = open.map(
    ({ id, electorate }) => sql`(
      exists (select from electors e where e.electorate = ${electorate} and e.member = m.id)
      and not exists (select from answers a where a.poll = ${id} and a.elector = m.id))`,
  );
  return sql`(${sql.join(missing, sql` or `)})`;
}

async function isOfCouncil(trx: Db | Trx, version: number, at: string): Promise<RawBuilder<unknown>> {
  const kept = await charterVersion(trx, version);
  if (kept === undefined) throw new Error(`no charter version ${version}`);
  return mature(charterCopy(kept, 1).charter.maturity, councilBody, at);
}
