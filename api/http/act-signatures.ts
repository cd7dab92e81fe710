/**
 * The member's own signature of an act, where the charter has all acts signed (AUT-1): a header beside the body that it signs, checked before
 * anything is done, and handed on with the act so that it stands beside what is told of it.
 */
import { createPublicKey } from 'node:crypto';
import type { Request } from 'express';
import { actBytes } from '../../ledger/acts/act.ts';
import { longestSignature, openDetached, verifyDetached } from '../../ledger/acts/jws.ts';
import type { Facts } from '../../rules/refusal.ts';
import { refuse } from '../../rules/refusal.ts';
import type { SignedAct } from '../../rules/signing.ts';
import { keysOf } from '../../store/council/member-keys.ts';
import { carriedCharter } from '../charter/of-decision.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';

/** A structured field (RFC 9651): the detached JWS as a text, with its number. */
export const signatureHeader = 'Folkmoot-Signature';
const form = /^"([\w-]+\.\.[\w-]+)"; ?sequence=([1-9]\d{0,8})$/;

interface Given {
  readonly signature: string;
  readonly sequence: number;
}

/** What came; undefined without any. Throws a problem `invalid-header` where it is of another form. */
export function signatureGiven(request: Pick<Request, 'get'>): Given | undefined {
  const text = request.get(signatureHeader);
  if (text === undefined) return undefined;
  const [, signature = '', sequence = ''] = (text.length <= longestSignature && form.exec(text)) || [];
  if (signature === '')
    throw problemError('invalid-header', {
      header: signatureHeader,
      reason: 'must be "header..signature"; sequence=1',
    });
  return { signature, sequence: Number(sequence) };
}

interface ActCall {
  readonly services: Services;
  readonly caller: { readonly id: string };
  readonly params: { readonly id: string };
  readonly body?: unknown;
  readonly request: Pick<Request, 'get'>;
}

/** What is signed of a request: its body as it was read, and what else its path names. */
function saidIn({ params: { id: _, ...named }, body }: ActCall): Facts {
  return { ...named, ...(body as Facts | undefined) };
}

/**
 * The signature of an act in a process, checked; nothing where its charter has acts not signed.
 * @param process its id, and the version of the charter that it carries
 * @throws the problems `signature-required` and `signature-refused`
 */
export async function actSignature(
  call: ActCall,
  process: { readonly id: string; readonly charter: { readonly version: number } },
  act: string,
): Promise<{ readonly signed?: SignedAct }> {
  const { services, caller } = call;
  const given = signatureGiven(call.request);
  const { charter } = await carriedCharter(services, process.charter.version);
  const no = (reason: string, more: Facts = {}): Error =>
    refusalError(refuse('signature-refused', 'AUT-1', { reason, ...more }));
  if (charter.signatures !== 'all') {
    if (given !== undefined) throw no('not-asked-for');
    return {};
  }
  const body = saidIn(call);
  if (given === undefined) throw refusalError(refuse('signature-required', 'AUT-1', { act, body }));
  const { signature, sequence } = given;
  const opened = openDetached(signature);
  if (opened === undefined) throw no('form');
  const { db, clock, signer } = services;
  const at = await clock(db);
  const own = (await keysOf(db, caller.id)).find(
    ({ kind, fingerprint, since }) => kind === 'sign' && fingerprint === opened.kid && since <= at,
  );
  if (own === undefined) throw no('unknown-key', { key: opened.kid });
  const { key, revokedAt } = own;
  if (revokedAt !== null && revokedAt <= at) throw no('revoked', { key: opened.kid, revokedAt });
  const signed = { council: signer.name, decision: process.id, act, body, member: caller.id, sequence };
  if (!verifyDetached(opened, actBytes(signed), createPublicKey({ key, format: 'jwk' })))
    throw no('does-not-hold', { key: opened.kid, body });
  return { signed: { act, body, key, sequence, signature } };
}
