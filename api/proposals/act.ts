/** Acts on a proposal (PRO-10). */
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import type { Actor } from '../../rules/proposal/permission.ts';
import { actorIn } from '../../store/council/actors.ts';
import type { Proposal } from '../../store/processes/proposals.ts';
import { type Acting, actsOn } from '../kinds/acting.ts';
import type { ReadonlyDeep } from '../http/route.ts';
import type { ProposalAnswer } from './schemas.ts';
import { viewProposal, visibleProposal } from './view.ts';

const acting: Acting<Act, Proposal, Actor, ReadonlyDeep<ProposalAnswer>> = {
  kind: 'proposal',
  part: 'the decision',
  see: visibleProposal,
  who: ({ db }, caller, proposal, at) => actorIn(db, caller, proposal, at),
  may: (act, { state }, actor, at) => mayAct(act, state, actor, at),
  carries: (_services, { state }) => state,
  by: ({ elector, ofConcerned }, { family }) => ({ elector, family, ofConcerned }),
  show: viewProposal,
};

export const act = actsOn(acting);
