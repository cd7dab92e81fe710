/** Vetoes, objections and their contests; the guardian's approval (VET-1 to VET-3, TIE-2, AMD-2). */
import type { z } from 'zod';
import {
  familyMatter,
  matterFault,
  objectionFault,
  principleFault,
} from '../../rules/proposal/vetoes/vetoes.ts';
import { refuse } from '../../rules/refusal.ts';
import type { Proposal } from '../../store/processes/proposals.ts';
import { approval, contest, objection, veto } from '../../workflows/messages/proposal.ts';
import { carriedCharter } from '../charter/of-decision.ts';
import { must, refusalError } from '../problems/problem.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import { approvalSchema, proposalSchema } from '../proposals/schemas.ts';
import { contestSchema, objectionSchema, vetoBody } from './schemas.ts';
import type { Services } from '../service/services.ts';
import { late } from '../kinds/acting.ts';
import { act } from '../proposals/act.ts';

const answer = { description: 'The proposal as it stands now', schema: proposalSchema };

const charterOf = async (services: Services, { state }: Proposal) =>
  (await carriedCharter(services, state.charter.version)).charter;

/** What is raised: one matter, or all of them at once. */
const mattersIn = (
  body: z.output<typeof objectionSchema>,
): readonly { readonly matter: string; readonly reason: string }[] =>
  'matters' in body ? body.matters : [body];

export const vetoRoutes = [
  memberRoute({
    operationId: 'raiseObjection',
    method: 'post',
    path: '/v1/proposals/{id}/objection',
    summary:
      'Objects that a tier 3 proposal is a personal matter of one who is affected, or alone of a family that it concerns, by one of it',
    rules: ['VET-1', 'TIE-2'],
    params: decisionParams,
    body: objectionSchema,
    answer,
    problems: [...late, 'unknown-matter'],
    handle: async (call) => {
      const matters = mattersIn(call.body);
      return act(call, 'objection', objection, { matters }, async (proposal, { affected, ofConcerned }) => {
        const charter = await charterOf(call.services, proposal);
        if (charter.vetoes === null) throw refusalError(refuse('not-permitted', 'VET-1', { vetoes: null }));
        const named = matters.map(({ matter }) => matter);
        must(objectionFault(proposal.state, named));
        for (const matter of named) {
          must(matterFault(matter, charter, { family: ofConcerned === true }));
          if (matter !== familyMatter && affected !== true)
            throw refusalError(refuse('not-permitted', 'VET-1', { allowed: 'affected' }));
        }
      });
    },
  }),
  memberRoute({
    operationId: 'contestObjection',
    method: 'post',
    path: '/v1/proposals/{id}/objection/contest',
    summary: 'Contests objections, one or all: the council is asked once of all of them; by another elector',
    rules: ['VET-2'],
    params: decisionParams,
    body: contestSchema,
    answer,
    problems: [...late, 'not-an-elector'],
    handle: async (call) => act(call, 'objection/contest', contest, call.body),
  }),
  memberRoute({
    operationId: 'raiseVeto',
    method: 'post',
    path: '/v1/proposals/{id}/veto',
    summary:
      'Vetoes a family decision as a violation of a personal matter; or, as guardian, a council decision in its delay',
    rules: ['VET-1', 'VET-3'],
    params: decisionParams,
    body: vetoBody,
    answer,
    problems: [...late, 'unknown-matter', 'unknown-principle'],
    handle: async (call) => {
      const { body } = call;
      const matters =
        'principle' in body ? [{ matter: body.principle, reason: body.reason }] : mattersIn(body);
      return act(call, 'veto', veto, { matters }, async (proposal) => {
        const charter = await charterOf(call.services, proposal);
        for (const { matter } of matters)
          must(
            'principle' in body
              ? principleFault(matter, charter, 'VET-3')
              : matterFault(matter, charter, { family: false }),
          );
      });
    },
  }),
  memberRoute({
    operationId: 'contestVeto',
    method: 'post',
    path: '/v1/proposals/{id}/veto/contest',
    summary: 'Contests vetoes, one or all: the council is asked once of all of them; by another elector',
    rules: ['VET-2'],
    params: decisionParams,
    body: contestSchema,
    answer,
    problems: [...late, 'not-an-elector'],
    handle: async (call) => act(call, 'veto/contest', contest, call.body),
  }),
  memberRoute({
    operationId: 'approveProposal',
    method: 'post',
    path: '/v1/proposals/{id}/approval',
    summary: 'Approves or refuses a constitutional change, with a reason; by the guardian',
    rules: ['VET-3', 'AMD-2'],
    params: decisionParams,
    body: approvalSchema,
    answer,
    problems: [...late],
    handle: async (call) => act(call, 'approval', approval, call.body),
  }),
];
