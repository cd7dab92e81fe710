/** Detached JWS of acts: compact, `header..signature` (RFC 7515, appendix F), the payload not encoded (RFC 7797), Ed25519 (RFC 9864). */
import { type KeyObject, sign, verify } from 'node:crypto';
import { bytesOfBase64url } from '../bytes/base64url.ts';
import { same } from '../recount/difference.ts';
import { isObject, jsonOf } from '../bytes/json.ts';
import { textOf } from '../../charter/text/utf8.ts';

/** UTF-16 code units: header and signature take some 210. */
export const longestSignature = 1_000;

/** A signature as it came, taken apart; nothing of it was checked yet. */
export interface DetachedSignature {
  /** The header as it was signed, base64url. */
  readonly header: string;
  /** The fingerprint of the key that it says it is by (RFC 7638). */
  readonly kid: string;
  readonly signature: Buffer;
}

const headerOf = (kid: string) => ({ alg: 'Ed25519', b64: false, crit: ['b64'], kid });

/** What is signed: the header, a dot, and the payload's bytes (RFC 7797, section 3). */
const inputOf = (header: string, payload: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${header}.`, 'ascii'), payload]);

/** A signature that is to be made: its header, base64url, and the bytes that are signed. @param kid the fingerprint of the key's public half */
export function unsignedDetached(payload: Uint8Array, kid: string) {
  const header = Buffer.from(JSON.stringify(headerOf(kid))).toString('base64url');
  return { header, input: inputOf(header, payload) };
}

/** Both with the signature, as they are sent. */
export const detached = (header: string, signature: Uint8Array): string =>
  `${header}..${Buffer.from(signature).toString('base64url')}`;

/** @param key an Ed25519 private key; @param kid the fingerprint of its public half */
export function signDetached(payload: Uint8Array, key: KeyObject, kid: string): string {
  const { header, input } = unsignedDetached(payload, kid);
  return detached(header, sign(null, input, key));
}

/**
 * Takes a signature apart; undefined where it is none of this form. The header has these four members, in any order, and nothing between
 * them: each signature has one writing.
 */
export function openDetached(text: string): DetachedSignature | undefined {
  const [header = '', payload, last = '', ...more] = text.split('.');
  if (text.length > longestSignature || payload !== '' || more.length > 0) return undefined;
  const json = textOf(bytesOfBase64url(header) ?? new Uint8Array());
  const value = json === undefined ? undefined : jsonOf(json);
  const signature = bytesOfBase64url(last);
  if (!isObject(value) || typeof value.kid !== 'string' || signature?.length !== 64) return undefined;
  const { kid } = value;
  return same(value, headerOf(kid)) && JSON.stringify(value) === json
    ? { header, kid, signature }
    : undefined;
}

/** @param key the Ed25519 public key that the header names */
export const verifyDetached = (
  { header, signature }: DetachedSignature,
  payload: Uint8Array,
  key: KeyObject,
): boolean => verify(null, inputOf(header, payload), key, signature);
