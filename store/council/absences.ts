/** When members are offline (MEM-4): the rows, and in SQL what rules/council/offline.ts says of one member. */
import { type RawBuilder, sql } from 'kysely';
import type { Absence, OfflineWord } from '../../rules/council/offline.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** Whether a member is offline at an instant. @param member their id, in SQL */
export const isOffline = (
  member: RawBuilder<unknown>,
  at: string,
): RawBuilder<boolean> => sql<boolean>`exists (
  select from absences ab where ab.member = ${member}
    and ab.counts_from <= ${at}::timestamptz and (ab.lifted_at is null or ab.lifted_at > ${at}::timestamptz))`;

/**
 * Whether a member was offline from a poll's opening to its close, so that an abstention is assumed of them; of an open poll, until now.
 * @param member their id, in SQL
 */
export const isOfflineThroughout = (
  member: RawBuilder<unknown>,
  { opens, closes }: { readonly opens: string; readonly closes: string },
): RawBuilder<boolean> => sql<boolean>`exists (
  select from absences ab where ab.member = ${member}
    and ab.counts_from <= ${opens}::timestamptz and (ab.lifted_at is null or ab.lifted_at >= ${closes}::timestamptz))`;

/** Held by who closes a poll: who is back meanwhile is back after the close. */
export async function holdAbsences(trx: Trx, electorate: string): Promise<void> {
  await sql`
    select from absences ab join electors e on e.member = ab.member
    where e.electorate = ${electorate} and e.offline and ab.lifted_at is null for share of ab`.execute(trx);
}

/** An absence as it is said; from `from` on it counts. */
export interface SaidAbsence {
  readonly member: string;
  readonly word: OfflineWord;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly from: string;
}

/** Begins absences of members who have none; answers their ids, in the same order. */
export async function beginAbsences(trx: Trx, said: readonly SaidAbsence[]): Promise<string[]> {
  if (said.length === 0) return [];
  const rows = await trx
    .insertInto('absences')
    .values(
      said.map(({ member, word, at, from }) => ({
        member,
        word,
        said_at: at,
        counts_from: from,
        lifted_at: null,
      })),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** How many of a member's absences were said by such a word after an instant. */
export async function countAbsences(
  trx: Trx,
  { member, word, since }: { readonly member: string; readonly word: OfflineWord; readonly since: string },
): Promise<number> {
  const { said } = await trx
    .selectFrom('absences')
    .select((eb) => eb.fn.countAll<number>().as('said'))
    .where('member', '=', member)
    .where('word', '=', word)
    .where('said_at', '>', since)
    .executeTakeFirstOrThrow();
  return said;
}

/** Waits for a poll that is closing, so that an instant read from then on comes after its close. */
export async function takeAbsence(trx: Trx, member: string): Promise<void> {
  await trx
    .selectFrom('absences')
    .select('id')
    .where('member', '=', member)
    .where('lifted_at', 'is', null)
    .forUpdate()
    .execute();
}

/** Ends the member's absence, where one stands. */
export async function liftAbsence(trx: Trx, member: string, at: string): Promise<void> {
  await trx
    .updateTable('absences')
    .set({ lifted_at: at })
    .where('member', '=', member)
    .where('lifted_at', 'is', null)
    .execute();
}

/** The absence that counted at an instant that is over; who is ending it meanwhile is waited for. */
export async function absenceAt(trx: Trx, member: string, at: string): Promise<Absence | undefined> {
  return trx
    .selectFrom('absences')
    .select(['counts_from as from', 'lifted_at as until'])
    .where('member', '=', member)
    .where('counts_from', '<=', at)
    .where((row) => row.or([row('lifted_at', 'is', null), row('lifted_at', '>', at)]))
    .forShare()
    .executeTakeFirst();
}

/** The absence that stands, whether or not it counts yet. */
export async function standingAbsence(
  db: Db | Trx,
  member: string,
): Promise<(Absence & { readonly word: OfflineWord }) | undefined> {
  return db
    .selectFrom('absences')
    .select(['word', 'counts_from as from', 'lifted_at as until'])
    .where('member', '=', member)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
}
