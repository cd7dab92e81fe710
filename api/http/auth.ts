/** Who asks: the member of a bearer token, a JWT checked against a key set (RFC 6750, RFC 7519). */
import { readFile } from 'node:fs/promises';
import type { Request } from 'express';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { slug } from '../../charter/text.ts';
import type { Member } from '../../rules/model.ts';
import type { Db } from '../../store/postgres/database.ts';
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

/** A verifier of tokens that these keys signed, for this audience, by this issuer, and that bear a subject and an expiry. */
export function tokenVerifier(keys: JWTVerifyGetKey, { issuer, audience }: TokenRules): TokenVerifier {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        requiredClaims: ['sub', 'exp'],
      });
      return payload.sub ?? '';
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
 * The key set at an http(s) address, fetched when it is needed and again when keys are unknown, or in a file, read once.
 * @throws what reading the file throws, or an Error where it is no JWK Set
 */
export async function keySet(place: string): Promise<JWTVerifyGetKey> {
  if (/^https?:\/\//.test(place)) return createRemoteJWKSet(new URL(place));
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
  request: Request,
): Promise<Member> {
  const subject = await tokens(bearerToken(request));
  const member = slug.safeParse(subject).success ? await memberById(db, subject) : undefined;
  if (member === undefined) throw refusalError(refuse('not-permitted', 'AUT-1', { allowed: 'members' }));
  return member;
}

function bearerToken(request: Request): string {
  const given = request.headers.authorization;
  if (given === undefined) throw unauthenticated('there is no token', 'Bearer realm="folkmoot"');
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(given) ?? [];
  if (token === undefined || token.length > longestToken) throw unauthenticated('the token is not valid');
  return token;
}

function unauthenticated(
  reason: string,
  challenge = 'Bearer realm="folkmoot", error="invalid_token"',
): Error {
  return problemError('unauthenticated', { reason }, { headers: { 'WWW-Authenticate': challenge } });
}
