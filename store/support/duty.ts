/** Supporters on duty, the keys that members registered themselves, and what is counted of a year that is over (SUP-1, SUP-3). */
import { sql } from 'kysely';
import type { PublicJwk } from '../../ledger/acts/jwk.ts';
import type { Member } from '../../rules/model.ts';
import type { SealKey } from '../../rules/support/sealing.ts';
import { type Counted, leastShown } from '../../rules/support/told.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** A supporter begins or ends their duty, by their own word. */
export async function setDuty(db: Db, member: string, on: boolean, at: string): Promise<void> {
  if (!on) await db.deleteFrom('support_duty').where('member', '=', member).execute();
  else
    await db
      .insertInto('support_duty')
      .values({ member, since: at })
      .onConflict((conflict) => conflict.column('member').doNothing())
      .execute();
}

export type OnDuty = Pick<Member, 'id' | 'name' | 'kind'> & {
  readonly keys: readonly { readonly fingerprint: string; readonly key: PublicJwk }[];
};

/** A member's key that seals at an instant: their own word registered it, and it is not revoked. */
const isSealing = (at: string) => sql<boolean>`(
  k.kind = 'seal' and k.by_member = k.member and k.since <= ${at}::timestamptz
  and (k.revoked_at is null or k.revoked_at > ${at}::timestamptz))`;

/**
 * Supporters who said that they are on duty, are there, and have a key of their own; in the order in which they began.
 * @param agents whether agents are among them
 */
export async function supportersOnDuty(db: Db | Trx, at: string, agents: boolean): Promise<OnDuty[]> {
  const { rows } = await sql<OnDuty>`
    select m.id, m.name, m.kind, json_agg(
      json_build_object('fingerprint', k.fingerprint, 'key', k.key::json) order by k.sequence) as keys
    from support_duty d join members m on m.id = d.member join member_keys k on k.member = m.id
    where m.status = 'active' and 'supporter' = any (m.roles) and (${agents} or m.kind = 'person') and ${isSealing(at)}
    group by m.id, m.name, m.kind, d.since order by d.since, m.id`.execute(db);
  return rows;
}

/** The keys of these members that seal at an instant. */
export async function sealKeysOf(db: Db | Trx, members: readonly string[], at: string): Promise<SealKey[]> {
  const { rows } = await sql<SealKey>`
    select k.member, k.fingerprint from member_keys k
    where k.member = any (${[...members]}::text[]) and ${isSealing(at)}`.execute(db);
  return rows;
}

export type YearCounted = { readonly year: number } & { readonly [What in Counted]: number | null };

/** The years that are over and have five at least who asked; of the rest of each what there are five of at least (SUP-3). */
export async function countedYears(db: Db, at: string): Promise<YearCounted[]> {
  const { rows } = await sql<YearCounted>`
    select year, ${shown('asked')}, ${shown('taken')}, ${shown('told')}, ${shown('unreviewed')}, ${shown('improper')}
    from support_counts where year < extract(year from ${at}::timestamptz at time zone 'UTC')
    group by year having sum(count) filter (where what = 'asked') >= ${leastShown}
    order by year desc`.execute(db);
  return rows;
}

const shown = (what: Counted) =>
  sql`sum(count) filter (where what = ${what} and count >= ${leastShown})::int as ${sql.ref(what)}`;
