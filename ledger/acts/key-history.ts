/**
 * The keys of members, as the entries of the log tell them: which counted when, and whether each change was the member's own, signed by a key
 * before it, or the registrar's, announced and not stopped (MEM-6).
 */
import { createPublicKey } from 'node:crypto';
import { leastKeyNotice } from '../../charter/choices.ts';
import { clockDifference } from '../proposal/course/windows.ts';
import { keyBytes } from './act.ts';
import { fingerprintOf, type PublicJwk, readKey } from './jwk.ts';
import { openDetached, verifyDetached } from './jws.ts';
import type { KeyChange } from './key-change.ts';

/** A key as it is registered. */
export interface RegisteredKey {
  readonly key: PublicJwk;
  /** The entry of the log that registers it. */
  readonly index: number;
  readonly sequence: number;
  /** From when it counts, and until when, exclusive; null while it was not revoked. ISO 8601, UTC. */
  readonly since: string;
  readonly until: string | null;
}

export interface KeyHistory {
  /** Takes the changes of a log in their order, and says of each in a sentence what is wrong with it after those before. */
  readonly add: (index: number, change: KeyChange) => string | undefined;
  /** Takes when a decision ended whose record is in the log: changes after it in the log are not older, so that no key is put in afterwards. */
  readonly pass: (endedAt: string) => void;
  /** A member's key, by its fingerprint. */
  readonly find: (member: string, fingerprint: string) => RegisteredKey | undefined;
}

type Told = KeyChange & { readonly index: number };

export function openKeyHistory(): KeyHistory {
  const changes = new Map<string, Told[]>();
  let newest = '';
  const pass = (at: string): void => {
    if (at > newest) newest = at;
  };
  return {
    pass,
    add: (index, change) => {
      const before = changes.get(change.member) ?? [];
      const fault =
        changeFault(before, change) ?? (runsBack(newest, change.at) ? backwards(newest) : undefined);
      changes.set(change.member, [...before, { ...change, index }]);
      pass(change.at);
      return fault;
    },
    find: (member, fingerprint) => found(changes.get(member) ?? [], fingerprint),
  };
}

/** Entries of the log are written in their order, as far as clocks agree. */
const runsBack = (before: string, at: string): boolean =>
  before !== '' && Date.parse(at) + clockDifference < Date.parse(before);

const backwards = (before: string): string => `says that it is older than an entry before it, of ${before}`;

function found(changes: readonly Told[], fingerprint: string): RegisteredKey | undefined {
  const standing = standingIn(changes).filter((one) => one.fingerprint === fingerprint);
  const registered = standing.find(({ change }) => change === 'register');
  if (registered?.key == null) return undefined;
  const { key, index, sequence, countsFrom: since } = registered;
  const revoked = standing
    .filter(({ change }) => change === 'revoke')
    .map(({ countsFrom }) => countsFrom)
    .toSorted();
  return { key, index, sequence, since, until: revoked[0] ?? null };
}

/** Those that nobody stopped. */
const standingIn = (changes: readonly Told[]): readonly Told[] => {
  const stopped = new Set(changes.map(({ stops }) => stops));
  return changes.filter(({ change, sequence }) => change !== 'stop' && !stopped.has(sequence));
};

function changeFault(before: readonly Told[], change: KeyChange): string | undefined {
  const { member, sequence, by } = change;
  if (sequence !== before.length + 1)
    return `is change ${sequence} of the keys of ${member}, but change ${before.length + 1} is due: one is missing or out of order`;
  const wrong = change.change === 'stop' ? stopFault(before, change) : keyFault(before, change);
  if (wrong !== undefined) return wrong;
  return by === member ? ownFault(before, change) : othersFault(change);
}

function keyFault(
  before: readonly Told[],
  { change, key, kind, fingerprint, stops }: KeyChange,
): string | undefined {
  if (stops !== null || (key === null) !== (change === 'revoke'))
    return 'says what another kind of change says';
  const known = found(before, fingerprint);
  if (change === 'revoke') return known === undefined ? 'revokes a key that was not registered' : undefined;
  if (known !== undefined) return 'registers a key that is registered already';
  const read = readKey(kind, key);
  if ('fault' in read) return `registers a key that ${read.fault}`;
  return fingerprintOf(read) === fingerprint ? undefined : 'bears a fingerprint that is not its key’s';
}

function stopFault(
  before: readonly Told[],
  { by, member, at, stops, fingerprint, key, signature }: KeyChange,
): string | undefined {
  const stopped = before.find(({ sequence }) => sequence === stops);
  if (key !== null || signature !== null || by !== member)
    return 'stops a change, which the member does, and says more';
  if (stopped === undefined || stopped.by === member || stopped.fingerprint !== fingerprint)
    return 'stops no change of the registrar’s';
  return at < stopped.countsFrom && standingIn(before).includes(stopped)
    ? undefined
    : 'stops a change that counts already, or was stopped before';
}

/** A member's own change is signed by a key that counted as it was made; the first one nobody could have signed. */
function ownFault(before: readonly Told[], own: KeyChange): string | undefined {
  const { change, at, countsFrom, member, kind, signature } = own;
  if (countsFrom !== at) return 'counts from another instant than its own, though the member made it';
  if (change === 'stop') return undefined;
  if (signature === null) {
    const isFirst = !before.some((one) => one.change === 'register' && one.by === member);
    return change === 'register' && kind === 'sign' && isFirst
      ? undefined
      : `bears no signature of ${member}, and is not their first key`;
  }
  const opened = openDetached(signature);
  const signer = opened && found(before, opened.kid);
  if (opened === undefined || signer === undefined || signer.key.crv !== 'Ed25519')
    return `is not signed by a key that ${member} had before it`;
  if (at < signer.since || (signer.until !== null && at >= signer.until))
    return `is signed by a key of ${member} that did not count at that instant`;
  const { council, fingerprint, sequence } = own;
  const bytes = keyBytes({ council, member, change, kind, fingerprint, sequence });
  return verifyDetached(opened, bytes, createPublicKey({ key: signer.key, format: 'jwk' }))
    ? undefined
    : 'bears a signature that is not of this change';
}

/** The charter's notice is 72 hours at least, at the pace of the council (CHA-2, MEM-6). */
function othersFault({ by, at, countsFrom, signature, pace }: KeyChange): string | undefined {
  if (signature !== null) return `was made by ${by}, and bears a signature all the same`;
  const notice = Date.parse(countsFrom) - Date.parse(at);
  const least = Math.ceil(leastKeyNotice / pace);
  return notice >= least
    ? undefined
    : `was made by ${by}, and counts ${notice} ms after it, not ${least} at least`;
}
