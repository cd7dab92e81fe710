/**
 * What a member signs: an act as canonical JSON (RFC 8785). It is never sent: who checks a signature makes the same bytes from what was given,
 * so that nothing else than what counts can have been signed.
 */
import { hash } from 'node:crypto';
import type { Choice, PollKind } from '../../rules/model.ts';
import { canonicalBytes } from '../bytes/canonical.ts';
import type { KeyKind } from './jwk.ts';

/** In every act: a signature under another form of this document holds for none of these. */
const format = 'folkmoot-act-1';

/** A ballot as it is signed. */
export interface BallotAct {
  /** The log's name (REC-3): the ballot is of no other council. */
  readonly council: string;
  readonly decision: string;
  readonly poll: PollKind;
  /** Which of the decision's polls of the kind, from 1: a ballot of the first vote is none of the second. */
  readonly number: number;
  /** Of the text: who signs a version signs no later one (PRO-6). */
  readonly version: number;
  /** A key that two members had would vote for one of them only. */
  readonly member: string;
  readonly choice: Choice;
  /** The words given with it, as they stand in the record; null without any. Hashed, so that an act stays short. */
  readonly reason: string | null;
  /** Counts the member's ballots in this poll from 1: an older one does not come back after a newer one. */
  readonly sequence: number;
}

/** SHA-256 of a text's UTF-8 bytes, lower-case hexadecimal digits. */
const textHash = (text: string): string => hash('sha256', text, 'hex');

export const ballotBytes = ({ reason, ...ballot }: BallotAct): Buffer =>
  canonicalBytes({
    ...ballot,
    act: 'ballot',
    format,
    reason: reason === null ? null : textHash(reason),
  });

/** A change of a member's keys as it is signed, by a key that counted before it. */
export interface KeyAct {
  readonly council: string;
  readonly member: string;
  readonly change: 'register' | 'revoke';
  readonly kind: KeyKind;
  /** Of the key that is registered or revoked; it is the whole key's (RFC 7638). */
  readonly fingerprint: string;
  /** Counts the changes of the member's keys from 1: what was undone does not come back. */
  readonly sequence: number;
}

export const keyBytes = (change: KeyAct): Buffer => canonicalBytes({ ...change, act: 'keys', format });
