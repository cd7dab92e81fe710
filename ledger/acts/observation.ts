/**
 * Observations of sensors and members (ALM-2): a flattened JWS (RFC 7515, section 7.2.2) by an Ed25519 key (RFC 9864) over canonical JSON
 * (RFC 8785). Read strictly, so that what was signed has one writing.
 */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { slug, text } from '../../charter/text/text.ts';
import { textOf } from '../../charter/text/utf8.ts';
import { bytesOfBase64url } from '../bytes/base64url.ts';
import { canonicalBytes } from '../bytes/canonical.ts';
import { isObject, jsonOf, readCanonical } from '../bytes/json.ts';
import { hash } from '../parts/schema/parts.ts';
import { same } from '../recount/difference.ts';
import { fingerprintOf, fingerprintPattern, type PublicJwk } from './jwk.ts';

/** Under another type a signature is of something else. */
const type = 'folkmoot-observation+jws';

/** Characters of the payload and the header of one, base64url. */
export const longestPayload = 4_096;
const longestHeader = 400;

const told = {
  /** Counts a source's observations upwards. */
  number: z.int().min(1),
  instant: z.iso.datetime({ offset: true }),
  kind: text(64).min(1),
  integers: z.array(z.int()).max(100).optional(),
  text: text(1_000).optional(),
  /** SHA-256 of what is kept elsewhere: pictures, recordings. */
  hashes: z.array(hash).max(20).optional(),
};

const says = ({
  integers,
  text: words,
  hashes,
}: {
  readonly integers?: unknown;
  readonly text?: unknown;
  readonly hashes?: unknown;
}): boolean => (integers ?? words ?? hashes) !== undefined;
const silence = { error: 'says nothing: it has integers, a text or hashes' };

/** What is signed; by a sensor, or by a member. */
const bySensor = z.strictObject({ sensor: slug, ...told }).refine(says, silence);
const byMember = z.strictObject({ member: slug, ...told }).refine(says, silence);
export type Observation = z.output<typeof bySensor> | z.output<typeof byMember>;

export interface SignedObservation {
  readonly payload: string;
  readonly protected: string;
  readonly signature: string;
}

/** Taken apart; whether its signature holds is not known yet. */
export interface OpenedObservation {
  readonly by: { readonly kind: 'sensor' | 'member'; readonly id: string };
  readonly observation: Observation;
  /** Its instant, ISO 8601, UTC, to the millisecond. */
  readonly at: string;
  /** The fingerprint of the key that it says it is by (RFC 7638). */
  readonly kid: string;
  readonly signed: SignedObservation;
}

const headerOf = (kid: string) => ({ alg: 'Ed25519', kid, typ: type });

const inputOf = ({ protected: header, payload }: SignedObservation): Buffer =>
  Buffer.from(`${header}.${payload}`, 'ascii');

/** @param key an Ed25519 private key; @param publicKey its public half */
export function signObservation(
  observation: Observation,
  key: KeyObject,
  publicKey: PublicJwk,
): SignedObservation {
  const unsigned = {
    payload: canonicalBytes(observation).toString('base64url'),
    protected: canonicalBytes(headerOf(fingerprintOf(publicKey))).toString('base64url'),
    signature: '',
  };
  return { ...unsigned, signature: sign(null, inputOf(unsigned), key).toString('base64url') };
}

/** Headers that were read: a source's are all the same. */
const mostHeaders = 50_000;
const headers = new Map<string, string>();

/** The fingerprint that a header names; undefined where it is no header of an observation. */
function kidIn(header: string): string | undefined {
  const known = headers.get(header);
  if (known !== undefined || header.length > longestHeader) return known;
  const json = textOf(bytesOfBase64url(header) ?? new Uint8Array());
  const value = json === undefined ? undefined : jsonOf(json);
  if (!isObject(value) || typeof value.kid !== 'string' || !fingerprintPattern.test(value.kid))
    return undefined;
  // In any order, with nothing between its members.
  if (!same(value, headerOf(value.kid)) || JSON.stringify(value) !== json) return undefined;
  const [oldest] = headers.size < mostHeaders ? [] : headers.keys();
  if (oldest !== undefined) headers.delete(oldest);
  headers.set(header, value.kid);
  return value.kid;
}

/** Takes one apart; or says in a clause what is wrong with it. */
export function openObservation(signed: SignedObservation): OpenedObservation | { readonly fault: string } {
  const kid = kidIn(signed.protected);
  if (kid === undefined) return { fault: `has a header other than alg "Ed25519", kid and typ "${type}"` };
  if (bytesOfBase64url(signed.signature)?.length !== 64)
    return { fault: 'has a signature that is not 64 bytes in base64url' };
  const bytes = signed.payload.length > longestPayload ? undefined : bytesOfBase64url(signed.payload);
  const value = bytes === undefined ? undefined : readCanonical(bytes);
  if (value === undefined)
    return { fault: 'has a payload that is not canonical JSON (RFC 8785) in base64url' };
  const schema = isObject(value) && 'sensor' in value ? bySensor : byMember;
  const { data: observation, error } = schema.safeParse(value);
  if (observation === undefined)
    return { fault: `has a payload that says no observation: ${error.issues[0]?.message ?? ''}` };
  const by =
    'sensor' in observation
      ? { kind: 'sensor' as const, id: observation.sensor }
      : { kind: 'member' as const, id: observation.member };
  return { by, observation, at: new Date(observation.instant).toISOString(), kid, signed };
}

/** Whether the signature holds; asked beside the event loop, which goes on meanwhile. */
export const verifyObservation = (signed: SignedObservation, key: KeyObject): Promise<boolean> =>
  new Promise((resolve) => {
    verify(null, inputOf(signed), key, Buffer.from(signed.signature, 'base64url'), (error, holds) =>
      resolve(error === null && holds),
    );
  });

/** The observation that a key signed; undefined where it did not. For who checks a record, at once. */
export function observationBy(signed: SignedObservation, key: PublicJwk): OpenedObservation | undefined {
  const opened = openObservation(signed);
  if ('fault' in opened || opened.kid !== fingerprintOf(key)) return undefined;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const holds = verify(null, inputOf(signed), publicKey, Buffer.from(signed.signature, 'base64url'));
  return holds ? opened : undefined;
}
