/** Members and families: who they are, and what changed whom (MEM-2, MEM-6, REC-4). */
import { sql } from 'kysely';
import type { Role } from '../../charter/choices.ts';
import type { Member, MemberStatus } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { prepared } from '../postgres/prepared.ts';
import type { MemberKey } from './member-keys.ts';

export interface Family {
  readonly id: string;
  readonly name: string;
}

const columns = [
  'id',
  'name',
  'kind',
  'steward',
  'family',
  'born_at as bornAt',
  'status',
  'roles',
  'milestones',
] as const;

type MemberRow = Omit<Member, 'roles'> & { roles: string[] };
export const asMember = <Row extends MemberRow>(row: Row): Row & Member => ({
  ...row,
  roles: row.roles as Role[],
});

/** The row of a member who is added at an instant. */
export const memberRow = (member: Member, at: string) => ({
  id: member.id,
  name: member.name,
  kind: member.kind,
  steward: member.steward,
  family: member.family,
  born_at: member.bornAt,
  status: member.status,
  status_at: at,
  roles: [...member.roles],
  milestones: [...member.milestones],
  added_at: at,
});

/** A member, their keys that are not revoked (MEM-6), and where they are offline, from when that counts, and until when the notice of the registrar's word runs (MEM-4). */
export interface MemberWithNotice extends Member {
  readonly keys: readonly Pick<MemberKey, 'kind' | 'key' | 'fingerprint' | 'registeredBy' | 'since'>[];
  readonly offlineFrom: string | null;
  readonly noticeUntil: string | null;
}

export type MemberWithNoticeRow = MemberRow & Pick<MemberWithNotice, 'keys' | 'offlineFrom' | 'noticeUntil'>;

export const withNotice = (db: Db | Trx) =>
  db
    .selectFrom('members')
    .leftJoin('absences as ab', (join) =>
      join.onRef('ab.member', '=', 'members.id').on('ab.lifted_at', 'is', null),
    )
    .select(columns.map((column) => `members.${column}` as const))
    .select(
      sql<MemberWithNotice['keys']>`coalesce((
        select json_agg(json_build_object(
          'kind', k.kind, 'key', k.key::json, 'fingerprint', k.fingerprint, 'registeredBy', k.by_member,
          'since', to_char(k.since, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by k.sequence)
        from member_keys k where k.member = members.id and k.revoked_at is null), '[]'::json)`.as('keys'),
    )
    .select('ab.counts_from as offlineFrom')
    .select(sql<string | null>`case when ab.word = 'registrar' then ab.counts_from end`.as('noticeUntil'));

export async function memberWithNotice(db: Db | Trx, id: string): Promise<MemberWithNotice | undefined> {
  const row = await withNotice(db).where('members.id', '=', id).executeTakeFirst();
  return row && asMember<MemberWithNoticeRow>(row);
}

export async function memberById(db: Db | Trx, id: string): Promise<Member | undefined> {
  const [row] = await readMember(db, id);
  return row && asMember(row);
}

const readMember = prepared('member', 1, (db, id: string) =>
  db.selectFrom('members').select(columns).where('id', '=', id),
);

/** Those of these ids that there are, in no order. */
export async function membersAmong(db: Db | Trx, ids: readonly string[]): Promise<Member[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('members').select(columns).where('id', 'in', ids).execute();
  return rows.map((row) => asMember(row));
}

/** Members in the order of their ids, after `after`, at most `limit`. */
export async function listMembers(
  db: Db | Trx,
  { after, limit, ids, family, status, q }: MemberFilter,
): Promise<MemberWithNotice[]> {
  let query = withNotice(db).orderBy('members.id').limit(limit);
  if (ids !== undefined) query = query.where('members.id', 'in', ids);
  if (after !== undefined) query = query.where('members.id', '>', after);
  if (family !== undefined) query = query.where('family', '=', family);
  if (status !== undefined) query = query.where('status', '=', status);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`position(lower(${q} collate pg_c_utf8) in lower(members.id || ' ' || members.name collate pg_c_utf8)) > 0`,
    );
  return (await query.execute()).map((row) => asMember<MemberWithNoticeRow>(row));
}

export interface MemberFilter {
  readonly after?: string | undefined;
  readonly limit: number;
  /** These alone. */
  readonly ids?: readonly string[] | undefined;
  readonly family?: string | undefined;
  readonly status?: MemberStatus | undefined;
  /** What the id or the name has in it, in upper or lower case; every member is read for it. */
  readonly q?: string | undefined;
}

/** How many members of a family are named where families are listed. */
export const mostNamed = 100;

/** Families that were not dissolved, in the order of their ids, after `after`, at most `limit`; each with the first of its members who have not departed. */
export async function listFamilies(
  db: Db | Trx,
  { after, limit }: Pick<MemberFilter, 'after' | 'limit'>,
): Promise<(Family & { members: string[] })[]> {
  let query = db
    .selectFrom('families as f')
    .select((eb) => [
      'f.id',
      'f.name',
      sql<string[]>`array(${eb
        .selectFrom('members as m')
        .select('m.id')
        .whereRef('m.family', '=', 'f.id')
        .where('m.status', '<>', 'departed')
        .orderBy('m.id')
        .limit(mostNamed)})`.as('members'),
    ])
    .where('f.dissolved_at', 'is', null)
    .orderBy('f.id')
    .limit(limit);
  if (after !== undefined) query = query.where('f.id', '>', after);
  return query.execute();
}

/** Which of these ids are no members, or have departed. */
export async function unknownMembers(db: Db | Trx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const known = await db
    .selectFrom('members')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('status', '<>', 'departed')
    .execute();
  const present = new Set(known.map(({ id }) => id));
  return ids.filter((id) => !present.has(id));
}

/** Which of these ids are no families, or were dissolved. */
export async function unknownFamilies(db: Db | Trx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const known = await db
    .selectFrom('families')
    .select('id')
    .where('id', 'in', [...ids])
    .where('dissolved_at', 'is', null)
    .execute();
  const present = new Set(known.map(({ id }) => id));
  return ids.filter((id) => !present.has(id));
}

/** Who answers for those of these members who are agents with a steward, by the agents' ids (MEM-6). */
export async function stewardsOf(db: Db, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const members = await membersAmong(db, [...new Set(ids)]);
  return Object.fromEntries(
    members.flatMap(({ id, steward }) => (steward === null ? [] : [[id, steward] as const])),
  );
}

/** The statuses of these members, by their ids; of who is unknown there is no entry. */
export async function statusesOf(
  db: Db | Trx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MemberStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('members')
    .select(['id', 'status'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** The families of these members, by their ids; of who is unknown there is no entry. */
export async function familiesOf(
  db: Db | Trx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('members')
    .select(['id', 'family'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, family }) => [id, family]));
}

/** Who holds an office of one, such as the guardian's; undefined when it is vacant or its holder departed. */
export async function holderOf(db: Db | Trx, role: Role): Promise<Member | undefined> {
  const row = await db
    .selectFrom('members')
    .select(columns)
    .where(sql<boolean>`${role} = any (roles)`)
    .where('status', '<>', 'departed')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && asMember(row);
}

/** Keeps what changed of a member, when, and by whom; null where a decision did, which the change names (REC-4). */
export async function traceChange(
  trx: Trx,
  { id, by, at }: { readonly id: string; readonly by: string | null; readonly at: string },
  change: unknown,
): Promise<void> {
  await trx
    .insertInto('member_changes')
    .values({ member: id, at, by_member: by, change: JSON.stringify(change) })
    .execute();
}

/** Whether anybody holds a role who has not departed. */
export async function someoneHolds(db: Db | Trx, role: Role): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select exists (select from members where ${role} = any (roles) and status <> 'departed') as holds`.execute(
    db,
  );
  return rows[0]?.holds === true;
}
