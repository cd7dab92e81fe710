/** What executed decisions change of members: traced to the decision, by which it is found again (EXE-1, EXE-2, REC-4, MEM-6). */
import { sql } from 'kysely';
import type { Role } from '../../charter/choices.ts';
import { type MemberAction, rolesAfter, type Standing } from '../../rules/council/members.ts';
import type { Member } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { isFamily } from '../families/family-actions.ts';
import { memberRow, membersAmong, traceChange } from './members.ts';
import { changeStatus, lockStatus } from './status.ts';

/** Held until the commit: decisions change members one after the other, so that each sees what the one before did. */
export async function lockMembers(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('members', 2))`.execute(trx);
}

/** Those whom an action names, as they stand now. */
export async function standingOf(db: Db | Trx, action: MemberAction): Promise<Standing> {
  const id = action.type === 'member.admit' ? action.member.id : action.member;
  const family = action.type === 'member.admit' ? action.member.family : null;
  const steward = action.type === 'member.admit' ? action.member.steward : null;
  const named = await membersAmong(db, [id, ...(steward === null ? [] : [steward])]);
  const isKnown = family !== null && (await isFamily(db, family));
  return {
    member: (asked) => named.find((member) => member.id === asked),
    isFamily: (asked) => asked === family && isKnown,
  };
}

/** What changed of a member: each part as it was and is now, or the member as admitted. */
export interface MemberChange {
  readonly member: string;
  readonly [part: string]: unknown;
}

/** What a decision has changed, in order. */
export async function changesBy(trx: Trx, decision: string): Promise<MemberChange[]> {
  const rows = await trx
    .selectFrom('member_changes')
    .select(['member', 'change'])
    .where(sql<boolean>`change ->> 'decision' = ${decision}`)
    .orderBy('number')
    .execute();
  return rows.map(({ member, change }) => {
    const { decision: _cause, ...parts } = change as Readonly<Record<string, unknown>>;
    return { ...parts, member };
  });
}

/** The decision that is the cause, and the instant at which it is carried out, ISO 8601, UTC. */
export interface Cause {
  readonly decision: string;
  readonly at: string;
}

/** Does what the action says, in the caller's transaction, whose lock it holds and which has checked that it may be done. */
export async function applyMemberAction(trx: Trx, action: MemberAction, cause: Cause): Promise<void> {
  switch (action.type) {
    case 'member.admit':
      return admit(trx, action.member, cause);
    case 'member.release':
      return release(trx, action.member, cause);
    case 'member.milestone':
      return change(trx, action.member, 'milestones', (before) => [...before, action.milestone], cause);
    case 'member.roles':
      return changeRoles(trx, action.member, (before) => rolesAfter(before, action.roles), cause);
    case 'member.guardian':
      return moveGuardian(trx, action.member, cause);
    case 'leadership.give':
      return changeRoles(trx, action.member, (before) => [...before, 'leadership'], cause);
    case 'leadership.take':
      return changeRoles(trx, action.member, without('leadership'), cause);
  }
}

const without =
  (role: Role) =>
  (roles: readonly Role[]): Role[] =>
    roles.filter((one) => one !== role);

async function admit(trx: Trx, member: Member, { decision, at }: Cause): Promise<void> {
  await trx.insertInto('members').values(memberRow(member, at)).execute();
  await traceChange(trx, { id: member.id, by: null, at }, { decision, admitted: member });
}

/** Final, as is a departure of one's own (MEM-2). */
async function release(trx: Trx, id: string, { decision, at }: Cause): Promise<void> {
  const before = await lockStatus(trx, id);
  await changeStatus(trx, { id, by: null, at }, { before, after: 'departed' }, { decision });
}

/** There is one guardian at most: who held the office gives it up first. */
async function moveGuardian(trx: Trx, to: string, cause: Cause): Promise<void> {
  const holders = await trx
    .selectFrom('members')
    .select('id')
    .where(sql<boolean>`'guardian' = any (roles)`)
    .orderBy('id')
    .execute();
  for (const { id } of holders) await changeRoles(trx, id, without('guardian'), cause);
  await changeRoles(trx, to, (before) => [...before, 'guardian'], cause);
}

const changeRoles = (
  trx: Trx,
  id: string,
  next: (before: readonly Role[]) => Role[],
  cause: Cause,
): Promise<void> => change(trx, id, 'roles', (before) => next(before as Role[]), cause);

async function change(
  trx: Trx,
  id: string,
  part: 'roles' | 'milestones',
  next: (before: readonly string[]) => string[],
  { decision, at }: Cause,
): Promise<void> {
  const member = await trx
    .selectFrom('members')
    .select(part)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = member[part];
  const after = next(before);
  await trx
    .updateTable('members')
    .set(part === 'roles' ? { roles: after } : { milestones: after })
    .where('id', '=', id)
    .execute();
  await traceChange(trx, { id, by: null, at }, { decision, [part]: { before, after } });
}
