/** A POST that is repeated with its Idempotency-Key is done once and answered alike (draft-ietf-httpapi-idempotency-key-header). */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from 'express';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import {
  askForKey,
  type Asking,
  beginUnder,
  type Claimed,
  giveBack,
  keepAnswer,
} from '../../store/processes/idempotency.ts';
import { isProblemError, problemError, problemKinds, unavailable } from '../problems/problem.ts';

/** Under which id a request is done. */
export interface Attempt {
  /** The request's Idempotency-Key; null where it has none. */
  readonly key: string | null;
  /** The request came before with its key and began, but its answer was lost. */
  readonly begunBefore: boolean;
  /**
   * Whether what the request asks for was done before under its id, though its answer was lost. What only began is checked anew: whoever
   * was allowed then need not be allowed now.
   * @param process in which it is an act; none where it opens one
   */
  readonly wasDone: (process?: string) => Promise<boolean>;
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
  wasDone: async () => false,
  begin: async (id = randomUUID()) => id,
};

/**
 * Checks whether a request may be done. What is refused because it was done already, by the same request before, is not refused.
 * @param process in which it is an act
 * @returns what the check answers; undefined where it was done
 */
export async function unlessDone<Checked>(
  attempt: Pick<Attempt, 'wasDone'>,
  check: () => Checked | Promise<Checked>,
  process?: string,
): Promise<Checked | undefined> {
  try {
    return await check();
  } catch (error) {
    if (isRefusal(error) && (await attempt.wasDone(process))) return undefined;
    throw error;
  }
}

interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

/** The status of what has begun, and is not done (RFC 9110, section 15.3.3). */
export const accepted = 202;

const header = 'Idempotency-Key';
const wellFormed = /^[\x21-\x7e]{1,255}$/;

/** The request's key; null without one. Throws a problem `invalid-header` where it is not 1 to 255 visible ASCII. */
export function idempotencyKey(request: Request): string | null {
  const key = request.header(header);
  if (key === undefined) return null;
  if (!wellFormed.test(key))
    throw problemError('invalid-header', { header, reason: 'must be 1 to 255 visible ASCII characters' });
  return key;
}

/**
 * Acts, or answers what the first request with this key was answered. While another one is being checked under the key, it waits for what
 * comes of that. Only what succeeded is kept: after a refusal the key is free again, and after a failure the same request goes on under
 * the id that it began with.
 * @param route method and path
 * @param bytes the body as it came, undefined without one; another body under the same key is a problem `idempotency-key-reused`
 * @throws `unavailable` where other requests are being checked under the key for too long
 */
export async function once<Answer extends Outcome>(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  request: {
    readonly member: string;
    readonly route: string;
    readonly key: string | null;
    readonly bytes: Uint8Array | undefined;
    /** A field of the answer that is not kept. */
    readonly shownOnce?: string | undefined;
    /** Whether a process was begun under an id, or an act done in one. */
    readonly wasDone?: ((id: string, process?: string) => Promise<boolean>) | undefined;
  },
  act: (attempt: Attempt) => Promise<Answer>,
): Promise<{ readonly answer: Answer | Outcome; readonly replayed: boolean }> {
  const { member, route, key, bytes, shownOnce, wasDone } = request;
  if (key === null) return { answer: await act(freshAttempt), replayed: false };
  const bodyHash = createHash('sha256')
    .update(bytes ?? new Uint8Array())
    .digest('hex');
  const holder = randomUUID();
  const asking = { member, route, key, bodyHash, holder, at: await clock(db) };
  const earlier = await turnOf(db, asking);
  if (earlier.answer !== null) return { answer: earlier.answer, replayed: true };
  const begin = async (id: string = randomUUID()): Promise<string> => {
    const begun = await beginUnder(db, asking, id);
    if (begun === null) throw unavailable('the idempotency key');
    return begun;
  };
  try {
    const { decision } = earlier;
    const answer = await act({
      key,
      begunBefore: decision !== null,
      wasDone: async (process) => decision !== null && (await wasDone?.(decision, process)) === true,
      begin,
    });
    // What is under way is asked for again, until it is done.
    if (answer.status === accepted) await giveBack(db, asking, false);
    else await keepAnswer(db, asking, { status: answer.status, body: without(answer.body, shownOnce) });
    return { answer, replayed: false };
  } catch (error) {
    await giveBack(db, asking, isRefusal(error));
    throw error;
  }
}

const without = (body: unknown, field: string | undefined): unknown =>
  field === undefined ? body : { ...(body as object), [field]: null };

/** Milliseconds between two looks at a key that another request holds, and how many times it is looked at: some ten seconds. */
const pause = 100;
const looks = 100;

/** What stands under the key once nobody else is being checked under it. */
async function turnOf(db: Db, asking: Asking): Promise<Claimed> {
  for (let look = 0; look < looks; look += 1) {
    const claimed = await askForKey(db, asking);
    if (claimed.bodyHash !== asking.bodyHash)
      throw problemError('idempotency-key-reused', { key: asking.key });
    if (claimed.holder === asking.holder || claimed.decision !== null || claimed.answer !== null)
      return claimed;
    await sleep(pause);
  }
  throw unavailable('the idempotency key');
}

/** Whether nothing was done, nor ever will be under its id. */
export function isRefusal(error: unknown): boolean {
  if (!isProblemError(error)) return false;
  const { code } = error.problem;
  return problemKinds[code].status < 500 && code !== 'idempotency-key-reused' && code !== 'too-many-requests';
}
