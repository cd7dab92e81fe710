/** The digests of a body as its sender counted them (RFC 9530): each of those that we know must be that of the bytes. */
import { hash } from 'node:crypto';
import { refuse } from '../../rules/refusal.ts';
import { problemError, refusalError } from '../problems/problem.ts';

export const digestHeader = 'Content-Digest';
const longest = 1_000;
const known = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const;
const member = /^\s*([a-z][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):\s*$/;

/**
 * @throws problems: `invalid-header` where there is no SHA-256 in it, or it is no dictionary of byte sequences; `hash-mismatch` where the bytes have another
 */
export function mustHaveDigest(header: string | undefined, bytes: Uint8Array): void {
  const no = (reason: string): Error => problemError('invalid-header', { header: digestHeader, reason });
  if (header === undefined || header.length > longest)
    throw no('must say the SHA-256 of the bytes: sha-256=:base64:');
  const named = header.split(',').map((one) => member.exec(one));
  if (named.includes(null)) throw no('must be a dictionary of byte sequences: sha-256=:base64:');
  const digests = new Map(named.map((one) => [one?.[1], one?.[2]]));
  if (digests.size < named.length || !digests.has('sha-256'))
    throw no('must name the SHA-256 of the bytes once: sha-256=:base64:');
  for (const [name, algorithm] of Object.entries(known)) {
    const said = digests.get(name);
    const found = hash(algorithm, bytes, 'base64');
    if (said !== undefined && said !== found)
      throw refusalError(refuse('hash-mismatch', 'ALM-6', { named: said, found, algorithm: name }));
  }
}

/** What the answer that bears the bytes says of them. */
export const digestOf = (bytes: Uint8Array): string => `sha-256=:${hash('sha256', bytes, 'base64')}:`;
