/** Foundings of families: found by their own ids or the families', and carried out (MEM-7). */
import { sql } from 'kysely';
import { standingFault } from '../../rules/family/founding.ts';
import type { FamilyState } from '../../rules/family/state.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { enterFamily } from './families.ts';
import { lockMembers } from '../council/member-actions.ts';
import { type Family, membersAmong } from '../council/members.ts';
import type { Db, Trx } from '../postgres/database.ts';

const foundings = (db: Db) => db.selectFrom('processes').select('state').where('kind', '=', 'family');

/**
 * The founding of this id; or under this id of a family the member's own that is open, or else the newest.
 * @param id a founding's or a family's
 */
export async function foundingById(db: Db, id: string, member: string): Promise<FamilyState | undefined> {
  const found = await foundings(db)
    .where(sql<boolean>`(id::text = ${id} or state #>> '{family,id}' = ${id})`)
    .orderBy(sql`(id::text = ${id})`, 'desc')
    .orderBy(sql`(stage <> 'ended' and ${member} = any (parties))`, 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.state as FamilyState | undefined;
}

/** The open one that a member proposed. */
export async function openFoundingBy(db: Db, opener: string): Promise<FamilyState | undefined> {
  const found = await foundings(db)
    .where('stage', '<>', 'ended')
    .where(sql<boolean>`state #>> '{founders,0}' = ${opener}`)
    .limit(1)
    .executeTakeFirst();
  return found?.state as FamilyState | undefined;
}

/** What is to be founded, and by whom. */
export interface FoundingAsked {
  readonly family: Family;
  readonly founders: readonly string[];
}

/** Why it cannot be founded as things stand now; undefined where it can (MEM-7). */
export async function foundingFault(
  db: Db | Trx,
  { family, founders }: FoundingAsked,
): Promise<Refusal | undefined> {
  const known = await membersAmong(db, founders);
  return standingFault(founders, {
    member: (id) => known.find((member) => member.id === id),
    taken: await familyTaken(db, family),
  });
}

/** The family that has this id, or this name to who reads it: in whatever case and form its letters are written. */
async function familyTaken(db: Db | Trx, { id, name }: Family): Promise<Family | undefined> {
  const read = (given: unknown) => sql`lower(normalize(trim(${given}), nfkc) collate pg_c_utf8)`;
  return db
    .selectFrom('families')
    .select(['id', 'name'])
    .where((eb) =>
      eb.or([eb('id', '=', id), sql<boolean>`${read(sql.ref('name'))} = ${read(sql`${name}::text`)}`]),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Founds a family with all its founders in it, or answers why it cannot be any more: nobody enters another meanwhile, and nobody else takes
 * its id, until the commit.
 */
export async function found(
  trx: Trx,
  { family, founders }: FoundingAsked,
  { founding, at }: { readonly founding: string; readonly at: string },
): Promise<Refusal | undefined> {
  await lockMembers(trx);
  const refused = await foundingFault(trx, { family, founders });
  if (refused !== undefined) return refused;
  await trx.insertInto('families').values({ id: family.id, name: family.name }).execute();
  for (const founder of founders)
    await enterFamily(trx, founder, family.id, { by: null, at, told: { founding } });
  return undefined;
}
