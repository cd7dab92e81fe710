/** Which member an identity at a provider is linked to, and which identities a member has (AUT-1). */
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { traceChange } from '../council/members.ts';
import { lockStatus } from '../council/status.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** Who somebody is at a provider: the claims `iss` and `sub` of its tokens. */
export interface IdentityName {
  readonly issuer: string;
  readonly subject: string;
}

export interface LinkedIdentity extends IdentityName {
  readonly id: string;
  readonly linkedAt: string;
}

/** The most identities of one member. */
export const mostIdentities = 10;

/** The id of the member whom an identity is linked to. */
export async function memberOfIdentity(
  db: Db | Trx,
  { issuer, subject }: IdentityName,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('identities')
    .select('member')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.member;
}

/** A member's identities, the first linked first. */
export async function listIdentities(db: Db | Trx, member: string): Promise<LinkedIdentity[]> {
  return db
    .selectFrom('identities')
    .select(['id', 'issuer', 'subject', 'linked_at as linkedAt'])
    .where('member', '=', member)
    .orderBy('linked_at')
    .orderBy('id')
    .execute();
}

export async function countIdentities(trx: Trx, member: string): Promise<number> {
  return (await listIdentities(trx, member)).length;
}

/** Links identities that the members file names, in an empty council (MEM-6). */
export async function linkFromFile(
  trx: Trx,
  identities: readonly (IdentityName & { readonly member: string })[],
  at: string,
): Promise<void> {
  await trx
    .insertInto('identities')
    .values(identities.map((identity) => ({ ...identity, linked_at: at })))
    .execute();
}

/** Removes an identity of a member, never the last; undefined where they have none of this id. */
export async function removeIdentity(
  db: Db,
  clock: Clock,
  { id, member }: { readonly id: string; readonly member: string },
): Promise<{ readonly removed: LinkedIdentity } | { readonly refusal: Refusal } | undefined> {
  return db.transaction().execute(async (trx) => {
    await lockStatus(trx, member);
    const all = await listIdentities(trx, member);
    const removed = all.find((one) => one.id === id);
    if (removed === undefined) return undefined;
    if (all.length === 1) return { refusal: refuse('last-identity', 'AUT-1', { identity: id }) };
    await trx.deleteFrom('identities').where('id', '=', id).execute();
    const change = { unlinked: { identity: id, issuer: removed.issuer } };
    await traceChange(trx, { id: member, by: member, at: await clock(trx) }, change);
    return { removed };
  });
}
