/** Actions that run by themselves (EXE-1). However often one is tried, it is done once (EXE-2). */
import { ApplicationFailure } from '@temporalio/activity';
import { isFamilyAction } from '../../rules/council/families.ts';
import { isMemberAction } from '../../rules/council/members.ts';
import { type Performed, triedFor } from '../../rules/actions/execution.ts';
import type { Action } from '../../rules/model.ts';
import type { Facts } from '../../rules/refusal.ts';
import { lockAction, markDone, type Turn, turnOf } from '../../store/processes/actions.ts';
import type { Trx } from '../../store/postgres/database.ts';
import type { Dissolved } from '../../store/families/family-actions.ts';
import type { MemberChange } from '../../store/council/member-actions.ts';
import { laterChangeFault } from '../../store/processes/later-changes.ts';
import { startTimer } from '../processes/allocation-timers.ts';
import { callThrough } from './calling.ts';
import { mustNotBe } from './carried.ts';
import type { Services } from '../services.ts';
import { performAllocation, performDefinition } from './allocations.ts';
import { performAmendment } from './charter.ts';
import { followDissolution, performOnFamily } from './families.ts';
import { performEnd, performGrant } from './mandates.ts';
import { performOnMembers, tellWhoWaits } from './members.ts';
import { performRegistration, performRemoval } from './sensors.ts';
import { refer } from './restorative.ts';
import { isLasting, notDone } from './failures.ts';
import { performCall } from './calls.ts';

export interface Performance {
  /** The decision at hand: of a retry its own, though the key is that of the first (EXE-2). */
  readonly decision: string;
  readonly action: Action;
  readonly pace: number;
  /** It reverses an emergency's action, and is done beside it (EMG-2). */
  readonly reversal?: boolean | undefined;
}

/** What is done in PostgreSQL and nowhere else. */
type Change = Exclude<Action, { type: 'none' | 'task' | 'http.call' | 'restorative.refer' }>;

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
