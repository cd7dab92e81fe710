/** Who is in which family: how one is entered and left, and what follows from it (MEM-7, ALC-2, REC-4). */
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { tellMembers } from '../inbox/notices.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { type EndedAllocation, endHoldingsOfEmpty } from '../council/allocation-ends.ts';
import { statusesOf, traceChange } from '../council/members.ts';

/** Who did it, null where a decision or a founding did; when (ISO 8601, UTC); and what else is kept of the change, such as the `decision`. */
export interface FamilyCause {
  readonly by: string | null;
  readonly at: string;
  readonly told?: Readonly<Record<string, unknown>> | undefined;
}

/** Puts a member who is in no family into one, in the transaction that has locked the members. @throws where they are in one, or depart meanwhile */
export async function enterFamily(
  trx: Trx,
  member: string,
  family: string,
  cause: FamilyCause,
): Promise<void> {
  await move(trx, member, { before: null, after: family }, cause);
}

/**
 * Takes a member out of their family, in the transaction that has locked the members, and tells those who stay. What a family without members
 * held is free again (ALC-2). Answers what so ended before its time: whose timers are to be told. @throws where they are in none
 */
export async function leaveFamily(
  trx: Trx,
  member: string,
  cause: FamilyCause,
): Promise<readonly EndedAllocation[]> {
  const { family, name } = await trx
    .selectFrom('members as m')
    .innerJoin('families as f', 'f.id', 'm.family')
    .select(['f.id as family', 'f.name'])
    .where('m.id', '=', member)
    .executeTakeFirstOrThrow();
  await move(trx, member, { before: family, after: null }, cause);
  const stay = await trx
    .selectFrom('members')
    .select('id')
    .where('family', '=', family)
    .where('status', '<>', 'departed')
    .execute();
  await tellMembers(
    trx,
    stay.map(({ id }) => id),
    {
      decision: randomUUID(),
      process: 'families',
      stage: 'notice',
      kind: 'family-left',
      at: cause.at,
      owes: null,
      due: null,
      occasion: 'family-left',
      facts: { member, family: { family }, name },
    },
    false,
  );
  return endHoldingsOfEmpty(trx, family, cause.at);
}

async function move(
  trx: Trx,
  member: string,
  family: { readonly before: string | null; readonly after: string | null },
  { by, at, told = {} }: FamilyCause,
): Promise<void> {
  // Who departs meanwhile is waited for, and enters no family.
  const { numUpdatedRows } = await trx
    .updateTable('members')
    .set({ family: family.after })
    .where('id', '=', member)
    .where('family', 'is not distinct from', family.before)
    .$if(family.after !== null, (query) => query.where('status', '<>', 'departed'))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n)
    throw new Error(`${member} is not in ${family.before ?? 'no family'}, or has departed`);
  await traceChange(trx, { id: member, by, at }, { ...told, family });
}

/** Changes of whom a family has, as the index has them (store/migrations/first/council.ts). */
export const ofFamily = (changes: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${changes}.change`)} ?| array['admitted', 'family', 'leaving']`;

/** Whom the decision that admitted a member named as parents, in its text in force, without those who have departed (REP-1, MEM-2). */
export async function presentParents(db: Db | Trx, member: string): Promise<readonly string[]> {
  const { rows } = await sql<{ parent: string }>`
    select parent from member_changes c
    join proposals p on p.id = (c.change ->> 'decision')::uuid
    join proposal_versions v on v.proposal = p.id and v.version = (p.state ->> 'version')::int,
    lateral jsonb_array_elements_text(coalesce(v.content -> 'parents', '[]')) parent
    where c.member = ${member} and ${ofFamily('c')} and c.change ? 'admitted'`.execute(db);
  const named = rows.map(({ parent }) => parent);
  const statuses = await statusesOf(db, named);
  return named.filter((parent) => (statuses.get(parent) ?? 'departed') !== 'departed');
}
