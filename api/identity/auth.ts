/** Who asks: the member of a bearer token, a JWT checked against a key set (RFC 6750, RFC 7519). */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { slug } from '../../charter/text/text.ts';
import { hostAndPort } from '../../outgoing/addresses.ts';
import { guardedFetch } from '../../outgoing/fetch.ts';
import type { Member } from '../../rules/model.ts';
import type { Db } from '../../store/postgres/database.ts';
import { ownClock } from '../../store/postgres/clock.ts';
import { memberById } from '../../store/council/members.ts';
import { problemError, refusalError, unavailable } from '../problems/problem.ts';
import { refuse } from '../../rules/refusal.ts';

/** Answers the subject of a good token. Rejects with a problem: `unauthenticated`, or `unavailable` where the keys cannot be had. */
export type TokenVerifier = (token: string) => Promise<string>;

/** Asymmetric only: a key set is public, so a secret in it would be none. */
const algorithms = [
  'EdDSA',
  'Ed25519',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];

/** Tokens are long where they carry much; ours need not. */
const longestToken = 8_192;

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
}

/** Milliseconds that a token which was checked is not checked again, and how many such are kept: a key that is withdrawn counts so long. */
const believed = 60_000;
const mostBelieved = 50_000;

/** A verifier of tokens that these keys signed, for this audience, by this issuer, and that bear a subject and an expiry. */
export function tokenVerifier(
  keys: JWTVerifyGetKey,
  { issuer, audience }: TokenRules,
  now: () => number = ownClock,
): TokenVerifier {
  const checked = new Map<string, { readonly subject: string; readonly until: number }>();
  return async (token) => {
    const known = checked.get(token);
    if (known !== undefined && now() < known.until) return known.subject;
    checked.delete(token);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        requiredClaims: ['sub', 'exp'],
      });
      const { sub: subject = '', exp = 0 } = payload;
      const [oldest] = checked.size < mostBelieved ? [] : checked.keys();
      if (oldest !== undefined) checked.delete(oldest);
      checked.set(token, { subject, until: Math.min(now() + believed, exp * 1_000) });
      return subject;
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError))
        throw unavailable('the key set', 5);
      throw unauthenticated(
        error instanceof errors.JWTExpired ? 'the token has expired' : 'the token is not valid',
      );
    }
  };
}

/**
 * The key set at an http(s) address, fetched when it is needed and again when keys are unknown, or in a file, read once. The address is
 * the operator's own, and may lie inside; where it leads to another one, nobody goes.
 * @throws what reading the file throws, or an Error where it is no JWK Set
 */
export async function keySet(place: string): Promise<JWTVerifyGetKey> {
  if (/^https?:\/\//.test(place)) {
    const url = new URL(place);
    const fetch = guardedFetch({ proxy: null, allowed: [hostAndPort(url)] });
    return createRemoteJWKSet(url, { [customFetch]: fetch });
  }
  const text = await readFile(place, 'utf8');
  try {
    return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
  } catch (cause) {
    throw new Error(`${place} is no JWK Set (RFC 7517, section 5)`, { cause });
  }
}

/**
 * The member who asks.
 * @throws a problem: `unauthenticated` without a good token; `not-permitted` where it is nobody's
 */
export async function authenticate(
  { db, tokens }: { readonly db: Db; readonly tokens: TokenVerifier },
  request: IncomingMessage,
): Promise<Member> {
  const subject = await subjectOf(tokens, request);
  const member = subject === undefined ? undefined : await memberById(db, subject);
  if (member === undefined) throw nobody();
  return member;
}

/** Whose token it is: an id that a member may have, or undefined. Throws a problem `unauthenticated` without a good token. */
export async function subjectOf(
  tokens: TokenVerifier,
  request: IncomingMessage,
): Promise<string | undefined> {
  const subject = await tokens(bearerToken(request));
  return slug.safeParse(subject).success ? subject : undefined;
}

/** The problem of a token that is good and no member's. */
export const nobody = (): Error => refusalError(refuse('not-permitted', 'AUT-1', { allowed: 'members' }));

function bearerToken(request: IncomingMessage): string {
  const given = request.headers.authorization;
  if (given === undefined) throw unauthenticated('there is no token', 'Bearer realm="folkmoot"');
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(given) ?? [];
  if (token === undefined || token.length > longestToken) throw unauthenticated('the token is not valid');
  return token;
}

export function unauthenticated(
  reason: string,
  challenge = 'Bearer realm="folkmoot", error="invalid_token"',
): Error {
  return problemError('unauthenticated', { reason }, { headers: { 'WWW-Authenticate': challenge } });
}
