/** A member's keys to seal for: made on their machine, kept beside their sign-ins, and registered by themselves (SUP-3, MEM-6). */
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fingerprintOf, fingerprintPattern } from '../../ledger/acts/jwk.ts';
import { newKey } from '../../ledger/acts/new-key.ts';
import type { Environment } from '../../settings/variables.ts';
import { cliError } from '../error.ts';
import { changeSigned, type KeyChanging, put } from '../keys/member-keys.ts';
import { signInsFile } from '../login/sign-ins.ts';
import type { Report } from '../report.ts';
import { isMissing } from '../source.ts';

/** Each in a file of its own, by its fingerprint. */
const fileOf = (environment: Environment, fingerprint: string): string =>
  join(dirname(signInsFile(environment)), 'seal-keys', `${fingerprint}.jwk`);

/** Makes a key, keeps it with mode 0600, and registers its public half. */
export async function newSealKey(given: KeyChanging, environment: Environment): Promise<Report> {
  const { publicJwk: key, d } = newKey('X25519');
  const fingerprint = fingerprintOf(key);
  const file = fileOf(environment, fingerprint);
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`${JSON.stringify({ ...key, d })}\n`);
    await handle.sync();
    await handle.close();
  } catch (error) {
    throw cliError(`${file} cannot be made (${(error as Error).message}).`);
  }
  const signature = await changeSigned(given, { change: 'register', fingerprint }, 'seal');
  await put(given, '', { kind: 'seal', key, ...signature });
  return {
    checks: [],
    notes: [
      `A key to seal for was written to ${file}, which nobody else should read, and registered: ${fingerprint}.`,
      'Without that file nothing that is sealed for you can be opened any more.',
    ],
    figures: { file, fingerprint, key },
  };
}

/** The private half of a key of one's own; undefined where it is not on this machine. */
export async function sealKeyOf(environment: Environment, fingerprint: string) {
  if (!fingerprintPattern.test(fingerprint)) return undefined;
  const file = fileOf(environment, fingerprint);
  try {
    return createPrivateKey({ key: JSON.parse(await readFile(file, 'utf8')) as JsonWebKey, format: 'jwk' });
  } catch (error) {
    if (isMissing(error)) return undefined;
    // What is wrong with it may quote it.
    throw cliError(`${file} holds no private key as JWK.`);
  }
}
