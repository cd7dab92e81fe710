/** Tokens of identity providers: JWTs checked against the key set of the issuer that they name (RFC 7519, RFC 8725). */
import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { IssuerSettings } from '../../settings/issuers.ts';
import { ownClock } from '../../store/postgres/clock.ts';
import { unavailable } from '../problems/problem.ts';
import { type Identity, unauthenticated } from './credential.ts';
import { recent } from './recent.ts';

/** Whom a good token speaks for. */
export interface Verified extends Identity {
  /** `member`: the subject is a member's id; `identity`: it is one at its issuer, and linked to a member. */
  readonly subjectIs: IssuerSettings['subject'];
}

/** Answers whose token it is. Rejects with a problem: `unauthenticated`, or `unavailable` where the keys cannot be had. */
export type TokenVerifier = (token: string) => Promise<Verified>;

/** An identity provider whose tokens are taken. */
export interface Issuer {
  /** The claim `iss`, exactly. */
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  /** The claim `aud` must name one of them. */
  readonly audience: readonly string[];
  readonly subjectIs: IssuerSettings['subject'];
}

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

/** Milliseconds that a token which was checked is not checked again: a key that is withdrawn counts so long. */
const believed = 60_000;

/** A verifier of tokens that a key of the issuer they name has signed, for one of its audiences, and that bear a subject and an expiry. */
export function tokenVerifier(issuers: readonly Issuer[], now: () => number = ownClock): TokenVerifier {
  const byName = new Map(issuers.map((one) => [one.issuer, one]));
  const checked = recent<Verified>(now);
  return async (token) => {
    const known = checked.get(token);
    if (known !== undefined) return known;
    try {
      const named = byName.get(decodeJwt(token).iss ?? '');
      if (named === undefined) throw unauthenticated('the token is not valid');
      const { issuer, keys, audience, subjectIs } = named;
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: [...audience],
        algorithms,
        requiredClaims: ['sub', 'exp'],
      });
      const { sub: subject = '', exp = 0 } = payload;
      if (subject === '') throw unauthenticated('the token is not valid');
      const verified = { issuer, subject, subjectIs };
      checked.keep(token, verified, Math.min(believed, exp * 1_000 - now()));
      return verified;
    } catch (error) {
      throw problemOf(error);
    }
  };
}

function problemOf(error: unknown): Error {
  if (error instanceof errors.JWKSTimeout) return unavailable('the key set', 5);
  if (error instanceof errors.JWTExpired) return unauthenticated('the token has expired');
  if (error instanceof errors.JOSEError) return unauthenticated('the token is not valid');
  return error instanceof Error && error.name === 'ProblemError' ? error : unavailable('the key set', 5);
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
 * A verifier for the identity providers of the settings.
 * @throws what reading a key set's file throws
 */
export async function openIssuers(settings: readonly IssuerSettings[]): Promise<TokenVerifier> {
  const issuers = settings.map(async ({ issuer, jwks, audience, subject }) => {
    const keys = await keySet(jwks);
    return { issuer, keys, audience, subjectIs: subject };
  });
  return tokenVerifier(await Promise.all(issuers));
}
