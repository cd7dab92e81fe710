/** An act in a conflict: checked on the projection, so that a refusal is quick, then sent to the workflow, which has the last word. */
import type { UpdateDefinition } from '@temporalio/common';
import type { ConflictState } from '../../rules/conflict/state.ts';
import { type ConflictAct, mayAct } from '../../rules/conflict/permissions.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { By } from '../../workflows/messages.ts';
import { conflictActor, mustBeAllowed, viewConflict, visibleConflict } from './view.ts';
import { must, unavailable } from '../problems/problem.ts';
import type { MemberCall, ReadonlyDeep } from '../http/route.ts';
import type { ConflictAnswer } from './schemas.ts';
import { sendUpdate } from '../service/temporal.ts';

type ConflictCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'caller' | 'params' | 'attempt'
>;

/**
 * Acts for the caller and answers the conflict as it stands then.
 * @param also what else is checked before anything is done
 * @throws a problem: `not-found` to who is not in the room, the refusal of the rules or of the workflow, `unavailable`
 */
export async function actIn<Content extends object>(
  { services, caller, params, attempt }: ConflictCall,
  name: ConflictAct,
  update: UpdateDefinition<void, [By & Content]>,
  content: Content,
  also: (state: ConflictState, at: string) => Refusal | undefined | Promise<Refusal | undefined> = () =>
    undefined,
): Promise<ReadonlyDeep<ConflictAnswer>> {
  const { state } = await visibleConflict(services, caller, params.id);
  const [actor, at] = await Promise.all([
    conflictActor(services, caller, state.id),
    services.clock(services.db),
  ]);
  // Begun before with this key, the act may have been done: the workflow knows it by its id.
  if (!attempt.begunBefore) {
    must(mayAct(name, state, actor, at));
    must(await also(state, at));
  }
  const updateId = await attempt.begin();
  const { mediator, guardian } = actor;
  const by = { member: caller.id, mediator, guardian };
  const sent = await sendUpdate(services.temporal, state.id, update, { ...by, ...content }, updateId);
  if (sent === 'gone') {
    await mustBeAllowed(services, name, (await visibleConflict(services, caller, state.id)).state, caller);
    throw unavailable('the conflict');
  }
  return viewConflict(services, caller, state.id);
}
