/** Members and families: who they are, keys, and what changed whom (MEM-2, MEM-6, REC-4). */
import { sql } from 'kysely';
import type { Role } from '../../charter/types.ts';
import type { Member, MemberStatus } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface Family {
  readonly id: string;
  readonly name: string;
}

const columns = [
  'id',
  'name',
  'kind',
  'family',
  'born_at as bornAt',
  'status',
  'roles',
  'milestones',
  'public_keys as publicKeys',
] as const;

type MemberRow = Omit<Member, 'roles'> & { roles: string[] };
const asMember = <Row extends MemberRow>(row: Row): Row & Member => ({ ...row, roles: row.roles as Role[] });

/** The row of a member who is added at an instant. */
export const memberRow = (member: Member, at: string) => ({
  id: member.id,
  name: member.name,
  kind: member.kind,
  family: member.family,
  born_at: member.bornAt,
  status: member.status,
  status_at: at,
  roles: [...member.roles],
  milestones: [...member.milestones],
  public_keys: [...member.publicKeys],
  added_at: at,
});

/** A member, and where they are offline, from when that counts, and until when the notice of the registrar's word runs (MEM-4). */
export interface MemberWithNotice extends Member {
  readonly offlineFrom: string | null;
  readonly noticeUntil: string | null;
}

type MemberWithNoticeRow = MemberRow & Pick<MemberWithNotice, 'offlineFrom' | 'noticeUntil'>;

const withNotice = (db: Db | Trx) =>
  db
    .selectFrom('members')
    .leftJoin('absences as ab', (join) =>
      join.onRef('ab.member', '=', 'members.id').on('ab.lifted_at', 'is', null),
    )
    .select(columns.map((column) => `members.${column}` as const))
    .select('ab.counts_from as offlineFrom')
    .select(sql<string | null>`case when ab.word = 'registrar' then ab.counts_from end`.as('noticeUntil'));

export async function memberWithNotice(db: Db | Trx, id: string): Promise<MemberWithNotice | undefined> {
  const row = await withNotice(db).where('members.id', '=', id).executeTakeFirst();
  return row && asMember<MemberWithNoticeRow>(row);
}

export async function memberById(db: Db | Trx, id: string): Promise<Member | undefined> {
  const row = await db.selectFrom('members').select(columns).where('id', '=', id).executeTakeFirst();
  return row && asMember(row);
}

/** Those of these ids that there are, in no order. */
export async function membersAmong(db: Db, ids: readonly string[]): Promise<Member[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('members').select(columns).where('id', 'in', ids).execute();
  return rows.map((row) => asMember(row));
}

/** Members in the order of their ids, after `after`, at most `limit`. */
export async function listMembers(
  db: Db | Trx,
  { after, limit, family, status, q }: MemberFilter,
): Promise<MemberWithNotice[]> {
  let query = withNotice(db).orderBy('members.id').limit(limit);
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
  readonly family?: string | undefined;
  readonly status?: MemberStatus | undefined;
  /** What the id or the name has in it, in upper or lower case; every member is read for it. */
  readonly q?: string | undefined;
}

export async function listFamilies(db: Db | Trx): Promise<(Family & { members: string[] })[]> {
  return db
    .selectFrom('families as f')
    .select((eb) => [
      'f.id',
      'f.name',
      eb
        .selectFrom('members as m')
        .select(sql<string[]>`coalesce(array_agg(m.id order by m.id), '{}')`.as('ids'))
        .whereRef('m.family', '=', 'f.id')
        .where('m.status', '<>', 'departed')
        .$asScalar()
        .$notNull()
        .as('members'),
    ])
    .orderBy('f.id')
    .execute();
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

/** Which of these ids are no families. */
export async function unknownFamilies(db: Db | Trx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const known = await db
    .selectFrom('families')
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  const present = new Set(known.map(({ id }) => id));
  return ids.filter((id) => !present.has(id));
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

/** Replaces a member's public keys; what they were is kept in the trace (REC-4). */
export async function setKeys(
  db: Db,
  change: {
    readonly id: string;
    readonly publicKeys: readonly string[];
    readonly by: string;
    readonly at: string;
  },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { public_keys: before } = await trx
      .selectFrom('members')
      .select('public_keys')
      .where('id', '=', change.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('members')
      .set({ public_keys: [...change.publicKeys] })
      .where('id', '=', change.id)
      .execute();
    await traceChange(trx, change, { publicKeys: { before, after: change.publicKeys } });
  });
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
