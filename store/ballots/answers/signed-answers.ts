/** Signatures of answers: checked by themselves before anything is looked up, and then against the poll and its electorate (AUT-1, MEM-3). */
import { createPublicKey } from 'node:crypto';
import { answerBytes } from '../../../ledger/acts/act.ts';
import { openDetached, verifyDetached } from '../../../ledger/acts/jws.ts';
import type { PollKind } from '../../../rules/model.ts';
import { refuse, type Refusal } from '../../../rules/refusal.ts';
import type { Keyring } from '../../council/member-keys.ts';
import type { Answer, CheckedSignature, GivenSignature, SignatureFault } from './answer.ts';
import type { Poll } from '../polls.ts';

interface Signed {
  readonly decision: string;
  readonly member: string;
  readonly answer: Answer<PollKind>;
}

/** Checks signatures for one council. */
export type SignatureCheck = (answer: Signed, given: GivenSignature) => Promise<CheckedSignature>;

/** @param council the log's name; an answer takes some tenths of a millisecond, and one statement where its key is not known yet */
export const openSignatureCheck =
  (council: string, keyring: Keyring): SignatureCheck =>
  async ({ decision, member, answer }, given) => {
    const opened = openDetached(given.signature);
    if (opened === undefined || answer.version === undefined) return { ...given, kid: '', fault: 'form' };
    const key = await keyring(member, opened.kid);
    if (key === undefined) return { ...given, kid: opened.kid, fault: 'unknown-key' };
    const bytes = answerBytes({
      council,
      decision,
      poll: answer.kind,
      number: given.number,
      version: answer.version,
      member,
      choice: answer.choice,
      ranking: answer.ranking,
      reason: answer.reason,
      sequence: given.sequence,
    });
    const holds = verifyDetached(opened, bytes, createPublicKey({ key, format: 'jwk' }));
    return { ...given, kid: opened.kid, fault: holds ? null : 'does-not-hold' };
  };

/** A key of an elector that counted as the electorate was fixed, and when it was revoked, where it was. */
export type CountingKey = readonly [fingerprint: string, revokedAt: string | null];

const ballots: readonly PollKind[] = ['votes', 'override', 'ratification'];

/**
 * Why a signature, or the want of one, keeps an answer from counting.
 * @param given how often the elector has answered in the poll; keys: null where its charter has nothing signed
 */
export function signatureRefusal(
  { kind, number, version, rules }: Pick<Poll, 'kind' | 'number' | 'version' | 'rules'>,
  { signed }: Pick<Answer, 'signed'>,
  { given, keys }: { readonly given: number; readonly keys: readonly CountingKey[] | null },
  at: string,
): Refusal | undefined {
  const isAsked = keys !== null && (rules.charter.signatures === 'all' || ballots.includes(kind));
  const sequence = given + 1;
  if (signed === undefined)
    return isAsked
      ? refuse('signature-required', 'AUT-1', { poll: kind, number, version, sequence })
      : undefined;
  const no = (reason: SignatureFault, more = {}): Refusal =>
    refuse('signature-refused', 'AUT-1', { reason, ...more });
  if (!isAsked) return no('not-asked-for');
  if (signed.fault !== null) return no(signed.fault, signed.fault === 'form' ? {} : { key: signed.kid });
  if (signed.number !== number) return no('other-poll', { signed: signed.number, number });
  const key = keys.find(([fingerprint]) => fingerprint === signed.kid);
  if (key === undefined)
    return refuse('signature-refused', 'MEM-3', { reason: 'registered-later', key: signed.kid });
  const [, revokedAt] = key;
  if (revokedAt !== null && revokedAt <= at) return no('revoked', { key: signed.kid, revokedAt });
  return signed.sequence === sequence ? undefined : no('sequence', { signed: signed.sequence, sequence });
}

/** Whether what was signed may stand already: it comes again, as its acknowledgement was lost. */
export const mayStandSigned = ({ code, facts }: Refusal): boolean =>
  code === 'signature-refused' && facts.reason === 'sequence';
