/** Sessions of browsers: begun by a sign-in, found by their cookie, renewed and ended (docs/identity.md). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionLives } from '../../../settings/sign-in.ts';
import type { Clock } from '../../../store/postgres/clock.ts';
import type { Db } from '../../../store/postgres/database.ts';
import {
  endSession,
  keepSession,
  keepTokens,
  prolong,
  renameSession,
  type Session,
  sessionById,
  takeOnRefresh,
} from '../../../store/identity/sessions.ts';
import { type Identity, type SessionOf, type Sessions as Known, unauthenticated } from '../credential.ts';
import { isProblemError } from '../../problems/problem.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { mustBeOwn, type Own } from './origin.ts';
import { failed, type Provider, type ProviderTokens, type SignedIn } from './provider.ts';
import { hashOf, isSecret, newSecret, open, seal } from './secrets.ts';

/** A session with its instants (ISO 8601, UTC). */
export interface SessionNow extends SessionOf, Pick<Session, 'signedInAt' | 'endsAt' | 'until'> {}

export interface Sessions extends Known {
  readonly own: Own;
  /** Null in the trial, where nobody is asked. */
  readonly provider: Provider | null;
  /**
   * The session that a request's cookie names; undefined where it bears none.
   * @throws a problem: `unauthenticated` where that session is over, `cross-site` where what changes something comes from another site
   */
  readonly memberOf: (request: IncomingMessage) => Promise<SessionNow | undefined>;
  /**
   * Begins a session, in the place of the one that the browser has.
   * @param secret of the sign-in, from which no second session comes; null in the trial
   * @throws `sign-in-failed` where one has come of it
   */
  readonly begin: (
    request: IncomingMessage,
    response: ServerResponse,
    signedIn: Identity & Partial<SignedIn>,
    secret: string | null,
  ) => Promise<SessionOf>;
  /** Gives the request's session another id, where it has one: who learnt the old one before rights changed has nothing of it. */
  readonly renew: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /**
   * Ends the request's session, where it has one. Answers what the provider gave with it; null where there is nothing.
   * @throws `cross-site`
   */
  readonly end: (request: IncomingMessage, response: ServerResponse) => Promise<ProviderTokens | null>;
}

/** What sessions stand on. */
export interface SessionParts {
  /** What a GET reads by, and everything else. */
  readonly db: Db;
  readonly writes: Db;
  readonly clock: Clock;
  readonly own: Own;
  readonly lives: SessionLives;
  /** Who vouches for who signs in: sessions of another, as of a trial before, count no more. */
  readonly issuer: string;
  readonly provider: Provider | null;
  /** The id of the member whom an identity is linked to. */
  readonly memberOf: (db: Db, identity: Identity) => Promise<string | undefined>;
}

/** The last use is kept as exactly as this part of the idle life. */
const kept = 1 / 100;
/** Milliseconds that one request has for asking the provider, before another may. */
const refreshing = 30_000;

export function createSessions({
  db,
  writes,
  clock,
  own,
  lives,
  issuer: asked,
  provider,
  memberOf,
}: SessionParts): Sessions {
  const secretOf = (request: IncomingMessage): string | undefined => {
    const secret = readCookie(request, 'folkmoot', own.isSecure);
    return secret !== undefined && isSecret(secret) ? secret : undefined;
  };
  const hand = (response: ServerResponse, secret: string, seconds: number): void =>
    setCookie(response, 'folkmoot', { value: secret, seconds, isSecure: own.isSecure });

  // A stream of events is one use, however long it is open and however often it is asked whether it may go on.
  const seen = new WeakSet<IncomingMessage>();

  /** Asks the provider, where it is time to and no other request does. A provider that is away changes nothing. */
  const refreshed = async (session: Session, secret: string, at: string): Promise<boolean> => {
    const { id, tokens, refreshAt } = session;
    if (provider === null || tokens === null || refreshAt === null || refreshAt > at) return true;
    if (!(await takeOnRefresh(writes, { id, at, until: later(at, refreshing) }))) return true;
    try {
      const news = await provider.refresh({ ...session, tokens: opened(secret, tokens) });
      if (news === null) {
        await endSession(writes, id);
        return false;
      }
      await keepTokens(writes, id, sealed(secret, news, at));
    } catch (error) {
      if (!isProblemError(error)) throw error;
    }
    return true;
  };

  return {
    own,
    provider,

    memberOf: async (request) => {
      const secret = secretOf(request);
      if (secret === undefined) return undefined;
      mustBeOwn(request, own);
      const from = request.method === 'GET' || request.method === 'HEAD' ? db : writes;
      const at = await clock(from);
      const session = await sessionById(from, { id: hashOf(secret), issuer: asked, at });
      if (session === undefined || !(await refreshed(session, secret, at)))
        throw unauthenticated('the session is over', 'Bearer realm="folkmoot"');
      const { id, issuer, subject, signedInAt, until } = session;
      const endsAt = seen.has(request) ? session.endsAt : earlier(later(at, lives.idle), until);
      seen.add(request);
      const gained = Date.parse(endsAt) - Date.parse(session.endsAt);
      if (gained > lives.idle * kept) await prolong(writes, id, endsAt);
      const identity = { issuer, subject };
      const member = (await memberOf(from, identity)) ?? null;
      return { id: nameOf(id), identity, member, signedInAt, endsAt, until };
    },

    begin: async (request, response, { issuer, subject, tokens, expiresIn }, signIn) => {
      const before = secretOf(request);
      if (before !== undefined) await endSession(writes, hashOf(before));
      const secret = newSecret();
      const at = await clock(writes);
      const until = later(at, lives.longest);
      const session = {
        id: hashOf(secret),
        issuer,
        subject,
        signedInAt: at,
        until,
        endsAt: earlier(later(at, lives.idle), until),
        ...(tokens === undefined || expiresIn === undefined
          ? { tokens: null, refreshAt: null }
          : sealed(secret, { tokens, expiresIn }, at)),
      };
      if (!(await keepSession(writes, session, signIn === null ? null : hashOf(signIn))))
        throw failed('it has been used');
      hand(response, secret, lives.longest / 1_000);
      const identity = { issuer, subject };
      return { id: nameOf(session.id), identity, member: (await memberOf(writes, identity)) ?? null };
    },

    renew: async (request, response) => {
      const before = secretOf(request);
      if (before === undefined) return;
      const at = await clock(writes);
      const session = await sessionById(writes, { id: hashOf(before), issuer: asked, at });
      if (session === undefined) return;
      const secret = newSecret();
      const tokens = session.tokens === null ? null : seal(secret, open(before, session.tokens));
      if (!(await renameSession(writes, session.id, { id: hashOf(secret), tokens }))) return;
      hand(response, secret, Math.floor((Date.parse(session.until) - Date.parse(at)) / 1_000));
    },

    end: async (request, response) => {
      const secret = secretOf(request);
      if (secret === undefined) return null;
      mustBeOwn(request, own);
      clearCookie(response, 'folkmoot', own.isSecure);
      const ended = await endSession(writes, hashOf(secret));
      return ended?.tokens === undefined || ended.tokens === null ? null : opened(secret, ended.tokens);
    },
  };
}

const nameOf = (id: Buffer): string => id.toString('base64url');

const later = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

const earlier = (one: string, other: string): string => (one < other ? one : other);

const sealed = (
  secret: string,
  { tokens, expiresIn }: Pick<SignedIn, 'tokens' | 'expiresIn'>,
  at: string,
): { readonly tokens: Buffer; readonly refreshAt: string | null } => ({
  tokens: seal(secret, Buffer.from(JSON.stringify(tokens))),
  refreshAt: tokens.refreshToken === null ? null : later(at, expiresIn * 1_000),
});

const opened = (secret: string, tokens: Buffer): ProviderTokens =>
  JSON.parse(open(secret, tokens).toString('utf8')) as ProviderTokens;
