/** Which points of curve 25519 are none of a key: off the curve, of low order, or in another writing than their own (RFC 7748, RFC 8032). */
import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';

/** The field, and the constant of the curve −x² + y² = 1 + d·x²·y² (RFC 8032, section 5.1). */
const p = 2n ** 255n - 19n;
const d = modulo(-121_665n * inverse(121_666n));

function modulo(value: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = modulo(base), left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}

function inverse(value: bigint): bigint {
  return power(value, p - 2n);
}

/** The number that 32 bytes write, the lowest first, without its highest bit. */
function numberOf(bytes: Uint8Array): bigint {
  const highestFirst = Buffer.from(bytes).reverse();
  return BigInt(`0x${highestFirst.toString('hex')}`) & (2n ** 255n - 1n);
}

/** x² of a point, from its y. */
const xSquared = (y: bigint): bigint => modulo((y * y - 1n) * inverse(d * y * y + 1n));

const isSquare = (value: bigint): boolean => value === 0n || power(value, (p - 1n) / 2n) === 1n;

/** The y of a point added to itself. */
function doubled(y: bigint): bigint {
  const x2 = xSquared(y);
  return modulo((y * y + x2) * inverse(1n - d * x2 * y * y));
}

/**
 * Whether 32 bytes are an Ed25519 public key that a signature proves something of: written as its own point is, on the curve, and not of low
 * order, under which one signature holds for many texts.
 */
export function isEd25519Key(bytes: Uint8Array): boolean {
  const y = numberOf(bytes);
  if (bytes.length !== 32 || y >= p || !isSquare(xSquared(y))) return false;
  // Eight times a point of low order is the neutral one, whose y is 1.
  return doubled(doubled(doubled(y))) !== 1n;
}

/** Whether 32 bytes are an X25519 public key with which a secret can be shared (RFC 7748, section 6.1): of low order, everybody's would be zero. */
export function isX25519Key(bytes: Uint8Array): boolean {
  const isOwnWriting = bytes.length === 32 && ((bytes[31] ?? 0) & 0x80) === 0 && numberOf(bytes) < p;
  if (!isOwnWriting) return false;
  const x = Buffer.from(bytes).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  const { privateKey } = generateKeyPairSync('x25519');
  try {
    diffieHellman({ privateKey, publicKey });
    return true;
  } catch {
    return false;
  }
}
