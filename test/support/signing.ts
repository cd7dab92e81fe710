/** Members who sign: a key of each, registered by themselves, and ballots signed as a client would. */
import type { KeyObject } from 'node:crypto';
import { expect } from 'vitest';
import { actBytes, answerBytes, keyBytes } from '../../ledger/acts/act.ts';
import { fingerprintOf, type PublicJwk } from '../../ledger/acts/jwk.ts';
import { signDetached } from '../../ledger/acts/jws.ts';
import { newKey } from '../../ledger/acts/new-key.ts';
import type { Choice, PollKind } from '../../rules/model.ts';
import type { Answer, Caller } from './http.ts';
import { origin } from '../ledger/keys.ts';

export interface TestKey {
  readonly jwk: PublicJwk;
  readonly fingerprint: string;
  readonly privateKey: KeyObject;
}

export function makeKey(): TestKey {
  const { publicJwk: jwk, privateKey } = newKey('Ed25519');
  return { jwk, fingerprint: fingerprintOf(jwk), privateKey };
}

/** A key for sealing: nothing is sealed for it here. */
export function makeSealKey(): Omit<TestKey, 'privateKey'> {
  const { publicJwk: jwk } = newKey('X25519');
  return { jwk, fingerprint: fingerprintOf(jwk) };
}

interface Callers {
  readonly as: (member: string) => Promise<Caller>;
}

/** Registers a key of the member's own: the first, or one that a key before it signs. */
export async function register(
  council: Callers,
  member: string,
  {
    kind = 'sign',
    key,
    by,
  }: { readonly kind?: 'sign' | 'seal'; readonly key: Omit<TestKey, 'privateKey'>; readonly by?: TestKey },
): Promise<Answer> {
  const own = await council.as(member);
  const path = `/v1/members/${member}/keys`;
  if (by === undefined) return own.put(path, { kind, key: key.jwk });
  const { council: log, sequence } = (await own.get(path)).body;
  const act = {
    council: log,
    member,
    change: 'register',
    kind,
    fingerprint: key.fingerprint,
    sequence,
  } as const;
  return own.put(path, {
    kind,
    key: key.jwk,
    signature: signDetached(keyBytes(act), by.privateKey, by.fingerprint),
  });
}

/** Revokes a key, signed by one of the member's. */
export async function revoke(
  council: Callers,
  member: string,
  {
    kind = 'sign',
    key,
    by,
  }: { readonly kind?: 'sign' | 'seal'; readonly key: Pick<TestKey, 'fingerprint'>; readonly by: TestKey },
): Promise<Answer> {
  const own = await council.as(member);
  const { sequence } = (await own.get(`/v1/members/${member}/keys`)).body;
  const act = {
    council: origin,
    member,
    change: 'revoke',
    kind,
    fingerprint: key.fingerprint,
    sequence,
  } as const;
  const signature = signDetached(keyBytes(act), by.privateKey, by.fingerprint);
  return own.put(`/v1/members/${member}/keys/${key.fingerprint}/revocation`, { signature });
}

/** A key of each of these members, registered as their first. */
export async function firstKeys(
  council: Callers,
  members: readonly string[],
): Promise<Readonly<Record<string, TestKey>>> {
  const keys: Record<string, TestKey> = {};
  for (const member of members) {
    const key = makeKey();
    expect((await register(council, member, { key })).status).toBe(200);
    keys[member] = key;
  }
  return keys;
}

export interface Balloting {
  readonly decision: string;
  readonly member: string;
  readonly choice: Choice;
  readonly reason?: string;
  readonly poll?: PollKind;
  readonly number?: number;
  readonly version?: number;
  readonly sequence?: number;
}

/** The body of a signed ballot; @param signed what is signed otherwise than it is said */
export function signedBallot(
  { decision, member, choice, reason, poll = 'votes', number = 1, version = 1, sequence = 1 }: Balloting,
  { privateKey, fingerprint }: TestKey,
  signed: Partial<Parameters<typeof answerBytes>[0]> = {},
) {
  const act = {
    council: origin,
    decision,
    poll,
    number,
    version,
    member,
    choice,
    ranking: null,
    reason: reason ?? null,
    sequence,
    ...signed,
  };
  return {
    choice,
    ...(reason === undefined ? {} : { reason }),
    version,
    signed: { number, sequence, signature: signDetached(answerBytes(act), privateKey, fingerprint) },
  };
}

/** The body of a signed position or ranking. */
export function signedAnswer(
  answer: Pick<Parameters<typeof answerBytes>[0], 'decision' | 'member' | 'poll' | 'choice' | 'ranking'> & {
    readonly reason?: string;
    readonly version?: number;
    readonly number?: number;
    readonly sequence?: number;
  },
  { privateKey, fingerprint }: TestKey,
) {
  const { poll, choice, ranking, reason, version = 1, number = 1, sequence = 1 } = answer;
  const bytes = answerBytes({
    ...answer,
    council: origin,
    reason: reason ?? null,
    version,
    number,
    sequence,
  });
  return {
    ...(ranking === null ? { position: choice } : { ranking }),
    ...(reason === undefined ? {} : { reason }),
    ...(poll === 'remedies' ? {} : { version }),
    signed: { number, sequence, signature: signDetached(bytes, privateKey, fingerprint) },
  };
}

/** The header of a signed act. */
export function signedHeader(
  act: Omit<Parameters<typeof actBytes>[0], 'council' | 'sequence'> & {
    readonly council?: string;
    readonly sequence?: number;
  },
  { privateKey, fingerprint }: TestKey,
  sequence = act.sequence ?? 1,
): Record<string, string> {
  const bytes = actBytes({ council: origin, ...act, sequence: act.sequence ?? 1 });
  const signature = signDetached(bytes, privateKey, fingerprint);
  return { 'Folkmoot-Signature': `"${signature}"; sequence=${sequence}` };
}
