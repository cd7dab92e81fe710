/** Electorates: fixed by one statement when the body is first seized (MEM-3), kept for ever. */
import { type RawBuilder, sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import { roles } from '../../charter/choices.ts';
import type { Parting } from '../../charter/thresholds.ts';
import { isOffline } from '../council/absences.ts';
import { isSigning } from '../council/member-keys.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface Body {
  /** Which maturity it takes: `council` in tier 3, `family` in tier 2. */
  readonly maturity: 'family' | 'council';
  /** The family whose body it is; null for the council. */
  readonly family: string | null;
  /** Of mediators: several families at once (CNF-3). */
  readonly families?: readonly string[];
  /** Who would judge their own case (GUA-2). */
  readonly excluded: readonly string[];
  /** Of a mandate: these alone, whatever their maturity (MAN-1). */
  readonly members?: readonly string[];
}

/** The whole council (TIE-4). */
export const councilBody: Body = { maturity: 'council', family: null, excluded: [] };

/** A family's council (TIE-2); of no family it is empty. */
export const familyBody = (family: string | null): Body => ({
  maturity: 'family',
  family: family ?? '',
  excluded: [],
});

/** MEM-1 in SQL; rules/polls/electorate.ts says the same of one member. */
export function mature(
  { basis, council, family }: Charter['maturity'],
  body: Body,
  at: string,
): RawBuilder<boolean> {
  const { age, milestone } = body.maturity === 'council' ? council : family;
  const byAge = sql<boolean>`born_at + make_interval(years => ${age}::int) <= ${at}::timestamptz`;
  const byMilestone = sql<boolean>`${milestone} = any (milestones)`;
  if (basis === 'age') return byAge;
  return basis === 'milestone' ? byMilestone : sql<boolean>`(${byAge} or ${byMilestone})`;
}

/** Who is of a body at an instant, in SQL, of a row of `members` (MEM-1 to MEM-4, GUA-2). */
export function isElector(body: Body, charter: Charter, at: string): RawBuilder<boolean> {
  const excluded =
    charter.offline.policy === 'exclude' ? sql`and not ${isOffline(sql`members.id`, at)}` : sql``;
  const families = body.families ?? (body.family === null ? null : [body.family]);
  const family = families === null ? sql`true` : sql`family = any (${[...families]}::text[])`;
  const chosen =
    body.members === undefined
      ? mature(charter.maturity, body, at)
      : sql<boolean>`id = any (${[...body.members]}::text[])`;
  return sql<boolean>`status <> 'departed' ${excluded} and ${family} and ${chosen}
    and id <> all (${[...body.excluded]}::text[])`;
}

/** Whether a body would have any elector at an instant; what a submission is checked against before anything is written. */
export async function anyElector(db: Db | Trx, body: Body, charter: Charter, at: string): Promise<boolean> {
  const { rows } = await sql`
    select from members where ${isElector(body, charter, at)} limit 1`.execute(db);
  return rows.length > 0;
}

/** How many electors a body would have at an instant. */
export async function electorateSize(
  db: Db | Trx,
  body: Body,
  charter: Charter,
  at: string,
): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select count(*) as size from members where ${isElector(body, charter, at)}`.execute(db);
  return rows[0]?.size ?? 0;
}

/** Of a row of `members`: who was of council maturity and had been admitted at an instant, whatever has become of them since. */
const ofCouncil = (charter: Pick<Charter, 'maturity'>, at: string): RawBuilder<boolean> =>
  sql<boolean>`added_at <= ${at}::timestamptz and ${mature(charter.maturity, councilBody, at)}`;

/** How many the whole council had at an instant, offline or not: of them a share calls a mandate's decision back (MAN-2). */
export async function councilSize(
  db: Db | Trx,
  charter: Pick<Charter, 'maturity'>,
  at: string,
): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select count(*) as size from members
    where ${ofCouncil(charter, at)} and (status <> 'departed' or status_at > ${at}::timestamptz)`.execute(db);
  return rows[0]?.size ?? 0;
}

/** How many of that council have departed since, without having called this decision back: they count no longer (MEM-2, MAN-2). */
export async function departedFromCouncil(
  trx: Trx,
  decision: string,
  charter: Pick<Charter, 'maturity'>,
  at: string,
): Promise<number> {
  const { rows } = await sql<{ departed: number }>`
    select count(*) as departed from members
    where status = 'departed' and status_at > ${at}::timestamptz and ${ofCouncil(charter, at)}
      and id not in (select member from declarations where decision = ${decision} and kind = 'call-backs')`.execute(
    trx,
  );
  return rows[0]?.departed ?? 0;
}

/**
 * The electors who have departed without having asked for something that a share of them asks for: they count no longer (MEM-2, TIE-3, TIE-6).
 * @param asking who asked, in SQL: rows with a `member`
 */
export async function departedWithoutAsking(
  trx: Trx,
  decision: string,
  asking: RawBuilder<unknown>,
): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`
    select e.member from electors e join members m on m.id = e.member
    where e.electorate = ${decision} and m.status = 'departed'
      and e.member not in (select member from (${asking}) asking)
    order by e.member`.execute(trx);
  return rows.map(({ member }) => member);
}

/** Who has a ballot in the k-th vote of a question (VET-2). */
export const votersOf = (question: string, vote: number): string => `${question}/${vote}`;

/** How many of an electorate are left without some members. */
export async function sizeWithout(trx: Trx, id: string, members: readonly string[]): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*) as left from electors where electorate = ${id} and member <> all (${[...members]}::text[])`.execute(
    trx,
  );
  return rows[0]?.left ?? 0;
}

/** Fixes who of an electorate has a ballot in a vote: all but these members (VET-2). */
export async function fixVoters(
  trx: Trx,
  voters: string,
  electorate: string,
  without: readonly string[],
): Promise<void> {
  await sql`
    insert into electors (electorate, member, offline, kind, keys, part)
    select ${voters}, member, offline, kind, keys, part from electors
    where electorate = ${electorate} and member <> all (${[...without]}::text[])`.execute(trx);
}

/** Of a row of `members`, where ballots are signed: the keys that count at an instant (MEM-3); a key that is new after it counts in later electorates. */
const keysAt = ({ signatures }: Charter, at: string): RawBuilder<string[] | null> =>
  signatures === 'none'
    ? sql`null::text[]`
    : sql`array(select fingerprint from member_keys k where k.member = members.id and ${isSigning(at)} order by sequence)`;

/** Electors that may be read one by one. */
const small = 1_000;

/**
 * Of a row of `members`, what of it is fixed as an elector's part, one at most, so that parts never overlap: their family, or the first of their
 * roles in the order of AUT-1. Null for who has none, so that nobody gains a veto by being in no family; and by kind, which is fixed of everybody.
 */
function partBy(by: Parting | undefined): RawBuilder<string | null> {
  switch (by) {
    case 'role':
      return sql`(select role from unnest(${[...roles]}::text[]) with ordinality r (role, place)
        where role = any (members.roles) order by place limit 1)`;
    case 'family':
      return sql`members.family`;
    default:
      return sql`null::text`;
  }
}

/**
 * Fixes an electorate under its id, once; answers its size. Called again, it answers the size it had, also where nobody was in it.
 * @param by by what it falls into parts, where majorities of them are asked for (VOT-1): what a member's role or family becomes later changes nothing
 */
export async function fixElectorate(
  trx: Trx,
  id: string,
  body: Body,
  charter: Charter,
  at: string,
  by?: Parting,
): Promise<number> {
  const fixed = await trx.selectFrom('electorates').select('size').where('id', '=', id).executeTakeFirst();
  if (fixed !== undefined) return fixed.size;
  const { numAffectedRows } = await sql`
    insert into electors (electorate, member, offline, kind, keys, part)
    select ${id}, id, ${isOffline(sql`members.id`, at)}, kind, ${keysAt(charter, at)}, ${partBy(by)} from members where ${isElector(body, charter, at)}`.execute(
    trx,
  );
  const size = Number(numAffectedRows ?? 0n);
  const council =
    body.excluded.length === 0 ? size : await electorateSize(trx, { ...body, excluded: [] }, charter, at);
  await trx
    .insertInto('electorates')
    .values({ id, size, council, recused: null, parts: by ?? null })
    .execute();
  // Without figures of its own the planner takes a new electorate for a small one, and reads all of it at each ballot. Others who fix one
  // would wait for it, so it is done where it matters.
  if (size > small) await sql`analyze electors`.execute(trx);
  return size;
}

/** How large an electorate was as it was fixed, and its whole body with those who were excluded (GUA-2). */
export interface ElectorateSizes {
  readonly size: number;
  readonly council: number;
}

export async function electorateSizes(trx: Trx, id: string): Promise<ElectorateSizes> {
  return trx
    .selectFrom('electorates')
    .select(['size', 'council'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
