/** Support as its workflow projects it, and how it is deleted; no event, notice or record is written of it (SUP-3). */
import { sql } from 'kysely';
import type { SupportEntry } from '../../rules/support/entries.ts';
import { peopleOf } from '../../rules/support/readers.ts';
import type { SupportState } from '../../rules/support/state.ts';
import { forgottenAt, next } from '../../rules/support/step.ts';
import { countedBy, toldBy } from '../../rules/support/told.ts';
import { holderOf, traceChange } from '../council/members.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { tellSupport } from '../postgres/notifications.ts';
import { roomOffice } from '../processes/rooms.ts';

/** One write of its workflow. */
export interface SupportChange {
  readonly sequence: number;
  readonly state: SupportState;
  readonly entries: readonly SupportEntry[];
}

/** Keeps how it stands, counts what is counted, ends the role of who misused it, and tells those whom it concerns to look (SUP-2 to SUP-4). */
export async function saveSupport(
  trx: Trx,
  { sequence, state, entries }: SupportChange,
  at: string,
): Promise<void> {
  const { id, person, danger } = state;
  const row = {
    people: peopleOf(state),
    guardian: danger !== null && danger.toldAt !== null,
    deadline: next(state).at,
    forgotten_at: forgottenAt(state),
    state: JSON.stringify(state),
  };
  // What was deleted comes back by no write that is tried again late.
  if (sequence === 1)
    await trx
      .insertInto('supports')
      .values({ id, person, ...row })
      .execute();
  else await trx.updateTable('supports').set(row).where('id', '=', id).execute();
  for (const entry of entries) {
    for (const what of countedBy(state, entry)) await count(trx, what, entry.at);
    if (entry.kind === 'reviewed' && !entry.facts.proper && danger !== null)
      await endRole(trx, danger.by, at);
    await tellWhom(trx, state, entry);
  }
}

/** The council's count is of a whole year, UTC: who reads it learns of no single one. */
const count = (trx: Trx, what: string, at: string) =>
  sql`
    insert into support_counts (year, what, count)
    values (extract(year from ${at}::timestamptz at time zone 'UTC'), ${what}, 1)
    on conflict (year, what) do update set count = support_counts.count + 1`.execute(trx);

/** Misuse ends the role; what ended it stands nowhere (SUP-4). */
async function endRole(trx: Trx, member: string, at: string): Promise<void> {
  const { roles: before } = await trx
    .selectFrom('members')
    .select('roles')
    .where('id', '=', member)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('support_duty').where('member', '=', member).execute();
  if (!before.includes('supporter')) return;
  const after = before.filter((role) => role !== 'supporter');
  await trx.updateTable('members').set({ roles: after }).where('id', '=', member).execute();
  await traceChange(trx, { id: member, by: null, at }, { rule: 'SUP-4', roles: { before, after } });
}

async function tellWhom(trx: Trx, state: SupportState, entry: SupportEntry): Promise<void> {
  const { members, guardian } = toldBy(state, entry);
  const office = guardian ? await roomOffice(trx) : null;
  const holder = office === null ? undefined : await holderOf(trx, office);
  await tellSupport(trx, [...members, ...(holder === undefined ? [] : [holder.id])]);
}

export async function supportById(db: Db | Trx, id: string): Promise<SupportState | undefined> {
  const row = await db.selectFrom('supports').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state as SupportState | undefined;
}

/** Held until the commit: nothing else happens in it, and it is not deleted. */
export async function lockSupport(trx: Trx, id: string): Promise<SupportState | undefined> {
  const row = await trx
    .selectFrom('supports')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.state as SupportState | undefined;
}

/** Those that may concern a member, the newest first: more than they see now. */
export async function supportsOf(
  db: Db,
  { id, guardian }: { readonly id: string; readonly guardian: boolean },
  most: number,
): Promise<SupportState[]> {
  const rows = await db
    .selectFrom('supports')
    .select('state')
    .where((eb) =>
      eb.or([sql<boolean>`people @> array[${id}]::text[]`, ...(guardian ? [eb('guardian', '=', true)] : [])]),
    )
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ state }) => state as SupportState);
}

/** What a member has asked for already. */
export interface AskedBefore {
  /** Open for them: that others asked for, and they have not said yes to, is none of it. */
  readonly open: number;
  /** By themselves, since a day. */
  readonly today: number;
  /** For others, and of these for one member, since the instant. */
  readonly forOthers: number;
  readonly forThem: number;
}

/** Counted under a lock until the commit, with what was kept of requests that begin just now: nobody asks more often by asking at once. */
export async function countAsked(
  trx: Trx,
  {
    by,
    person,
    day,
    since,
  }: { readonly by: string; readonly person: string; readonly day: string; readonly since: string },
): Promise<AskedBefore> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${by}, hashtextextended('folkmoot support', 0)))`.execute(
    trx,
  );
  const { rows } = await sql<AskedBefore>`
    with begins as (
      select ${person} = any (b.readers) as "forThem" from support_bodies b
      where b.kind = 'words' and b.by_member = ${by} and not exists (select from supports s where s.id = b.support))
    select
      count(*) filter (where person = ${by} and state ->> 'stage' not in ('consent', 'ended')) as open,
      count(*) filter (where person = ${by} and state ->> 'by' = ${by} and state ->> 'createdAt' > ${day})
        + (select count(*) from begins) as today,
      count(*) filter (where person <> ${by} and state ->> 'by' = ${by} and state ->> 'createdAt' > ${since})
        + (select count(*) from begins) as "forOthers",
      count(*) filter (
        where person <> ${by} and person = ${person} and state ->> 'by' = ${by} and state ->> 'createdAt' > ${since}
      ) + (select count(*) filter (where "forThem") from begins) as "forThem"
    from supports where people @> array[${by}]::text[]`.execute(trx);
  return rows[0] ?? { open: 0, today: 0, forOthers: 0, forThem: 0 };
}

/**
 * Deletes all of it: the row, what was sealed, the numbers of its writes, and what was answered under its idempotency keys.
 * @param since when something last happened in it, as its workflow knows
 * @returns null, or where something was said in it after that, when
 */
export async function forgetSupport(trx: Trx, id: string, since: string): Promise<string | null> {
  await trx.selectFrom('supports').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  const said = await trx
    .selectFrom('support_bodies')
    .select('at')
    .where('support', '=', id)
    .where('kind', '=', 'message')
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (said !== undefined) return said.at;
  await forgetAll(trx, [id]);
  return null;
}

async function forgetAll(trx: Trx, ids: readonly string[]): Promise<void> {
  const named = sql`any (${[...ids]}::uuid[])`;
  await sql`delete from support_bodies where support = ${named}`.execute(trx);
  await sql`delete from supports where id = ${named}`.execute(trx);
  await sql`delete from writes where process = any (${[...ids]}::text[])`.execute(trx);
  await sql`
    delete from idempotency_keys where decision = ${named}
      or split_part(route, '/', 4) = any (${[...ids]}::text[]) and route like 'POST /v1/support/%'`.execute(
    trx,
  );
}

/** How long words are kept whose support never began: its API died in between. */
const orphaned = 3_600_000;
/** How late a deletion may be before it is done from outside, since its workflow is gone. */
const overdue = 3_600_000;

/** Deletes what nobody else would: words of what never began, and what has lost its workflow. Answers how many there were of the latter. */
export async function forgetOverdue(db: Db, at: string): Promise<number> {
  const before = (milliseconds: number) => new Date(Date.parse(at) - milliseconds).toISOString();
  return db.transaction().execute(async (trx) => {
    await sql`
      delete from support_bodies b
      where b.at < ${before(orphaned)} and not exists (select from supports s where s.id = b.support)`.execute(
      trx,
    );
    const { rows } = await sql<{ id: string }>`
      select id from supports s where forgotten_at < ${before(overdue)} and deadline < ${before(overdue)}
        and not exists (
          select from support_bodies b where b.support = s.id and b.kind = 'message'
            and b.at + interval '1 millisecond' * (s.state #>> '{charter,support,keep}')::bigint > ${at}::timestamptz)
      for update`.execute(trx);
    await forgetAll(
      trx,
      rows.map(({ id }) => id),
    );
    return rows.length;
  });
}
