/** Invitations to link an identity to a member: who makes them, and how one is redeemed (MEM-6). */
import { sql } from 'kysely';
import type { Member } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { traceChange } from '../council/members.ts';
import { lockStatus } from '../council/status.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { countIdentities, type IdentityName, mostIdentities } from './identities.ts';

export interface Invitation {
  readonly id: string;
  /** Whom an identity is linked to by it. */
  readonly member: string;
  readonly madeBy: string;
  /** The admission that it follows from; null before the first decision, and of a member's own. */
  readonly decision: string | null;
  readonly madeAt: string;
  readonly expiresAt: string;
}

/** Milliseconds for which one is good: 7 days. */
const lifetime = 7 * 24 * 60 * 60 * 1_000;

const columns = [
  'id',
  'member',
  'made_by as madeBy',
  'decision',
  'made_at as madeAt',
  'expires_at as expiresAt',
] as const;

interface Making {
  readonly id: string;
  readonly member: string;
  readonly by: Pick<Member, 'id' | 'roles'>;
  /** SHA-256 of its secret. */
  readonly hash: Buffer;
}

/**
 * Makes an invitation, in the place of an older one for the member. For oneself at any time; for another who has no identity yet the
 * registrar until the first decision is submitted, and after it the author of the decision that admitted them, or the registrar where that
 * author has departed (MEM-6).
 */
export async function makeInvitation(
  db: Db,
  clock: Clock,
  { id, member, by, hash }: Making,
): Promise<{ readonly invitation: Invitation } | { readonly refusal: Refusal }> {
  return db.transaction().execute(async (trx) => {
    const status = await lockStatus(trx, member);
    const at = await clock(trx);
    const cause = by.id === member ? { decision: null } : await causeFor(trx, member, by);
    if ('refusal' in cause) return cause;
    if (status === 'departed') return { refusal: refuse('status-final', 'MEM-6', { status }) };
    const linked = await countIdentities(trx, member);
    if (by.id !== member && linked > 0) return { refusal: refuse('already-done', 'MEM-6', { member }) };
    if (linked >= mostIdentities)
      return { refusal: refuse('limit-reached', 'MEM-6', { most: mostIdentities }) };
    const expiresAt = new Date(Date.parse(at) + lifetime).toISOString();
    await trx.deleteFrom('invitations').where('member', '=', member).execute();
    const { decision } = cause;
    const values = { id, member, hash, made_by: by.id, decision, made_at: at, expires_at: expiresAt };
    await trx.insertInto('invitations').values(values).execute();
    const change = { invited: { invitation: id, decision, expiresAt } };
    await traceChange(trx, { id: member, by: by.id, at }, change);
    return { invitation: { id, member, madeBy: by.id, decision, madeAt: at, expiresAt } };
  });
}

/** What lets somebody else make an invitation for a member: nothing before the first decision, then the admission. */
async function causeFor(
  trx: Trx,
  member: string,
  by: Making['by'],
): Promise<{ readonly decision: string | null } | { readonly refusal: Refusal }> {
  const isRegistrar = by.roles.includes('registrar');
  const { first } = await trx
    .selectFrom('council')
    .select('first_submission_at as first')
    .executeTakeFirstOrThrow();
  if (first === null) return isRegistrar ? { decision: null } : notTheirs(['the registrar', 'the member']);
  const admission = await admissionOf(trx, member);
  if (admission === undefined) return notTheirs('the member');
  const { decision, author } = admission;
  const may = author === null ? isRegistrar : author === by.id;
  const allowed = [author === null ? 'the registrar' : 'the author of the admission', 'the member'];
  return may ? { decision } : notTheirs(allowed);
}

const notTheirs = (allowed: string | readonly string[]) => ({
  refusal: refuse('not-permitted', 'MEM-6', { allowed }),
});

/** The decision that admitted a member, and its author; null where there is none, or they have departed. */
async function admissionOf(
  trx: Trx,
  member: string,
): Promise<{ readonly decision: string; readonly author: string | null } | undefined> {
  return trx
    .selectFrom('member_changes as c')
    .innerJoin('proposals as p', (join) =>
      join.on(sql<boolean>`p.id = (c.change ->> 'decision')::uuid and jsonb_exists(c.change, 'admitted')`),
    )
    .leftJoin('members as m', (join) => join.onRef('m.id', '=', 'p.author').on('m.status', '<>', 'departed'))
    .select(['p.id as decision', 'm.id as author'])
    .where('c.member', '=', member)
    .where(sql<boolean>`c.change ->> 'decision' is not null`)
    .executeTakeFirst();
}

/** What an identity was linked to. */
export interface Linked extends IdentityName {
  readonly id: string;
  readonly member: string;
  readonly linkedAt: string;
}

/**
 * Links an identity to the member of an invitation, which is used up by it. Undefined, whatever the cause, where the invitation was never
 * made, was used or replaced, has expired, is for one who has departed, or the identity is linked already.
 */
export async function redeemInvitation(
  db: Db,
  clock: Clock,
  { hash, identity }: { readonly hash: Buffer; readonly identity: IdentityName },
): Promise<Linked | undefined> {
  return db.transaction().execute(async (trx) => {
    const named = await trx
      .selectFrom('invitations')
      .select(['member', 'made_by as madeBy'])
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (named === undefined) return undefined;
    const { member, madeBy } = named;
    const status = await lockStatus(trx, member);
    const at = await clock(trx);
    if (status === 'departed') return undefined;
    const row = await trx
      .insertInto('identities')
      .columns(['issuer', 'subject', 'member', 'linked_at'])
      .expression(
        trx
          .selectFrom('invitations')
          .select([
            sql.val(identity.issuer).as('issuer'),
            sql.val(identity.subject).as('subject'),
            'member',
            sql<string>`${at}::timestamptz`.as('linked_at'),
          ])
          .where('hash', '=', hash)
          .where('expires_at', '>', at)
          // Who takes it back at this moment waits, and is told that there is none.
          .forUpdate(),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) return undefined;
    await trx.deleteFrom('invitations').where('hash', '=', hash).execute();
    const change = { linked: { identity: row.id, issuer: identity.issuer, invitedBy: madeBy } };
    await traceChange(trx, { id: member, by: member, at }, change);
    return { ...identity, id: row.id, member, linkedAt: at };
  });
}

/** Those that are good at the instant, for the member or made by them, the oldest first. */
export async function listInvitations(db: Db, member: string, at: string): Promise<Invitation[]> {
  return db
    .selectFrom('invitations')
    .select(columns)
    .where((eb) => eb.or([eb('member', '=', member), eb('made_by', '=', member)]))
    .where('expires_at', '>', at)
    .orderBy('made_at')
    .orderBy('member')
    .execute();
}

/** Takes an invitation back; answers false where there is none of this id for the member or made by them. */
export async function revokeInvitation(
  db: Db,
  clock: Clock,
  { id, by }: { readonly id: string; readonly by: string },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('invitations')
      .where('id', '=', id)
      .where((eb) => eb.or([eb('member', '=', by), eb('made_by', '=', by)]))
      .returning('member')
      .executeTakeFirst();
    if (gone === undefined) return false;
    const change = { uninvited: { invitation: id } };
    await traceChange(trx, { id: gone.member, by, at: await clock(trx) }, change);
    return true;
  });
}
