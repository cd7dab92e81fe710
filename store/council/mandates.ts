/** Mandates: who decides a category for the council, until when; granted and ended by decisions (MAN-1, MAN-2). */
import { sql } from 'kysely';
import type { Mandate } from '../../rules/council/mandates.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** As it is kept: beside what the rules ask, the decision that ended it. */
export interface KeptMandate extends Mandate {
  readonly endedBy: string | null;
}

const columns = [
  'decision as id',
  'sequence',
  'category',
  'members',
  'granted_at as grantedAt',
  'until',
  'ended_at as endedAt',
  'ended_by as endedBy',
] as const;

/** In its time, and ended by no decision (MAN-2). */
const isRunning = (at: string) =>
  sql<boolean>`granted_at <= ${at} and until > ${at} and (ended_at is null or ended_at > ${at})`;

/** Whether any of its members is left: who has departed does not come back (MEM-2). */
const isAnybodys = sql<boolean>`exists (
  select 1 from members where members.id = any (mandates.members) and members.status <> 'departed')`;

/** The mandate under which a category is decided at an instant, as rules/council/mandates.ts says: of several, the latest granted. */
export async function mandateInForce(
  db: Db | Trx,
  category: string,
  at: string,
): Promise<KeptMandate | undefined> {
  return db
    .selectFrom('mandates')
    .select(columns)
    .where('category', '=', category)
    .where(isRunning(at))
    .where(isAnybodys)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A mandate by its id, which is that of the decision that granted it. */
export async function mandateById(db: Db | Trx, id: string): Promise<KeptMandate | undefined> {
  return db.selectFrom('mandates').select(columns).where('decision', '=', id).executeTakeFirst();
}

export interface MandateFilter {
  readonly category?: string | undefined;
  /** Only those that run at this instant; or only those that do not. */
  readonly running?: { readonly at: string; readonly is: boolean } | undefined;
  /** Only those granted before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The latest granted first. */
export async function listMandates(
  db: Db,
  { category, running, before, limit }: MandateFilter,
): Promise<KeptMandate[]> {
  let query = db.selectFrom('mandates').select(columns).orderBy('sequence', 'desc').limit(limit);
  if (category !== undefined) query = query.where('category', '=', category);
  if (before !== undefined) query = query.where('sequence', '<', before);
  if (running !== undefined) {
    const isIn = isRunning(running.at);
    query = query.where(running.is ? isIn : sql<boolean>`not (${isIn})`);
  }
  return query.execute();
}

/** Held until the commit: mandates are granted and ended one after the other, and numbered in that order. */
export async function lockMandates(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('mandates', 2))`.execute(trx);
}

/** Grants a mandate under the decision's id; the caller holds the lock. */
export async function grantMandate(
  trx: Trx,
  mandate: Pick<Mandate, 'id' | 'category' | 'members' | 'grantedAt' | 'until'>,
): Promise<void> {
  const { id: decision, category, members, grantedAt, until } = mandate;
  await trx
    .insertInto('mandates')
    .values((eb) => ({
      decision,
      category,
      members: [...members],
      granted_at: grantedAt,
      until,
      sequence: eb
        .selectFrom('mandates')
        .select(sql<number>`coalesce(max(sequence), 0) + 1`.as('next'))
        .$asScalar()
        .$notNull(),
    }))
    .execute();
}

/** Ends a mandate; the caller holds the lock. */
export async function endMandate(
  trx: Trx,
  id: string,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  await trx.updateTable('mandates').set({ ended_at: at, ended_by: by }).where('decision', '=', id).execute();
}
