/** What a member signs who takes a file: a flattened JWS (RFC 7515, section 7.2.2; Ed25519, RFC 9864) whose payload is canonical JSON (ALM-6). */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { textOf } from '../../charter/text/utf8.ts';
import { bytesOfBase64url } from '../bytes/base64url.ts';
import { canonicalBytes, canonicalJson } from '../bytes/canonical.ts';
import { isObject, jsonOf, readCanonical } from '../bytes/json.ts';
import { same } from '../recount/difference.ts';
import { hash, instant } from '../parts/schema/parts.ts';
import type { PublicJwk } from '../acts/jwk.ts';

export const takingType = 'folkmoot-custody+jws';
export const takingFormat = 'folkmoot-custody-taking-1';

/** Characters of the reason that is signed, and of the parts of a JWS. */
export const longestWhy = 5_000;
const longestProtected = 1_000;
const longestPayload = 60_000;

export const jwsSchema = z.strictObject({
  payload: z.string().max(longestPayload),
  protected: z.string().max(longestProtected),
  signature: z.string().max(100),
});

export type FlattenedJws = z.output<typeof jwsSchema>;

const takingSchema = z.strictObject({
  answers: hash.meta({ description: 'The hash of the entry that is answered: the offer, or the deposit' }),
  at: instant,
  chain: z.string(),
  council: z.string(),
  format: z.literal(takingFormat),
  from: z.string().nullable(),
  member: z.string(),
  sha256: hash,
  why: z.string().regex(/\S/).max(longestWhy),
});

export type Taking = z.output<typeof takingSchema>;

const headerOf = (kid: string) => ({ alg: 'Ed25519', kid, typ: takingType });

const inputOf = (jws: Pick<FlattenedJws, 'protected' | 'payload'>): Buffer =>
  Buffer.from(`${jws.protected}.${jws.payload}`, 'ascii');

/** A taking that is to be signed, and the bytes that are. @param kid the fingerprint of the key's public half */
export function unsignedTaking(taking: Taking, kid: string) {
  const unsigned = {
    protected: Buffer.from(canonicalJson(headerOf(kid))).toString('base64url'),
    payload: canonicalBytes(taking).toString('base64url'),
  };
  return { unsigned, input: inputOf(unsigned) };
}

/** @param key an Ed25519 private key; @param kid the fingerprint of its public half */
export function signTaking(taking: Taking, key: KeyObject, kid: string): FlattenedJws {
  const { unsigned, input } = unsignedTaking(taking, kid);
  return { ...unsigned, signature: sign(null, input, key).toString('base64url') };
}

/** A taking as it came, taken apart; its signature was not checked yet. */
export interface OpenTaking {
  readonly kid: string;
  readonly taking: Taking;
  /** Whether it holds by this public key. */
  readonly holds: (key: PublicJwk) => boolean;
}

/** Takes it apart; undefined where it is none of this form. Header and payload have one writing, so that each taking has one. */
export function openTaking(jws: FlattenedJws): OpenTaking | undefined {
  const header = bytesOfBase64url(jws.protected);
  const payload = bytesOfBase64url(jws.payload);
  const signature = bytesOfBase64url(jws.signature);
  if (header === undefined || payload === undefined || signature?.length !== 64) return undefined;
  const json = textOf(header);
  const value = json === undefined ? undefined : jsonOf(json);
  if (!isObject(value) || typeof value.kid !== 'string') return undefined;
  const { kid } = value;
  const { data: taking } = takingSchema.safeParse(readCanonical(payload));
  if (taking === undefined || !same(value, headerOf(kid)) || JSON.stringify(value) !== json) return undefined;
  return {
    kid,
    taking,
    holds: (key) => verify(null, inputOf(jws), createPublicKey({ key, format: 'jwk' }), signature),
  };
}
