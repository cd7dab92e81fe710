/**
 * The form of secrets: a prefix (`fmt_` of a personal access token, `fmi_` of an invitation), 32 random bytes in 43 digits of base 62, and a
 * CRC-32 of those digits in 6 more. Prefix and checksum let scanners of secrets tell one from any other text, without asking anybody.
 */
import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const tokenPrefix = 'fmt_';
const invitationPrefix = 'fmi_';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretLength = 43;
const checksumLength = 6;
const form = new RegExp(`^${tokenPrefix}([0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`);

/** A number in base 62, with zeros before it up to a length. */
function inBase62(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; rest > 0n; rest /= 62n) text = `${digits[Number(rest % 62n)] ?? ''}${text}`;
  return text.padStart(length, '0');
}

const checksum = (secret: string): string => inBase62(BigInt(crc32(secret)), checksumLength);

function newSecret(prefix: string): string {
  const secret = inBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength);
  return `${prefix}${secret}${checksum(secret)}`;
}

export const newToken = (): string => newSecret(tokenPrefix);

export const newInvitation = (): string => newSecret(invitationPrefix);

/** Whether a bearer token means to be a personal access token. */
export const isOurs = (token: string): boolean => token.startsWith(tokenPrefix);

/** Whether it has the form, its checksum included; one that has not was never made. */
export function isWellFormed(token: string): boolean {
  const [, secret, sum] = form.exec(token) ?? [];
  return secret !== undefined && checksum(secret) === sum;
}

/** What is kept of a secret: SHA-256. It has 256 random bits, so that nothing slower is needed. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
