/**
 * What a member signs: an act as canonical JSON (RFC 8785). It is never sent: who checks a signature makes the same bytes from what was given,
 * so that nothing else than what counts can have been signed.
 */
import { hash } from 'node:crypto';
import type { PollKind } from '../../rules/model.ts';
import { canonicalBytes } from '../bytes/canonical.ts';
import type { JsonObject } from '../bytes/json.ts';
import type { KeyKind } from './jwk.ts';

/** In every act: a signature under another form of this document holds for none of these. */
const format = 'folkmoot-act-1';

/** An answer in a poll as it is signed: a ballot, a position, or a ranking. */
export interface AnswerAct {
  /** The log's name (REC-3): the answer is of no other council. */
  readonly council: string;
  readonly decision: string;
  readonly poll: PollKind;
  /** Which of the decision's polls of the kind, from 1: an answer in the first vote is none in the second. */
  readonly number: number;
  /** Of the text: who signs a version signs no later one (PRO-6). */
  readonly version: number;
  /** A key that two members had would vote for one of them only. */
  readonly member: string;
  /** A ballot's choice or a position; null of a ranking. */
  readonly choice: string | null;
  /** Best first, those ranked equal together; null of a choice. */
  readonly ranking: readonly (readonly string[])[] | null;
  /** The words given with it, as they stand in the record; null without any. Hashed, so that an act stays short. */
  readonly reason: string | null;
  /** Counts the member's answers in this poll from 1: an older one does not come back after a newer one. */
  readonly sequence: number;
}

/** SHA-256 of a text's UTF-8 bytes, lower-case hexadecimal digits. */
const textHash = (text: string): string => hash('sha256', text, 'hex');

const answerActs: Readonly<Record<PollKind, 'ballot' | 'position' | 'ranking'>> = {
  preferences: 'ranking',
  positions: 'position',
  votes: 'ballot',
  override: 'ballot',
  ratification: 'ballot',
  remedies: 'ranking',
};

export const answerBytes = ({ reason, choice, ranking, ...answer }: AnswerAct): Buffer => {
  const act = answerActs[answer.poll];
  return canonicalBytes({
    ...answer,
    act,
    format,
    ...(act === 'ranking' ? { ranking } : { choice }),
    reason: reason === null ? null : textHash(reason),
  });
};

/** An act or a declaration in a process as it is signed. */
export interface ProcessAct {
  readonly council: string;
  /** The id of the process. */
  readonly decision: string;
  /** As the description of kinds names it (GET /v1/kinds). */
  readonly act: string;
  /** What is said: the body as it is read, and what else the path names. */
  readonly body: JsonObject;
  readonly member: string;
  /** Counts what the member signed of this act in this process from 1: what was said once is not said again with it. */
  readonly sequence: number;
}

export const actBytes = (act: ProcessAct): Buffer => canonicalBytes({ ...act, format });

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
