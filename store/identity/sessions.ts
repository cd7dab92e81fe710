/** Sessions of browsers, by the SHA-256 of what their cookies bear: kept, found, prolonged, renewed and ended. */
import type { Db } from '../postgres/database.ts';
import type { IdentityName } from './identities.ts';

/** Instants are ISO 8601, UTC. */
export interface Session extends IdentityName {
  /** SHA-256 of what the cookie bears. */
  readonly id: Buffer;
  readonly signedInAt: string;
  /** The longest it lives. */
  readonly until: string;
  /** When it ends unless it is used before; never after `until`. */
  readonly endsAt: string;
  /** The provider's tokens, sealed; null in the trial. */
  readonly tokens: Buffer | null;
  /** From when on the provider is asked again; null: never. */
  readonly refreshAt: string | null;
}

/** The newest sessions that an identity keeps: who signs in once more ends the oldest. */
export const mostSessions = 50;

/** Sessions that are over and removed with one sign-in: more than it adds, so that none stay. */
const mostCleared = 1_000;

const columns = [
  'id',
  'issuer',
  'subject',
  'signed_in_at as signedInAt',
  'until',
  'ends_at as endsAt',
  'tokens',
  'refresh_at as refreshAt',
] as const;

/**
 * Keeps a session that begins now. Those that are over go, and of the identity's all but the newest.
 * @param signIn SHA-256 of the secret of the sign-in that it comes of; null in the trial
 * @returns false, and nothing is kept, where a session has come of that sign-in already
 */
export async function keepSession(db: Db, session: Session, signIn: Buffer | null): Promise<boolean> {
  const { issuer, subject, signedInAt } = session;
  return db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('sessions')
      .where('id', 'in', (over) =>
        over
          .selectFrom('sessions')
          .select('id')
          .where('ends_at', '<=', signedInAt)
          .orderBy('ends_at')
          .limit(mostCleared)
          .forUpdate()
          .skipLocked(),
      )
      .execute();
    const kept = await trx
      .insertInto('sessions')
      .values({
        id: session.id,
        issuer,
        subject,
        signed_in_at: signedInAt,
        until: session.until,
        ends_at: session.endsAt,
        sign_in: signIn,
        tokens: session.tokens,
        refresh_at: session.refreshAt,
      })
      .onConflict((conflict) => conflict.column('sign_in').doNothing())
      .returning('id')
      .executeTakeFirst();
    await trx
      .deleteFrom('sessions')
      .where('id', 'in', (older) =>
        older
          .selectFrom('sessions')
          .select('id')
          .where('issuer', '=', issuer)
          .where('subject', '=', subject)
          .orderBy('signed_in_at', 'desc')
          .orderBy('id')
          .offset(mostSessions),
      )
      .execute();
    return kept !== undefined;
  });
}

/** The session of an id, of who signed in with this issuer, that is not over at an instant; undefined where there is none. */
export async function sessionById(
  db: Db,
  { id, issuer, at }: { readonly id: Buffer; readonly issuer: string; readonly at: string },
): Promise<Session | undefined> {
  return db
    .selectFrom('sessions')
    .select(columns)
    .where('id', '=', id)
    .where('issuer', '=', issuer)
    .where('ends_at', '>', at)
    .executeTakeFirst();
}

/** Lets a session that was used end later; never earlier than it would have. */
export async function prolong(db: Db, id: Buffer, endsAt: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ends_at: endsAt })
    .where('id', '=', id)
    .where('ends_at', '<', endsAt)
    .execute();
}

/**
 * Takes it on to ask the provider whether a session holds, until an instant from which another request may.
 * @returns false where another request has taken it on, or the session is over
 */
export async function takeOnRefresh(
  db: Db,
  { id, at, until }: { readonly id: Buffer; readonly at: string; readonly until: string },
): Promise<boolean> {
  const taken = await db
    .updateTable('sessions')
    .set({ refresh_at: until })
    .where('id', '=', id)
    .where('refresh_at', '<=', at)
    .where('ends_at', '>', at)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Keeps the tokens that the provider gave for those that were, and from when on it is asked again. */
export async function keepTokens(
  db: Db,
  id: Buffer,
  { tokens, refreshAt }: Pick<Session, 'tokens' | 'refreshAt'>,
): Promise<void> {
  await db.updateTable('sessions').set({ tokens, refresh_at: refreshAt }).where('id', '=', id).execute();
}

/**
 * Gives a session another id, with its tokens sealed anew.
 * @returns false where there is none of the old id any more
 */
export async function renameSession(
  db: Db,
  id: Buffer,
  renewed: Pick<Session, 'id' | 'tokens'>,
): Promise<boolean> {
  const done = await db
    .updateTable('sessions')
    .set({ id: renewed.id, tokens: renewed.tokens })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

/** Ends a session; answers it, or undefined where there was none. */
export async function endSession(db: Db, id: Buffer): Promise<Session | undefined> {
  return db.deleteFrom('sessions').where('id', '=', id).returning(columns).executeTakeFirst();
}
