/**
 * New keys of Curve25519, to sign or to seal (RFC 8037). One is made as bytes and read again: what exports a key as JWK holds its lock, and as long as what
 * made it lives on beside it, memory that is cleared meanwhile waits for that lock for ever (Node 20, `~KeyPairGenConfig`).
 */
import {
  createPrivateKey,
  type ED25519KeyPairOptions,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

type Curve = 'Ed25519' | 'X25519';

export interface NewKey<Crv extends Curve = Curve> {
  readonly privateKey: KeyObject;
  readonly publicJwk: { readonly crv: Crv; readonly kty: 'OKP'; readonly x: string };
  /** The private half, base64url. Keep it secret. */
  readonly d: string;
}

type Bytes = ED25519KeyPairOptions<'der', 'der'>;
const asBytes: Bytes = {
  publicKeyEncoding: { format: 'der', type: 'spki' },
  privateKeyEncoding: { format: 'der', type: 'pkcs8' },
};

export function newKey<Crv extends Curve>(crv: Crv): NewKey<Crv> {
  const made =
    crv === 'Ed25519' ? generateKeyPairSync('ed25519', asBytes) : generateKeyPairSync('x25519', asBytes);
  const privateKey = createPrivateKey({ key: made.privateKey, format: 'der', type: 'pkcs8' });
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' });
  return { privateKey, publicJwk: { crv, kty: 'OKP', x }, d };
}
