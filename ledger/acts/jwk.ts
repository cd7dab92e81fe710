/**
 * Members' public keys as JWK: Ed25519 to sign with (RFC 8037), X25519 (RFC 8037) or P-256 (RFC 7518, section 6.2) to seal for. Read strictly:
 * the members that the key needs and no others, so that no private part comes with it and a key has one fingerprint.
 */
import { createPublicKey, hash } from 'node:crypto';
import { z } from 'zod';
import { bytesOfBase64url } from '../bytes/base64url.ts';
import { canonicalBytes } from '../bytes/canonical.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { isEd25519Key, isX25519Key } from './curve25519.ts';

export const keyKinds = ['sign', 'seal'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** The form alone; whether it is a key, `readKey` says. */
export const jwkSchema = z.union([
  z.strictObject({ crv: z.enum(['Ed25519', 'X25519']), kty: z.literal('OKP'), x: z.string() }),
  z.strictObject({ crv: z.literal('P-256'), kty: z.literal('EC'), x: z.string(), y: z.string() }),
]);

export type PublicJwk = z.output<typeof jwkSchema>;

const curves: Readonly<Record<KeyKind, readonly PublicJwk['crv'][]>> = {
  sign: ['Ed25519'],
  seal: ['X25519', 'P-256'],
};

/** A public key for a use, or in a clause what is wrong with it. */
export function readKey(kind: KeyKind, value: unknown): PublicJwk | Fault {
  const { data: key } = jwkSchema.safeParse(value);
  if (key === undefined)
    return fault(
      'is no public JWK with the members that its curve has (crv, kty, x and of P-256 y) and no others',
    );
  if (!curves[kind].includes(key.crv))
    return fault(`is of the curve ${key.crv}; to ${kind} it is ${curves[kind].join(' or ')}`);
  return isPoint(key)
    ? key
    : fault(`is no point of ${key.crv} that can be a key, in base64url without padding`);
}

function isPoint(key: PublicJwk): boolean {
  const x = bytesOfBase64url(key.x);
  if (x?.length !== 32) return false;
  if (key.crv === 'Ed25519') return isEd25519Key(x);
  if (key.crv === 'X25519') return isX25519Key(x);
  if (key.kty !== 'EC' || bytesOfBase64url(key.y)?.length !== 32) return false;
  try {
    createPublicKey({ key, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** The thumbprint of RFC 7638: SHA-256 over the canonical JSON of the members that the key needs, base64url. */
export const fingerprintOf = (key: PublicJwk): string => hash('sha256', canonicalBytes(key), 'base64url');

/** What a fingerprint looks like. */
export const fingerprintPattern = /^[\w-]{43}$/;
