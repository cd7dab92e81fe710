/** One's own keys in this browser: made here or brought as a file, kept so that no script reads their private half, registered by oneself (SUP-3, MEM-6). */
import '../../browser/buffer.ts';
import '../../browser/schemas.ts';
import { keyBytes } from '../../../ledger/acts/act.ts';
import { fingerprintOf, type KeyKind, type PublicJwk, readKey } from '../../../ledger/acts/jwk.ts';
import { detached, unsignedDetached } from '../../../ledger/acts/jws.ts';
import { act, read } from '../client.ts';
import { now } from '../clock.ts';
import { allKept, keep } from './kept.ts';

/** A key in this browser; its id is its fingerprint. */
export interface OwnKey {
  readonly id: string;
  readonly member: string;
  readonly kind: KeyKind;
  readonly key: PublicJwk;
  readonly privateKey: CryptoKey;
}

/** What WebCrypto calls the curves, and what their private halves do here. */
const curves = {
  Ed25519: { kind: 'sign', algorithm: { name: 'Ed25519' }, uses: ['sign'] },
  X25519: { kind: 'seal', algorithm: { name: 'X25519' }, uses: ['deriveBits'] },
  'P-256': { kind: 'seal', algorithm: { name: 'ECDH', namedCurve: 'P-256' }, uses: ['deriveBits'] },
} as const;

export async function ownKeys(member: string): Promise<readonly OwnKey[]> {
  return (await allKept<OwnKey>('keys')).filter((key) => key.member === member);
}

/** The keys of a member as the service has them, those that count no more too. */
export const keysOf = (member: string) =>
  read('/v1/members/{id}/keys', { path: { id: member } }, new AbortController().signal);

export type Registered = Awaited<ReturnType<typeof keysOf>>['items'][number];

/** Whether it is a key that the member registered themselves, which counts at once, and has not revoked. */
export const counts = ({ registeredBy, revokedAt }: Registered, member: string): boolean =>
  registeredBy === member && (revokedAt === null || revokedAt > new Date(now()).toISOString());

/** Makes a key of which the private half never leaves the browser; P-256 where it has no X25519. */
async function made(member: string, kind: KeyKind): Promise<OwnKey> {
  const make = async (curve: keyof typeof curves) => {
    const { algorithm, uses } = curves[curve];
    const pair = (await crypto.subtle.generateKey(algorithm, false, [...uses])) as CryptoKeyPair;
    const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    return { key: { crv, kty, x, ...(y === undefined ? {} : { y }) }, privateKey: pair.privateKey };
  };
  const { key: jwk, privateKey } =
    kind === 'sign' ? await make('Ed25519') : await make('X25519').catch(() => make('P-256'));
  const key = readKey(kind, jwk);
  if ('fault' in key) throw new Error(`The key ${key.fault}.`);
  return { id: fingerprintOf(key), member, kind, key, privateKey };
}

/** A private key as `folkmoot` writes it, read from a file; null where it holds none. */
export async function keyInFile(member: string, file: Blob): Promise<OwnKey | null> {
  try {
    const { d, ...rest } = JSON.parse(await file.text()) as JsonWebKey;
    const { crv, kty, x, y } = rest;
    const curve = curves[crv as keyof typeof curves];
    const key = readKey(curve.kind, { crv, kty, x, ...(y === undefined ? {} : { y }) });
    if ('fault' in key) return null;
    const jwk = { ...key, d: String(d) };
    const privateKey = await crypto.subtle.importKey('jwk', jwk, curve.algorithm, false, [...curve.uses]);
    return { id: fingerprintOf(key), member, kind: curve.kind, key, privateKey };
  } catch {
    // What is wrong with it may quote it.
    return null;
  }
}

/** A signature of Ed25519 over bytes, by a key in this browser. */
export const signedBy = async ({ privateKey }: OwnKey, input: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(input)));

/** Registers a key, signed by one that counts; the first one, to sign with, by the session alone. */
async function register({ member, kind, key, id: fingerprint }: OwnKey, by: OwnKey | null): Promise<void> {
  const { council, sequence } = await keysOf(member);
  const change = { council, member, sequence, kind, change: 'register', fingerprint } as const;
  let signature: string | undefined;
  if (by !== null) {
    const { header, input } = unsignedDetached(keyBytes(change), by.id);
    signature = detached(header, await signedBy(by, input));
  }
  await act({
    method: 'PUT',
    path: `/v1/members/${encodeURIComponent(member)}/keys`,
    body: { kind, key, ...(signature === undefined ? {} : { signature }) },
  });
}

/**
 * Makes keys of these kinds in this browser and registers them; a key is kept before it is registered, so that none counts that nobody has.
 * @param by a key to sign with that counts; null where the member has none yet, and one to sign with is made first
 */
export async function makeKeys(member: string, by: OwnKey | null): Promise<void> {
  // A browser that is short of room may clear what was not asked to last.
  await navigator.storage.persist().catch(() => false);
  const kept = (await ownKeys(member)).find(({ id }) => id === by?.id);
  const signer = kept ?? (await made(member, 'sign'));
  if (kept === undefined) {
    await keep('keys', signer);
    await register(signer, by);
  }
  const seal = await made(member, 'seal');
  await keep('keys', seal);
  await register(seal, signer);
}

/** Keeps a key that was brought as a file, where the member has registered it. */
export async function bringKey(key: OwnKey): Promise<void> {
  await navigator.storage.persist().catch(() => false);
  await keep('keys', key);
}
