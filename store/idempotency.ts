/** Idempotency keys: the first write of a request, so that a repeated one finds the same decision and the same answer. */
import type { Db } from './database.ts';

export interface Claim {
  readonly member: string;
  /** Method and path. */
  readonly route: string;
  readonly key: string;
  /** SHA-256 of the body, hex. */
  readonly bodyHash: string;
  /** The id of the decision that the request makes, if it makes one. */
  readonly decision: string | null;
  readonly at: string;
}

export interface Claimed {
  readonly bodyHash: string;
  readonly decision: string | null;
  /** What was answered; null while the first request is under way, or died before it was answered. */
  readonly answer: { readonly status: number; readonly body: unknown } | null;
}

/** Claims a key; answers what the first claim of it says, which is this one where the key is new. */
export async function claimKey(db: Db, claim: Claim): Promise<Claimed> {
  await db
    .insertInto('idempotency_keys')
    .values({
      member: claim.member,
      route: claim.route,
      key: claim.key,
      body_hash: claim.bodyHash,
      decision: claim.decision,
      status: null,
      answer: null,
      at: claim.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['body_hash as bodyHash', 'decision', 'status', 'answer'])
    .where('member', '=', claim.member)
    .where('route', '=', claim.route)
    .where('key', '=', claim.key)
    .executeTakeFirstOrThrow();
  const { status, answer, ...claimed } = row;
  return { ...claimed, answer: status === null ? null : { status, body: answer } };
}

/** Keeps the answer, for whoever repeats the request. */
export async function keepAnswer(
  db: Db,
  { member, route, key }: Pick<Claim, 'member' | 'route' | 'key'>,
  answer: { readonly status: number; readonly body: unknown },
): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ status: answer.status, answer: JSON.stringify(answer.body) })
    .where('member', '=', member)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}
