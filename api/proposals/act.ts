/** An act on a proposal: checked on the projection, so that a refusal is quick, then sent to the workflow, which has the last word. */
import type { UpdateDefinition } from '@temporalio/common';
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import { actorIn } from '../../store/council/actors.ts';
import type { Actor } from '../../rules/proposal/permission.ts';
import type { Proposal } from '../../store/processes/proposals.ts';
import type { By } from '../../workflows/messages.ts';
import { must, unavailable } from '../problems/problem.ts';
import { mustBeAllowed, viewProposal, visibleProposal } from './view.ts';
import type { MemberCall, ReadonlyDeep } from '../http/route.ts';
import type { ProposalAnswer } from './schemas.ts';
import { sendUpdate } from '../service/temporal.ts';

type ProposalCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'caller' | 'params' | 'attempt'
>;

/**
 * Acts for the caller and answers the proposal as it stands then.
 * @param also what else is checked before anything is done
 * @throws a problem: `not-found`, the refusal of the rules or of the workflow, `unavailable`
 */
export async function act<Content extends object>(
  { services, caller, params, attempt }: ProposalCall,
  name: Act,
  update: UpdateDefinition<void, [By & Content]>,
  content: Content,
  also: (proposal: Proposal, actor: Actor) => Promise<void> = async () => undefined,
): Promise<ReadonlyDeep<ProposalAnswer>> {
  const proposal = await visibleProposal(services, caller, params.id);
  const { db, clock } = services;
  const at = await clock(db);
  const actor = await actorIn(db, caller, proposal, at);
  // Begun before with this key, the act may have been done: the workflow knows it by its id.
  if (!attempt.begunBefore) {
    must(mayAct(name, proposal.state, actor, at));
    await also(proposal, actor);
  }
  const { id } = proposal.state;
  const updateId = await attempt.begin();
  const { elector, ofConcerned } = actor;
  const by = { member: caller.id, elector, family: caller.family, ofConcerned };
  const sent = await sendUpdate(services.temporal, id, update, { ...by, ...content }, updateId);
  if (sent === 'gone') {
    await mustBeAllowed(services, name, await visibleProposal(services, caller, id), caller);
    throw unavailable('the decision');
  }
  return viewProposal(services, caller, id);
}
