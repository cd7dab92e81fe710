/** Personal access tokens, of which the hash alone is kept (AUT-1). */
import { sql } from 'kysely';
import type { Db } from '../postgres/database.ts';

/** A token that is good. */
export interface GoodToken {
  readonly id: string;
  readonly member: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string;
}

/** Milliseconds between two instants of use that are kept. */
const usesApart = 60_000;

/** The token with this hash, which has not expired at the instant; that it was used is kept, at most once a minute. */
export async function useToken(db: Db, hash: Buffer, at: string): Promise<GoodToken | undefined> {
  const row = await db
    .selectFrom('tokens')
    .select(['id', 'member', 'scopes', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])
    .where('hash', '=', hash)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { lastUsedAt, ...token } = row;
  const before = new Date(Date.parse(at) - usesApart).toISOString();
  if (lastUsedAt === null || lastUsedAt <= before)
    await db
      .updateTable('tokens')
      .set({ last_used_at: at })
      .where('id', '=', token.id)
      .where(sql<boolean>`coalesce(last_used_at <= ${before}, true)`)
      .execute();
  return token;
}
