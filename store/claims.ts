/** Idempotency keys read without claiming them, and given back where a request was refused. */
import type { Db } from './database.ts';
import type { Claim, Claimed } from './idempotency.ts';

/** Whose key it is: a member's, on one route. */
export type ClaimKey = Pick<Claim, 'member' | 'route' | 'key'>;

/** What the first claim of a key says; undefined for a new key. */
export async function claimOf(db: Db, { member, route, key }: ClaimKey): Promise<Claimed | undefined> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['body_hash as bodyHash', 'decision', 'status', 'answer'])
    .where('member', '=', member)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { status, answer, ...claimed } = row;
  return { ...claimed, answer: status === null ? null : { status, body: answer } };
}

/** Gives a key back that was claimed and not answered: nothing was done under it. */
export async function releaseKey(db: Db, { member, route, key }: ClaimKey): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('member', '=', member)
    .where('route', '=', route)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}
