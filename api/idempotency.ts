/** A POST that is repeated with its Idempotency-Key is done once and answered alike (draft-ietf-httpapi-idempotency-key-header). */
import { createHash, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { Clock } from '../store/clock.ts';
import { type ClaimKey, claimOf, releaseKey } from '../store/claims.ts';
import type { Db } from '../store/database.ts';
import { claimKey, keepAnswer } from '../store/idempotency.ts';
import { isProblemError, problemError, problemKinds } from './problem.ts';

/** Under which id a request is done. */
export interface Attempt {
  /** The request's Idempotency-Key; null where it has none. */
  readonly key: string | null;
  /** The request came before with its key and began, but its answer was lost: what was checked then is not checked again. */
  readonly begunBefore: boolean;
  /**
   * Called once, after all checks and before anything is done. Answers the id that it is done under, the decision's that it makes
   * or the update's that it sends: the one given, or that of the first request with this key. Without one given, a random one.
   */
  readonly begin: (id?: string) => Promise<string>;
}

/** An attempt at what is naturally repeatable, or has no key: it is done under the id that is given. */
export const freshAttempt: Attempt = {
  key: null,
  begunBefore: false,
  begin: async (id = randomUUID()) => id,
};

interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

const header = 'Idempotency-Key';
const wellFormed = /^[\x21-\x7e]{1,255}$/;

/** The request's key; null without one. Throws a problem `invalid-header` where it is repeated or is not 1 to 255 visible ASCII. */
export function idempotencyKey(request: Request): string | null {
  const given = request.headersDistinct[header.toLowerCase()] ?? [];
  if (given.length > 1) throw problemError('invalid-header', { header, reason: 'is there more than once' });
  const [key] = given;
  if (key === undefined) return null;
  if (!wellFormed.test(key))
    throw problemError('invalid-header', { header, reason: 'must be 1 to 255 visible ASCII characters' });
  return key;
}

/**
 * Acts, or answers what the first request with this key was answered. Only what succeeded is kept: after a refusal the key is
 * free again, and after a failure the same request goes on under the id that it began with.
 * @param route method and path
 * @param bytes the body as it came, undefined without one; another body under the same key is a problem `idempotency-key-reused`
 */
export async function once<Answer extends Outcome>(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  request: {
    readonly member: string;
    readonly route: string;
    readonly key: string | null;
    readonly bytes: Uint8Array | undefined;
  },
  act: (attempt: Attempt) => Promise<Answer>,
): Promise<{ readonly answer: Answer | Outcome; readonly replayed: boolean }> {
  const { member, route, key, bytes } = request;
  if (key === null) return { answer: await act(freshAttempt), replayed: false };
  const claimed: ClaimKey = { member, route, key };
  const bodyHash = createHash('sha256')
    .update(bytes ?? new Uint8Array())
    .digest('hex');
  const earlier = await claimOf(db, claimed);
  if (earlier !== undefined && earlier.bodyHash !== bodyHash)
    throw problemError('idempotency-key-reused', { key });
  if (earlier?.answer != null) return { answer: earlier.answer, replayed: true };
  const begin = async (id: string = randomUUID()): Promise<string> => {
    const claim = await claimKey(db, { ...claimed, bodyHash, decision: id, at: await clock(db) });
    if (claim.bodyHash !== bodyHash) throw problemError('idempotency-key-reused', { key });
    return claim.decision ?? id;
  };
  try {
    const answer = await act({ key, begunBefore: earlier !== undefined, begin });
    await keepAnswer(db, claimed, { status: answer.status, body: answer.body });
    return { answer, replayed: false };
  } catch (error) {
    if (isRefusal(error)) await releaseKey(db, claimed);
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  if (!isProblemError(error)) return false;
  const { code } = error.problem;
  return problemKinds[code].status < 500 && code !== 'idempotency-key-reused' && code !== 'too-many-requests';
}
