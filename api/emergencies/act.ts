/** An act in an emergency: checked on the projection, so that a refusal is quick, then sent to the workflow, which has the last word. */
import type { UpdateDefinition } from '@temporalio/common';
import type { EmergencyAct } from '../../rules/emergency/permissions.ts';
import type { By } from '../../workflows/messages.ts';
import { existingEmergency, mustBeAllowed, viewEmergency } from './view.ts';
import { unavailable } from '../problems/problem.ts';
import type { MemberCall } from '../http/route.ts';
import { sendUpdate } from '../service/temporal.ts';

type EmergencyCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'caller' | 'params' | 'attempt'
>;

/**
 * Acts for the caller and answers the emergency as it stands then.
 * @throws a problem: `not-found`, the refusal of the rules or of the workflow, `unavailable`
 */
export async function act<Content extends object>(
  { services, caller, params, attempt }: EmergencyCall,
  name: EmergencyAct,
  update: UpdateDefinition<void, [By & Content]>,
  content: Content,
) {
  const state = await existingEmergency(services, params.id);
  const council = attempt.begunBefore || (await mustBeAllowed(services, name, state, caller));
  const updateId = await attempt.begin();
  const by = { member: caller.id, council };
  const sent = await sendUpdate(services.temporal, state.id, update, { ...by, ...content }, updateId);
  if (sent === 'gone') {
    await mustBeAllowed(services, name, await existingEmergency(services, state.id), caller);
    throw unavailable('the emergency');
  }
  return viewEmergency(services, caller, await existingEmergency(services, state.id));
}
