/** Keys of the log: Ed25519 (RFC 8032), named and written as C2SP signed-note and Go's `sumdb/note` write them. */
import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import { newKey } from '../acts/new-key.ts';
import { bytesOfBase64 } from '../bytes/base64.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { isWellFormed } from '../bytes/text.ts';

/** The signature type of Ed25519 (C2SP signed-note, "Signature types"). */
const ed25519 = 0x01;

/** Whose signature it is: the log's name, and the key's id, 8 lower-case hexadecimal digits. */
export interface KeyId {
  readonly name: string;
  readonly id: string;
}

/** The public half: what someone needs to check. */
export interface Verifier extends KeyId {
  /** `<name>+<id>+<base64>`, the verifier key line. */
  readonly line: string;
  readonly verify: (text: string, signature: Uint8Array) => boolean;
}

/** The whole key. Its private half is nowhere in the object, so that no log line or error can print it. */
export interface Signer extends KeyId {
  readonly verifier: Verifier;
  /** The 64 bytes of the signature over a text's UTF-8 bytes. */
  readonly sign: (text: string) => Buffer;
}

/** The first 4 bytes of SHA-256(name || 0x0A || 0x01 || public key), as hexadecimal digits. */
function keyId(name: string, key: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), key]), 'hex').slice(0, 8);
}

/** A name is not empty and has neither a plus nor white space (Go takes U+0085 for some too), nor control characters. */
export const isKeyName = (name: string): boolean =>
  name !== '' && isWellFormed(name) && !/[+\s\u0000-\u001f\u0085]/u.test(name);

/** A key of type and 32 bytes in canonical base64. */
function keyOfBase64(text: string): Buffer | undefined {
  const key = bytesOfBase64(text);
  return key?.length === 33 && key[0] === ed25519 ? key : undefined;
}

/** Reads a verifier key line; a line that is not exactly one says why. */
export function parseVerifier(line: string): Verifier | Fault {
  const [name = '', id = '', ...rest] = line.split('+');
  const key = keyOfBase64(rest.join('+'));
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id) || key === undefined)
    return fault('is not a verifier key line: <name>+<8 hexadecimal digits>+<base64 of an Ed25519 key>');
  if (keyId(name, key) !== id)
    return fault(`bears the id ${id}, but its name and key make ${keyId(name, key)}`);
  const x = key.subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return {
    name,
    id,
    line,
    verify: (text, signature) => verify(null, Buffer.from(text), publicKey, signature),
  };
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** After the signature type the 32 bytes of a half of a key. */
const rawOf = (half = ''): Buffer => Buffer.concat([Uint8Array.of(ed25519), Buffer.from(half, 'base64url')]);

/** Makes a key: `PRIVATE+KEY+<name>+<id>+<base64>`, as Go's `note.GenerateKey` writes one. Keep it secret. */
export function makeSignerKey(name: string): string {
  if (!isKeyName(name)) throw new TypeError('a log’s name has neither white space nor a plus');
  const { publicJwk, d } = newKey('Ed25519');
  return `PRIVATE+KEY+${name}+${keyId(name, rawOf(publicJwk.x))}+${rawOf(d).toString('base64')}`;
}

/** Reads a signer key; what it says of a wrong one never quotes it. */
export function parseSigner(text: string): Signer | Fault {
  const [first, second, name = '', id = '', ...rest] = text.split('+');
  const seed = keyOfBase64(rest.join('+'));
  if (first !== 'PRIVATE' || second !== 'KEY' || !isKeyName(name) || seed === undefined)
    return fault('is not a signer key: PRIVATE+KEY+<name>+<id>+<base64 of an Ed25519 key>');
  const der = Buffer.concat([pkcs8, seed.subarray(1)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const key = rawOf(createPublicKey(privateKey).export({ format: 'jwk' }).x);
  if (keyId(name, key) !== id) return fault('bears an id that its name and key do not make');
  const verifier = parseVerifier(`${name}+${id}+${key.toString('base64')}`);
  if ('fault' in verifier) return verifier;
  return { name, id, verifier, sign: (message) => sign(null, Buffer.from(message), privateKey) };
}

/** Reads verifier key lines, one a line; empty lines are passed over. */
export function parseVerifiers(text: string): readonly Verifier[] | Fault {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return fault('holds no verifier key line');
  const verifiers: Verifier[] = [];
  for (const [place, line] of lines.entries()) {
    const verifier = parseVerifier(line);
    if ('fault' in verifier) return fault(`line ${place + 1} ${verifier.fault}`);
    verifiers.push(verifier);
  }
  return verifiers;
}
