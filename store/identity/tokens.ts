/** Personal access tokens, of which the hash alone is kept (AUT-1). */
import { sql } from 'kysely';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { traceChange } from '../council/members.ts';
import { lockStatus } from '../council/status.ts';
import type { Clock } from '../postgres/clock.ts';
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

/** A personal access token as its member sees it: its secret is not kept. */
export interface PersonalToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly madeAt: string;
  readonly expiresAt: string;
  /** To the minute; null where it was not used yet. */
  readonly lastUsedAt: string | null;
}

/** The most tokens of one member that have not expired. */
const mostTokens = 20;
/** Milliseconds for which one is good at most: 365 days. */
const longest = 365 * 24 * 60 * 60 * 1_000;

/** Makes a token, which a member has 20 of at most; one that is made again under its id has a new secret. */
export async function makeToken(
  db: Db,
  clock: Clock,
  token: Pick<PersonalToken, 'id' | 'name' | 'scopes' | 'expiresAt'> & {
    readonly member: string;
    /** SHA-256 of its secret. */
    readonly hash: Buffer;
  },
): Promise<{ readonly token: PersonalToken } | { readonly refusal: Refusal }> {
  const { id, member, name, scopes, expiresAt, hash } = token;
  return db.transaction().execute(async (trx) => {
    await lockStatus(trx, member);
    const at = await clock(trx);
    const ahead = Date.parse(expiresAt) - Date.parse(at);
    const latest = new Date(Date.parse(at) + longest).toISOString();
    const asked = { path: '/expires', instant: expiresAt };
    if (ahead <= 0) return { refusal: refuse('past-instant', 'AUT-1', { ...asked, at }) };
    if (ahead > longest) return { refusal: refuse('too-far-ahead', 'AUT-1', { ...asked, latest }) };
    await trx.deleteFrom('tokens').where('member', '=', member).where('expires_at', '<=', at).execute();
    const others = await trx
      .selectFrom('tokens')
      .select('id')
      .where('member', '=', member)
      .where('id', '<>', id)
      .execute();
    if (others.length >= mostTokens)
      return { refusal: refuse('limit-reached', 'AUT-1', { most: mostTokens }) };
    const row = { id, member, name, hash, scopes: [...scopes], made_at: at, expires_at: expiresAt };
    await trx
      .insertInto('tokens')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ hash }))
      .execute();
    const change = { token: { made: id, scopes, expiresAt } };
    await traceChange(trx, { id: member, by: member, at }, change);
    return { token: { id, name, scopes, madeAt: at, expiresAt, lastUsedAt: null } };
  });
}

/** A member's tokens that are good at the instant, the newest first. */
export async function listTokens(db: Db, member: string, at: string): Promise<PersonalToken[]> {
  return db
    .selectFrom('tokens')
    .select([
      'id',
      'name',
      'scopes',
      'made_at as madeAt',
      'expires_at as expiresAt',
      'last_used_at as lastUsedAt',
    ])
    .where('member', '=', member)
    .where('expires_at', '>', at)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Revokes a member's token; answers its hash, undefined where they have none of this id. */
export async function revokeToken(
  db: Db,
  clock: Clock,
  { id, member }: { readonly id: string; readonly member: string },
): Promise<Buffer | undefined> {
  return db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('tokens')
      .where('id', '=', id)
      .where('member', '=', member)
      .returning('hash')
      .executeTakeFirst();
    if (gone !== undefined)
      await traceChange(trx, { id: member, by: member, at: await clock(trx) }, { token: { revoked: id } });
    return gone?.hash;
  });
}
