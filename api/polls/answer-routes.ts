/** What members give: statements, and what electors give: rankings, positions, ballots. Each is acknowledged once it is kept (VOT-6). */
import { saidIn } from '../../rules/blank.ts';
import type { Stage } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { voteOn } from '../../rules/proposal/vetoes.ts';
import type { Answer } from '../../store/ballots/answer.ts';
import { takeAnswer } from '../../store/ballots/ballot-box.ts';
import { takeStatement } from '../../store/ballots/statements.ts';
import { promise } from '../http/acknowledging.ts';
import { refusalError } from '../problems/problem.ts';
import { visibleProposal } from '../proposals/view.ts';
import { type MemberCall, memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import {
  acknowledgementSchema,
  ballotBody,
  positionBody,
  preferencesBody,
  statementAcknowledgementSchema,
  statementBody,
} from './schemas.ts';
import { tellToLookAgain } from '../http/temporal.ts';

type AnswerCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'caller' | 'params' | 'metrics'
>;

/**
 * Puts an answer into the ballot box, and promises in the log's name that it will stand in the record; once every elector has answered,
 * the workflow is told that it may be time.
 */
async function give({ services, caller, params, metrics }: AnswerCall, answer: Answer) {
  const { db, clock, temporal, log, signer } = services;
  const { state } = await visibleProposal(services, caller, params.id);
  const taken = await takeAnswer(db, clock, state.id, caller, answer);
  if ('refusal' in taken) throw refusalError(taken.refusal);
  if (taken.fresh) metrics.taken(answer.kind);
  if (taken.complete) tellToLookAgain(temporal, log, [state.id]);
  return { acknowledgement: await promise(taken.entry, signer) };
}

const answer = {
  description: 'What was taken, and the signed promise that the record will hold it',
  schema: acknowledgementSchema,
};

const late = ['wrong-stage', 'window-closed', 'not-an-elector', 'stale-version', 'limit-reached'] as const;

export const answerRoutes = [
  memberRoute({
    method: 'post',
    path: '/v1/proposals/{id}/statements',
    summary: 'States a view',
    rules: ['PRO-4', 'REC-2'],
    params: decisionParams,
    body: statementBody,
    answer: { ...answer, status: 201, schema: statementAcknowledgementSchema },
    problems: ['wrong-stage', 'limit-reached', 'idempotency-key-reused'],
    handle: async ({ services, caller, params, body, attempt }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      await attempt.begin();
      const { db, clock, signer } = services;
      const taken = await takeStatement(db, clock, state.id, caller, body.text, attempt.key);
      if ('refusal' in taken) throw refusalError(taken.refusal);
      const { stage, ...rest } = taken.entry;
      return { acknowledgement: await promise({ ...rest, stage: stage as Stage }, signer) };
    },
  }),
  memberRoute({
    method: 'put',
    path: '/v1/proposals/{id}/preferences',
    summary: 'Ranks the options; the last ranking of a round counts',
    rules: ['CON-1', 'PRO-4'],
    params: decisionParams,
    body: preferencesBody,
    answer,
    problems: [...late, 'unknown-option', 'repeated-option'],
    handle: async (call) => {
      const { ranking, version } = call.body;
      return give(call, { kind: 'preferences', choice: null, ranking, reason: null, version });
    },
  }),
  memberRoute({
    method: 'put',
    path: '/v1/proposals/{id}/position',
    summary: 'Takes a position; all but agree carry a reason, and the last of a round counts',
    rules: ['CON-2', 'PRO-5', 'PRO-6'],
    params: decisionParams,
    body: positionBody,
    answer,
    problems: [...late, 'incomplete'],
    handle: async (call) => {
      const { position, version } = call.body;
      const reason = saidIn(call.body.reason);
      if (reason === null && position !== 'agree')
        throw refusalError(refuse('incomplete', 'CON-2', { missing: ['reason'] }));
      return give(call, { kind: 'positions', choice: position, ranking: null, reason, version });
    },
  }),
  memberRoute({
    method: 'put',
    path: '/v1/proposals/{id}/ballot',
    summary: 'Votes for, against or abstains; the last ballot before the close counts',
    rules: ['PRO-7', 'VOT-3', 'VOT-6', 'VET-2'],
    params: decisionParams,
    body: ballotBody,
    answer,
    problems: [...late, 'incomplete', 'unknown-matter'],
    handle: async (call) => {
      const { choice, version, matter } = call.body;
      const { state } = await visibleProposal(call.services, call.caller, call.params.id);
      const on = voteOn(state.asks, matter);
      if ('refusal' in on) throw refusalError(on.refusal);
      const reason = saidIn(call.body.reason);
      return give(call, { kind: 'votes', choice, ranking: null, reason, version, number: on.vote });
    },
  }),
];
