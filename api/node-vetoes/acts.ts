/** Acts in node vetoes: the answer, agreement, findings, the question, withdrawal and joining (NVP-3, NVP-4). */
import { agreementFault, joiningFault, mayAct, type NodeVetoAct } from '../../rules/node-veto/permissions.ts';
import { type NodeVetoState, ownCaseOf } from '../../rules/node-veto/state.ts';
import { atLeast, leastWhole } from '../../rules/polls/share.ts';
import { refuse } from '../../rules/refusal.ts';
import { councilBody, electorateSize } from '../../store/ballots/electorates.ts';
import {
  type NodeComing,
  nodeVetoAgreement,
  nodeVetoAnswer,
  nodeVetoFinding,
  nodeVetoJoining,
  nodeVetoQuestion,
  nodeVetoWithdrawal,
} from '../../workflows/messages/node-veto.ts';
import { carriedCharter } from '../charter/of-decision.ts';
import { type ActCall, actRoutesOf, actsOn, late, type Acting } from '../kinds/acting.ts';
import { pathOf } from '../kinds/paths.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams, nothing } from '../http/schemas.ts';
import { isProblemError, must, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import {
  nodeVetoAgreementBody,
  nodeVetoAnswerBody,
  nodeVetoFindingBody,
  nodeVetoJoiningBody,
  nodeVetoQuestionBody,
  nodeVetoSchema,
} from './schemas.ts';
import { actorIn, existingNodeVeto, type NodeActor, nodeOf, viewNodeVeto } from './view.ts';

const answer = { description: 'The node veto as it stands now', schema: nodeVetoSchema };

const acting: Acting<NodeVetoAct, NodeVetoState, NodeActor, Awaited<ReturnType<typeof viewNodeVeto>>> = {
  kind: 'node-veto',
  part: 'the node veto',
  see: (services, _caller, id) => existingNodeVeto(services, id),
  who: actorIn,
  may: mayAct,
  carries: (_services, state) => state,
  by: ({ council, family }) => ({ council, family }),
  show: viewNodeVeto,
};

const actRoute = actRoutesOf(acting, answer);

/** So many at most come as nodes that enough of the council is left to judge (GUA-2). */
async function crowdFault(
  services: Services,
  state: NodeVetoState,
  members: readonly string[],
): Promise<void> {
  const { db } = services;
  const { charter } = await carriedCharter(services, state.charter.version);
  const at = await services.clock(db);
  const whole = await electorateSize(db, councilBody, charter, at);
  const excluded = [...new Set([...ownCaseOf(state), ...members])];
  const left = await electorateSize(db, { ...councilBody, excluded }, charter, at);
  if (!atLeast(charter.recusal.least, left, whole))
    throw refusalError(
      refuse('too-many-named', 'GUA-2', {
        named: whole - left,
        council: whole,
        most: whole - leastWhole(charter.recusal.least, whole),
      }),
    );
}

/** How often it is looked again, where others join at the same instant. */
const looks = 5;

/** Does it again where more nodes have come since it was looked at. @throws the problem `changed-since` where they come faster than it looks */
async function againWhereChanged<Done>(work: () => Promise<Done>): Promise<Done> {
  for (let look = 1; ; look += 1)
    try {
      return await work();
    } catch (error) {
      if (look === looks || !isProblemError(error) || error.problem.code !== 'changed-since') throw error;
    }
}

export const nodeVetoActRoutes = [
  actRoute({
    operationId: 'answerNodeVeto',
    act: 'answer',
    summary: 'Says how the danger is removed, or contests it: then a panel is drawn; by who put the act',
    rules: ['NVP-3'],
    body: nodeVetoAnswerBody,
    update: nodeVetoAnswer,
    problems: ['limit-reached'],
  }),
  actRoute({
    operationId: 'agreeToNodeVeto',
    act: 'agreement',
    summary: 'Agrees that the danger is removed; agreed by every node, it is settled',
    rules: ['NVP-3'],
    body: nodeVetoAgreementBody,
    update: nodeVetoAgreement,
    also:
      (_call, { answer: n }) =>
      (state) =>
        must(agreementFault(state, n)),
    problems: ['incomplete', 'replaced-terms', 'unknown-terms'],
  }),
  memberRoute({
    operationId: 'joinNodeVeto',
    method: 'post',
    path: pathOf('node-veto', 'joining'),
    summary: 'Joins with another node that the same act endangers, until a panel has found',
    rules: ['NVP-4', 'GUA-2'],
    params: decisionParams,
    body: nodeVetoJoiningBody,
    answer,
    problems: [...late, 'switched-off', 'too-many-named', 'changed-since'],
    handle: async (call) => {
      const { services, caller, body } = call;
      const join = async () => {
        const state = await existingNodeVeto(services, call.params.id);
        const coming = await nodeOf(services, await actorIn(services, caller, state), body.node);
        const { node: _named, ...said } = body;
        const known = state.nodes.length;
        const content: typeof said & NodeComing & { known: number } = { ...said, ...coming, known };
        return actsOn(acting)(call as ActCall, 'joining', nodeVetoJoining, content, async (seen) => {
          must(joiningFault(seen, coming));
          await crowdFault(services, seen, coming.members);
        });
      };
      return againWhereChanged(join);
    },
  }),
  actRoute({
    operationId: 'findInNodeVeto',
    act: 'finding',
    summary: 'Finds whether the act endangers the node; by who is on the panel, once',
    rules: ['NVP-3'],
    body: nodeVetoFindingBody,
    update: nodeVetoFinding,
  }),
  actRoute({
    operationId: 'askAboutNodeVeto',
    act: 'question',
    summary:
      'Asks the council whether to overturn what was found: of what was upheld any elector, of what was denied the node',
    rules: ['NVP-3', 'VET-2'],
    body: nodeVetoQuestionBody,
    update: nodeVetoQuestion,
    problems: ['switched-off'],
  }),
  actRoute({
    operationId: 'withdrawNodeVeto',
    act: 'withdrawal',
    summary: 'Withdraws a node; once it has come to a panel that counts as denied',
    rules: ['NVP-4'],
    body: nothing,
    update: nodeVetoWithdrawal,
  }),
];
