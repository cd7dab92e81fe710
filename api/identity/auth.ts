/** Who asks: the member of a session, of a personal access token, or of an identity provider's token (AUT-1, RFC 6750). */
import type { IncomingMessage } from 'node:http';
import { slug } from '../../charter/text/text.ts';
import { ownClock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { memberById } from '../../store/council/members.ts';
import { type IdentityName, memberOfIdentity } from '../../store/identity/identities.ts';
import { useToken } from '../../store/identity/tokens.ts';
import { refuse } from '../../rules/refusal.ts';
import { isProblemError, problemKinds, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import {
  type Asking,
  type Caller,
  type Identity,
  nobody,
  notByToken,
  notLinked,
  notToBeLinked,
  type SessionOf,
  unauthenticated,
} from './credential.ts';
import type { Verified } from './issuers.ts';
import type { Readers } from './readers.ts';
import { recent } from './recent.ts';
import type { Scope } from './scopes.ts';
import { hashOf, isOurs, isWellFormed } from './token-form.ts';

/** Tokens are long where they carry much; ours need not. */
const longestToken = 8_192;

/** Milliseconds for which a process goes on believing what a token or an identity was when it looked: no process is told of a change. */
const believed = 2_000;

/** What the process knows of who asks. */
export interface Credentials {
  /**
   * Who asks, by what they show alone.
   * @throws a problem: `unauthenticated`, `not-linked`, `not-permitted` where it can be no member's, `unavailable` without a key set
   */
  readonly asking: (db: Db, request: IncomingMessage) => Promise<Asking>;
  /**
   * The identity that a provider's token or a session speaks for, which may be linked to nobody yet.
   * @throws a problem, as `asking` does; `not-permitted` of a personal access token; `invalid-invitation` of a member's session
   */
  readonly identity: (db: Db, request: IncomingMessage) => Promise<Identity>;
  /** A token is no longer good: this process knows at once, every other within 2 s. */
  readonly forgetToken: (hash: Buffer) => void;
  /** An identity is linked to somebody else, or nobody: this process knows at once, every other within 2 s. */
  readonly forgetIdentity: (identity: IdentityName) => void;
}

/** @param now milliseconds of the process's own clock */
export function openCredentials(
  { tokens, sessions, clock }: Pick<Services, 'tokens' | 'sessions' | 'clock'>,
  now: () => number = ownClock,
): Credentials {
  const linked = recent<string>(now);
  const known = recent<Asking>(now);

  const ofToken = async (db: Db, token: string): Promise<Asking> => {
    const hash = hashOf(token);
    const key = hash.toString('base64');
    const before = known.get(key);
    if (before !== undefined) return before;
    if (!isWellFormed(token)) throw unauthenticated('the token is not valid');
    const at = await clock(db);
    const good = await useToken(db, hash, at);
    if (good === undefined) throw unauthenticated('the token is not valid, has expired or was revoked');
    const { id, member } = good;
    const asking: Asking = {
      member,
      credential: { kind: 'token', id, scopes: good.scopes as readonly Scope[] },
    };
    known.keep(key, asking, Math.min(believed, Date.parse(good.expiresAt) - Date.parse(at)));
    return asking;
  };

  const ofVerified = async (db: Db, { issuer, subject, subjectIs }: Verified): Promise<Asking> => {
    const credential = { kind: 'jwt', issuer, subject } as const;
    if (subjectIs === 'member') {
      if (!slug.safeParse(subject).success) throw nobody();
      return { member: subject, credential };
    }
    const key = keyOf({ issuer, subject });
    const before = linked.get(key);
    if (before !== undefined) return { member: before, credential };
    const member = await memberOfIdentity(db, { issuer, subject });
    if (member === undefined) throw notLinked();
    linked.keep(key, member, believed);
    return { member, credential };
  };

  const sessionOf = async (request: IncomingMessage): Promise<SessionOf> => {
    const session = await sessions?.memberOf(request);
    if (session === undefined) throw unauthenticated('there is no token', 'Bearer realm="folkmoot"');
    return session;
  };

  return {
    asking: async (db, request) => {
      const token = bearerToken(request);
      if (token === undefined) {
        const { id, member } = await sessionOf(request);
        if (member === null) throw notLinked();
        return { member, credential: { kind: 'session', id } };
      }
      return isOurs(token) ? ofToken(db, token) : ofVerified(db, await tokens(token));
    },
    identity: async (db, request) => {
      const token = bearerToken(request);
      if (token === undefined) {
        const { identity, member } = await sessionOf(request);
        if (member !== null) throw refusalError(refuse('invalid-invitation', 'MEM-6'));
        return identity;
      }
      if (isOurs(token)) {
        await ofToken(db, token);
        throw notByToken();
      }
      const { issuer, subject, subjectIs } = await tokens(token);
      // Whose subject is a member's id needs no link.
      if (subjectIs === 'member') throw notToBeLinked();
      return { issuer, subject };
    },
    forgetToken: (hash) => known.drop(hash.toString('base64')),
    forgetIdentity: (identity) => linked.drop(keyOf(identity)),
  };
}

const keyOf = ({ issuer, subject }: IdentityName): string => JSON.stringify([issuer, subject]);

/**
 * The member who asks, as they are now.
 * @param memberOf who the member is; unless given, looked for anew
 * @throws a problem, as {@link Credentials.asking} does; `not-permitted` where it is nobody's
 */
export async function authenticate(
  {
    services: { db },
    credentials,
  }: { readonly services: Pick<Services, 'db'>; readonly credentials: Credentials },
  request: IncomingMessage,
  memberOf: Readers['memberOf'] = memberById,
): Promise<Caller> {
  const { member: id, credential } = await credentials.asking(db, request);
  const member = await memberOf(db, id);
  if (member === undefined) throw nobody();
  return { member, credential };
}

/** Whether who listens would still be let in; where that cannot be known now, they are. */
export async function mayStill(
  call: Parameters<typeof authenticate>[0],
  request: IncomingMessage,
): Promise<boolean> {
  try {
    const { member } = await authenticate(call, request);
    return member.status !== 'departed';
  } catch (error) {
    return !isProblemError(error) || problemKinds[error.problem.code].status >= 500;
  }
}

/** The token of the header `Authorization`; undefined without one. The address is no place for it: addresses are kept (RFC 6750, section 2.3). */
function bearerToken({ headers: { authorization }, url = '' }: IncomingMessage): string | undefined {
  if (/[?&]access_token(=|&|$)/.test(url)) throw unauthenticated('a token does not belong into the address');
  if (authorization === undefined) return undefined;
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
  if (token === undefined || token.length > longestToken) throw unauthenticated('the token is not valid');
  return token;
}
