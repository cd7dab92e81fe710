/** What is sealed in support: kept and handed back as it came, read by nobody here (SUP-3). */
import { sql } from 'kysely';
import type { BodyKind } from '../../rules/support/readers.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface SealedBody {
  readonly id: string;
  readonly support: string;
  readonly kind: BodyKind;
  readonly by: string;
  readonly at: string;
  /** For whose keys it is sealed. */
  readonly readers: readonly string[];
  /** JSON. */
  readonly sealed: string;
}

/** Keeps it, once for its id. */
export async function keepBody(
  db: Db | Trx,
  { id, support, kind, by, at, readers, sealed }: SealedBody,
): Promise<void> {
  await db
    .insertInto('support_bodies')
    .values({ id, support, kind, by_member: by, at, readers: [...readers], sealed })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Takes back what came with an act that was refused. */
export async function dropBody(db: Db, id: string): Promise<void> {
  await db.deleteFrom('support_bodies').where('id', '=', id).execute();
}

/** How many messages a member has said in a room. */
export async function countMessages(trx: Trx, support: string, by: string): Promise<number> {
  const { count } = await trx
    .selectFrom('support_bodies')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('support', '=', support)
    .where('by_member', '=', by)
    .where('kind', '=', 'message')
    .executeTakeFirstOrThrow();
  return count;
}

/** After what a page begins. */
export interface BodyPlace {
  readonly at: string;
  readonly id: string;
}

/** Those that are sealed for a member, in the order in which they came, at most `limit`. */
export async function bodiesFor(
  db: Db,
  support: string,
  reader: string,
  {
    after,
    limit,
    kinds,
  }: { readonly after: BodyPlace | undefined; readonly limit: number; readonly kinds: readonly BodyKind[] },
): Promise<SealedBody[]> {
  if (kinds.length === 0) return [];
  let query = db
    .selectFrom('support_bodies')
    .select(['id', 'support', 'kind', 'by_member as by', 'at', 'readers', 'sealed'])
    .where('support', '=', support)
    .where('kind', 'in', [...kinds])
    .where((eb) => eb(eb.val(reader), '=', eb.fn.any('readers')))
    .orderBy('at')
    .orderBy('id')
    .limit(limit);
  if (after !== undefined)
    query = query.where(sql<boolean>`(at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query.execute();
}
