/** `folkmoot key`: a member's own key, made and kept on their machine, and registered (AUT-1, MEM-6). */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { keyBytes } from '../../ledger/acts/act.ts';
import { fingerprintOf, type KeyKind, type PublicJwk, readKey } from '../../ledger/acts/jwk.ts';
import { signDetached } from '../../ledger/acts/jws.ts';
import { newKey } from '../../ledger/acts/new-key.ts';
import { jsonOf, type JsonObject } from '../../ledger/bytes/json.ts';
import { textOf } from '../../charter/text/utf8.ts';
import { cliError } from '../error.ts';
import { longestText } from '../log.ts';
import type { Report } from '../report.ts';
import { answered, fileBytes, send, serverSource } from '../source.ts';

interface OwnKey {
  readonly privateKey: KeyObject;
  readonly key: PublicJwk;
  readonly fingerprint: string;
}

/** Writes a key to a file that is not there yet, with mode 0600; only its public half is printed. */
export async function newMemberKey(file: string): Promise<Report> {
  const { publicJwk, d } = newKey('Ed25519');
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw cliError(`${file} cannot be made (${(error as Error).message}).`);
  });
  try {
    await handle.writeFile(`${JSON.stringify({ ...publicJwk, d })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const { key, fingerprint } = await ownKey(file);
  return {
    checks: [],
    notes: [`A key was written to ${file}, which nobody else should read. Its fingerprint:`, fingerprint],
    figures: { file, fingerprint, key },
  };
}

/** @throws in a sentence that quotes nothing of the file */
export async function ownKey(file: string): Promise<OwnKey> {
  const jwk = jsonOf(textOf(await fileBytes(file, longestText)) ?? '');
  try {
    const privateKey = createPrivateKey({ key: jwk as JsonObject, format: 'jwk' });
    const { crv, kty, x } = createPublicKey(privateKey).export({ format: 'jwk' });
    const key = readKey('sign', { crv, kty, x });
    if (!('fault' in key)) return { privateKey, key, fingerprint: fingerprintOf(key) };
  } catch {
    // What is wrong with it may quote it.
  }
  throw cliError(`${file} holds no Ed25519 private key as JWK.`);
}

export interface KeyChanging {
  readonly from: string;
  readonly token: string;
  readonly member: string;
  /** The file of a key that was registered before; undefined for the first. */
  readonly by?: string | undefined;
}

/** Registers the public half of a key. */
export async function registerMemberKey(file: string, given: KeyChanging): Promise<Report> {
  const { key, fingerprint } = await ownKey(file);
  const signature = await changeSigned(given, { change: 'register', fingerprint });
  const kept = await put(given, '', { kind: 'sign', key, ...signature });
  return { checks: [], notes: [`The key ${fingerprint} of ${given.member} is registered.`], figures: kept };
}

/** Revokes a key, named by its fingerprint. */
export async function revokeMemberKey(fingerprint: string, given: KeyChanging): Promise<Report> {
  const signature = await changeSigned(given, { change: 'revoke', fingerprint });
  const kept = await put(given, `/${fingerprint}/revocation`, signature);
  return { checks: [], notes: [`The key ${fingerprint} of ${given.member} is revoked.`], figures: kept };
}

/** The signature by a key before it; none of a first one. */
export async function changeSigned(
  { from, token, member, by }: KeyChanging,
  change: { readonly change: 'register' | 'revoke'; readonly fingerprint: string },
  kind: KeyKind = 'sign',
): Promise<{ readonly signature?: string }> {
  if (by === undefined) return {};
  const { privateKey, fingerprint: kid } = await ownKey(by);
  const told = await answered(serverSource(from, token), `v1/members/${member}/keys`, longestText);
  if ('trouble' in told) throw cliError(told.trouble);
  const { council, sequence } = told.body;
  if (typeof council !== 'string' || typeof sequence !== 'number')
    throw cliError(`${from} does not say what a change of keys is signed for.`);
  const bytes = keyBytes({ council, member, sequence, kind, ...change });
  return { signature: signDetached(bytes, privateKey, kid) };
}

/** Changes the keys of the member. */
export const put = ({ from, token, member }: KeyChanging, path: string, body: object): Promise<JsonObject> =>
  send(from, { method: 'PUT', path: `v1/members/${encodeURIComponent(member)}/keys${path}`, token, body });
