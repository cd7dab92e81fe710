/**
 * What the ledger takes from `node:crypto`, in a browser: SHA-256 and the check of an Ed25519 signature, of noble, which answer at once as
 * Node's do. Nothing here makes a key or signs: those functions are missing, and say so.
 */
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from './buffer.ts';

type Bytes = string | Uint8Array;
const bytesOf = (data: Bytes): Uint8Array => (typeof data === 'string' ? Buffer.from(data, 'utf8') : data);

export function hash(
  algorithm: string,
  data: Bytes,
  encoding: 'hex' | 'base64' | 'base64url' | 'buffer' = 'hex',
) {
  if (algorithm !== 'sha256') throw new TypeError(`no ${algorithm} in a browser`);
  const digest = Buffer.from(sha256(bytesOf(data)));
  return encoding === 'buffer' ? digest : digest.toString(encoding);
}

export function createHash(algorithm: string) {
  if (algorithm !== 'sha256') throw new TypeError(`no ${algorithm} in a browser`);
  const state = sha256.create();
  const hashing = {
    update: (data: Bytes) => {
      state.update(bytesOf(data));
      return hashing;
    },
    digest: (encoding?: 'hex' | 'base64' | 'base64url') => {
      const digest = Buffer.from(state.digest());
      return encoding === undefined ? digest : digest.toString(encoding);
    },
  };
  return hashing;
}

interface Jwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
}
interface PublicKey {
  readonly curve: string;
  readonly bytes: Uint8Array;
}

/** @throws for a point that is none of its curve, as Node's does */
export function createPublicKey({ key }: { readonly key: Jwk }): PublicKey {
  const curve = key.crv ?? '';
  const x = Buffer.from(key.x ?? '', 'base64url');
  if (curve === 'P-256') {
    const bytes = Buffer.concat([Uint8Array.of(4), x, Buffer.from(key.y ?? '', 'base64url')]);
    p256.Point.fromBytes(bytes).assertValidity();
    return { curve, bytes };
  }
  if (x.length !== 32) throw new TypeError('a key has 32 bytes');
  return { curve, bytes: x };
}

export const verify = (_algorithm: null, data: Bytes, key: PublicKey, signature: Uint8Array): boolean =>
  // As Node and RFC 8032 do, and not as ZIP 215 lets batches be checked.
  key.curve === 'Ed25519' && ed25519.verify(signature, bytesOf(data), key.bytes, { zip215: false });

/** The secret that two keys share; only whether it is none is asked (RFC 7748, section 6.1). */
export const diffieHellman = ({
  privateKey,
  publicKey,
}: {
  privateKey: Uint8Array;
  publicKey: PublicKey;
}): Uint8Array => x25519.getSharedSecret(privateKey, publicKey.bytes);

export const generateKeyPairSync = (_kind: 'x25519'): { readonly privateKey: Uint8Array } => ({
  privateKey: x25519.utils.randomSecretKey(),
});

/** Bytes of chance, as many as are asked for. */
export const randomBytes = (size: number): Buffer =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(size)));

const missing = (name: string) => (): never => {
  throw new TypeError(`${name} is not there in a browser`);
};
export const createPrivateKey = missing('createPrivateKey');
export const sign = missing('sign');
