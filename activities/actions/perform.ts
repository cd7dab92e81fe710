/** Actions that run by themselves: calls and allocations here, what changes the council beside (EXE-1). However often one is tried, it is done once (EXE-2). */
import { ApplicationFailure, Context } from '@temporalio/activity';
import { isFamilyAction } from '../../rules/council/families.ts';
import { isMemberAction } from '../../rules/council/members.ts';
import { type NotDone, pauseAfter, type Performed, triedFor } from '../../rules/actions/execution.ts';
import type { Action } from '../../rules/model.ts';
import type { Facts } from '../../rules/refusal.ts';
import {
  countTry,
  lockAction,
  markDone,
  markNotDone,
  type Turn,
  turnOf,
} from '../../store/processes/actions.ts';
import type { Trx } from '../../store/postgres/database.ts';
import type { Dissolved } from '../../store/families/family-actions.ts';
import type { MemberChange } from '../../store/council/member-actions.ts';
import { laterChangeFault } from '../../store/processes/later-changes.ts';
import { startTimer } from '../processes/allocation-timers.ts';
import { callThrough, type MakeCall } from './calling.ts';
import { mustNotBe } from './carried.ts';
import type { Services } from '../services.ts';
import { performAllocation, performDefinition } from './allocations.ts';
import { performAmendment } from './charter.ts';
import { followDissolution, performOnFamily } from './families.ts';
import { performEnd, performGrant } from './mandates.ts';
import { performOnMembers, tellWhoWaits } from './members.ts';
import { performRegistration, performRemoval } from './sensors.ts';
import { refer } from './restorative.ts';
import { signedHeaders, signingOf } from './signing.ts';

export interface Performance {
  /** The decision at hand: of a retry its own, though the key is that of the first (EXE-2). */
  readonly decision: string;
  readonly action: Action;
  readonly pace: number;
  /** It reverses an emergency's action, and is done beside it (EMG-2). */
  readonly reversal?: boolean | undefined;
}

type Call = Extract<Action, { type: 'http.call' }>;
/** What is done in PostgreSQL and nowhere else. */
type Change = Exclude<Action, { type: 'none' | 'task' | 'http.call' | 'restorative.refer' }>;

/** Milliseconds within which a called server answers. */
const callTimeout = 10_000;

export const performActivities = (
  services: Services,
  makeCall = callThrough({ proxy: services.callsProxy ?? null, allowed: services.callsAllowed ?? [] }),
) => ({
  /**
   * Does an action, or finds that it was done under its key. While it may still be done the activity fails, and is tried again: calls
   * that are made and fail are counted, and given up in the end; what only our own parts fail in is tried for ever.
   */
  async perform({ decision, action, pace, reversal = false }: Performance): Promise<Performed> {
    switch (action.type) {
      case 'none':
        return { result: {}, doneBefore: null };
      case 'task':
        throw ApplicationFailure.nonRetryable('a task is done by its assignee', 'unknown-action');
      default: {
        const turn = await turnOf(services.db, decision, reversal);
        if (action.type === 'restorative.refer') return performReferral(services, turn, action, pace);
        return action.type === 'http.call'
          ? performCall({ ...services, makeCall }, turn, action, triedFor(pace))
          : performChange(services, turn, action, reversal);
      }
    }
  },
});

/** Commits what is changed together with the word that it is done. */
async function performChange(
  services: Services,
  turn: Turn,
  action: Change,
  reversal: boolean,
): Promise<Performed> {
  const { db, clock } = services;
  let performed: Performed;
  try {
    performed = await db.transaction().execute(async (trx) => {
      const found = await lockAction(trx, turn);
      if (found !== undefined) return found;
      mustNotBe(await laterChangeFault(trx, turn, action));
      const result = await change(services, trx, { action, turn, reversal });
      return markDone(trx, turn, { at: await clock(trx), result });
    });
  } catch (error) {
    if (!isLasting(error)) throw error;
    performed = await notDone(services, turn, error);
  }
  if (!('result' in performed)) return performed;
  for (const member of whoLeft(action, performed.result)) await tellWhoWaits(db, member);
  const decision = performed.doneBefore?.decision ?? turn.by;
  if (action.type === 'allocation.grant')
    await startTimer(action.until ?? null, { decision, reversal, share: 0 });
  if (action.type === 'family.dissolve')
    await followDissolution(db, action.family, performed.result as unknown as Dissolved, decision);
  return performed;
}

/** Who is released, and who held the guardian's office before: others may wait for them (MEM-2, AUT-1). */
const whoLeft = (action: Change, { changes }: Facts): readonly string[] => {
  if (action.type === 'member.release') return [action.member];
  if (action.type !== 'member.guardian') return [];
  return (changes as readonly MemberChange[]).flatMap(({ member }) =>
    member === action.member ? [] : member,
  );
};

function change(
  { clock }: Services,
  trx: Trx,
  {
    action,
    turn: { by: decision, first },
    reversal,
  }: { readonly action: Change; readonly turn: Turn; readonly reversal: boolean },
): Promise<Facts> {
  if (isMemberAction(action)) return performOnMembers(trx, clock, action, { decision, first });
  if (isFamilyAction(action)) return performOnFamily(trx, clock, action, { decision, first });
  switch (action.type) {
    case 'allocation.grant':
      return performAllocation(trx, clock, action, { decision, first, reversal });
    case 'resource.define':
      return performDefinition(trx, clock, action, decision);
    case 'mandate.grant':
      return performGrant(trx, clock, action, decision);
    case 'mandate.end':
      return performEnd(trx, clock, action, decision);
    case 'sensor.register':
      return performRegistration(trx, clock, action, decision);
    case 'sensor.remove':
      return performRemoval(trx, clock, action, decision);
    case 'charter.amend':
      return performAmendment(trx, clock, action, decision);
  }
}

/** Begins another process, which is found under its id where this is tried again: nothing is locked meanwhile, for it writes rows of its own. */
async function performReferral(
  services: Services,
  turn: Turn,
  action: Extract<Action, { type: 'restorative.refer' }>,
  pace: number,
): Promise<Performed> {
  const { db, clock } = services;
  const found = await db.transaction().execute((trx) => lockAction(trx, turn));
  if (found !== undefined) return found;
  try {
    await refer(services, action, { decision: turn.by, first: turn.first, pace });
  } catch (error) {
    if (!isLasting(error)) throw error;
    return notDone(services, turn, error);
  }
  return db.transaction().execute(async (trx) => {
    const meanwhile = await lockAction(trx, turn);
    if (meanwhile !== undefined && 'result' in meanwhile) return meanwhile;
    return markDone(trx, turn, { at: await clock(trx), result: { referred: true } });
  });
}

/** Makes the call without holding any lock: whoever is called knows its key, and does it once. */
async function performCall(
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

/** No try can mend it, and an attempt that was left running finds that; one that was faster has done it. */
function notDone({ db }: Services, turn: Turn, error: ApplicationFailure): Promise<Performed> {
  const failed: NotDone = { reason: error.message, details: detailsOf(error), mayPass: false };
  return db
    .transaction()
    .execute(async (trx) => (await lockAction(trx, turn)) ?? markNotDone(trx, turn, failed));
}

const isLasting = (error: unknown): error is ApplicationFailure =>
  error instanceof ApplicationFailure && error.nonRetryable === true;

/** What went wrong at the root: that a fetch failed says nothing of why. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? reasonOf(error.cause) || error.message : '';

/** The refusal or the figures that a failure has with it. */
const detailsOf = (error: unknown): Facts | null =>
  error instanceof ApplicationFailure ? ((error.details?.[0] ?? null) as Facts | null) : null;

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
