/** Calling a server for a decision: each try is counted, and what may still succeed is tried again (EXE-1, EXE-2). */
import { ApplicationFailure, Context } from '@temporalio/activity';
import { pauseAfter, type Performed } from '../../rules/actions/execution.ts';
import type { Action } from '../../rules/model.ts';
import type { Facts } from '../../rules/refusal.ts';
import { countTry, lockAction, markDone, markNotDone, type Turn } from '../../store/processes/actions.ts';
import type { Services } from '../services.ts';
import type { MakeCall } from './calling.ts';
import { detailsOf, isLasting, notDone, reasonOf } from './failures.ts';
import { signedHeaders, signingOf } from './signing.ts';

type Call = Extract<Action, { type: 'http.call' }>;

/** Milliseconds within which a called server answers. */
const callTimeout = 10_000;

/** Makes the call without holding any lock: whoever is called knows its key, and does it once. */
export async function performCall(
  services: Services & { readonly makeCall: MakeCall },
  turn: Turn,
  action: Call,
  within: number,
): Promise<Performed> {
  const { db, clock, callSecret, makeCall } = services;
  const found = await db.transaction().execute((trx) => lockAction(trx, turn));
  if (found !== undefined) return found;
  const [at, signing] = [await clock(db), await signingOf(db, turn)];
  const payload = action.body === undefined ? '' : JSON.stringify(action.body);
  const signed = signedHeaders(signing, callSecret, payload, at);
  let result: Facts;
  try {
    result = await call(makeCall, action, payload, signed);
  } catch (error) {
    // Cut off by a cancellation or by the end of its worker: nothing is known of it, and nothing counted.
    if (Context.current().cancellationSignal.aborted) throw error;
    return isLasting(error) ? notDone(services, turn, error) : failedTry(services, turn, error, within);
  }
  return db.transaction().execute(async (trx) => {
    const meanwhile = await lockAction(trx, turn);
    if (meanwhile !== undefined && 'result' in meanwhile) return meanwhile;
    return markDone(trx, turn, { at: await clock(trx), result });
  });
}

/**
 * Counts a call that was made and failed.
 * @throws a failure after which it is tried again, while there is time for it
 */
async function failedTry({ db }: Services, turn: Turn, error: unknown, within: number): Promise<Performed> {
  const reason = reasonOf(error);
  const counted = await db.transaction().execute(async (trx) => {
    const found = await lockAction(trx, turn);
    if (found !== undefined) return found;
    const tries = await countTry(trx, turn);
    const pause = pauseAfter(tries, within);
    if (pause !== null) return { pause };
    return markNotDone(trx, turn, { reason, details: { ...detailsOf(error), tries }, mayPass: true });
  });
  if (!('pause' in counted)) return counted;
  throw ApplicationFailure.create({ message: reason, type: 'tried', nextRetryDelay: counted.pause });
}

/**
 * Calls a server; 2xx is done; 408, 425, 429, 5xx and no answer may still succeed; the rest cannot.
 * @param own the headers that the call sets by itself: its name, the same at every try and in every retry, so that the receiver can leave
 * out what it has done already, and its signature
 */
async function call(
  makeCall: MakeCall,
  { method, url, headers, body }: Call,
  payload: string,
  own: Readonly<Record<string, string>>,
): Promise<Facts> {
  const status = await makeCall({
    method,
    url,
    signal: AbortSignal.any([Context.current().cancellationSignal, AbortSignal.timeout(callTimeout)]),
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...own },
    body: payload,
  });
  const facts = { method, url, status };
  if (status >= 200 && status < 300) return facts;
  const mayStillSucceed = [408, 425, 429].includes(status) || status >= 500;
  throw ApplicationFailure.create({
    message: `${method} ${url} answered ${status}`,
    type: 'http-status',
    nonRetryable: !mayStillSucceed,
    details: [facts],
  });
}
