/** Tokens of the one-machine default: signed with a key of its own, and given to whoever sits at the machine. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Request } from 'express';
import { createLocalJWKSet, importJWK, type JWK, SignJWT } from 'jose';
import { newKey } from '../../ledger/acts/new-key.ts';
import type { Issuer } from './issuers.ts';

const algorithm = 'EdDSA';
/** How long a token is good. */
const lifetime = '30 days';

/** Who vouches for members in the trial, by their ids: nobody but the machine. */
export const trialIssuer = 'folkmoot-dev';
const audience = 'folkmoot';

export interface OwnKey {
  /** Its tokens name a member by their id. */
  readonly issuer: Issuer;
  /** A token for a member's id. */
  readonly sign: (member: string) => Promise<string>;
}

/**
 * The key kept in a file, readable by its owner only; made where there is none. Two processes that start at once share one.
 * @param path of a private JWK (Ed25519); its folder is made
 */
export async function ownKey(path: string): Promise<OwnKey> {
  const { d, ...publicPart } = await readOrMake(path);
  const privateKey = await importJWK({ ...publicPart, ...(d === undefined ? {} : { d }) }, algorithm);
  return {
    issuer: {
      issuer: trialIssuer,
      keys: createLocalJWKSet({ keys: [{ ...publicPart, alg: algorithm }] }),
      audience: [audience],
      subjectIs: 'member',
    },
    sign: (member) =>
      new SignJWT()
        .setProtectedHeader({ alg: algorithm })
        .setSubject(member)
        .setIssuer(trialIssuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(lifetime)
        .sign(privateKey),
  };
}

async function readOrMake(path: string): Promise<JWK> {
  const known = await read(path);
  if (known !== undefined) return known;
  const { publicJwk, d } = newKey('Ed25519');
  await mkdir(dirname(path), { recursive: true });
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, JSON.stringify({ ...publicJwk, d }), { mode: 0o600, flag: 'wx' });
  try {
    await link(own, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(own);
  }
  const made = await read(path);
  if (made === undefined) throw new Error(`${path} has vanished`);
  return made;
}

async function read(path: string): Promise<JWK | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as JWK;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a Host is a name of this machine, at whatever port. */
export const isOwnName = (host: string | undefined): boolean =>
  loopbackHosts.has((host ?? '').replace(/:\d+$/, '').toLowerCase());

/**
 * Whether a request comes from this machine and is meant for it. The address is the socket's, which no header can change; the
 * Host must be a name of the machine itself, since a page of another site whose name leads here would bear its own.
 */
export function isLoopback(request: Pick<Request, 'socket' | 'headers'>): boolean {
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const local = address === '::1' || address.startsWith('127.');
  return local && isOwnName(request.headers.host) && request.headers['x-forwarded-for'] === undefined;
}
