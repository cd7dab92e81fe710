/** What a cookie bears, what is made of it, and what it seals: of a session the server keeps no secret. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const length = 32;
const wellFormed = /^[\w-]{43}$/;

/** 32 random bytes in base64url (RFC 4648, section 5). */
export const newSecret = (): string => randomBytes(length).toString('base64url');

export const isSecret = (text: string): boolean => wellFormed.test(text);

/** SHA-256 of a secret, by which it is kept and found. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Another secret made of it for one purpose: who has one of them has neither the others nor the first (RFC 2104). */
export const derived = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url');

/** Whether two texts are the same, in a time that does not say where they differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(one).digest(),
    createHash('sha256').update(other).digest(),
  );
}

const cipher = 'aes-256-gcm';
const [nonceLength, tagLength] = [12, 16];

const keyOf = (secret: string): Buffer =>
  createHmac('sha256', secret).update('folkmoot session tokens').digest();

/** Seals bytes with what the cookie bears (AES-256-GCM): a nonce, the sealed bytes, a tag. */
export function seal(secret: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, keyOf(secret), nonce);
  return Buffer.concat([nonce, sealing.update(bytes), sealing.final(), sealing.getAuthTag()]);
}

/** Opens what was sealed. @throws an Error where it was not sealed with this secret, or was changed */
export function open(secret: string, sealed: Buffer): Buffer {
  const opening = createDecipheriv(cipher, keyOf(secret), sealed.subarray(0, nonceLength));
  opening.setAuthTag(sealed.subarray(-tagLength));
  return Buffer.concat([opening.update(sealed.subarray(nonceLength, -tagLength)), opening.final()]);
}
