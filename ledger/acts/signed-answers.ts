/** Whether answers bear the signatures of their electors, by keys that counted for them (VOT-6, AUT-1). */
import { createPublicKey } from 'node:crypto';
import type { PollKind } from '../../rules/model.ts';
import { answerBytes } from './act.ts';
import { fingerprintOf, type PublicJwk, readKey } from './jwk.ts';
import { openDetached, verifyDetached } from './jws.ts';

/** A key of an elector that counted as the electorate was fixed. */
export interface ElectorKey {
  readonly key: PublicJwk;
  /** Which change of the elector's keys registered it, counted from 1: the log has its entry. */
  readonly registered: number;
  readonly since: string;
  /** Revoked before the last poll closed; else null. */
  readonly until: string | null;
}

/** What answers are checked by, where the charter has them signed. */
export interface Signing {
  /** Ballots alone, or positions and rankings too. */
  readonly policy: 'ballots' | 'all';
  /** The log's name; undefined where the record names none, which it must. */
  readonly council: string | undefined;
  /** When the electorate was fixed at the latest, ISO 8601, UTC. */
  readonly fixed: string;
  readonly keys: ReadonlyMap<string, readonly ElectorKey[]>;
}

interface SignedAnswer {
  readonly decision: string;
  readonly poll: string;
  readonly pollNumber: number;
  readonly elector: string;
  readonly number: number;
  readonly choice?: string | null | undefined;
  readonly ranking?: readonly (readonly string[])[] | null | undefined;
  readonly reason: string | null;
  readonly version: number;
  readonly at: string;
  readonly signature?: string | undefined;
}

/** What is wrong with the signature of an answer, in a clause. */
export function signatureFault(
  answer: SignedAnswer,
  { council, fixed, keys }: Omit<Signing, 'policy'>,
): string | undefined {
  const { elector, at, signature, pollNumber: number, number: sequence } = answer;
  if (council === undefined)
    return 'is of no council: its record names none, and nobody can have signed for it (AUT-1)';
  if (signature === undefined) return `bears no signature of ${elector}, which its charter asks for (AUT-1)`;
  const opened = openDetached(signature);
  const own = (keys.get(elector) ?? []).find(({ key }) => fingerprintOf(key) === opened?.kid);
  if (opened === undefined || own === undefined || 'fault' in readKey('sign', own.key))
    return `is signed by no key that ${elector} had as the electorate was fixed (AUT-1)`;
  if (own.since > fixed)
    return `is signed by a key that ${elector} registered after the electorate was fixed (MEM-3)`;
  // In the same millisecond it came before: the ballot box takes none after a revocation.
  if (own.until !== null && at > own.until)
    return `is signed by a key of ${elector} that was revoked at ${own.until} (AUT-1)`;
  const bytes = answerBytes({
    council,
    decision: answer.decision,
    poll: answer.poll as PollKind,
    number,
    version: answer.version,
    member: elector,
    choice: answer.choice ?? null,
    ranking: answer.ranking ?? null,
    reason: answer.reason,
    sequence,
  });
  return verifyDetached(opened, bytes, createPublicKey({ key: own.key, format: 'jwk' }))
    ? undefined
    : `is not what ${elector} signed: their signature does not hold for it (AUT-1)`;
}
