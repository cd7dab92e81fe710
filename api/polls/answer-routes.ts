/** What members give: statements, and what electors give: rankings, positions, ballots. Each is acknowledged once it is kept (VOT-6). */
import type { Stage } from '../../rules/model.ts';
import { takeStatement } from '../../store/ballots/statements.ts';
import { promise } from '../http/acknowledging.ts';
import { refusalError } from '../problems/problem.ts';
import { visibleProposal } from '../proposals/view.ts';
import { ballot, give, position, preferences } from './answering.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import {
  acknowledgementSchema,
  lateAnswer,
  statementAcknowledgementSchema,
  statementBody,
} from './answer-schemas.ts';

const answer = {
  description: 'What was taken, and the signed promise that the record will hold it',
  schema: acknowledgementSchema,
};

export const answerRoutes = [
  memberRoute({
    operationId: 'makeStatement',
    method: 'post',
    path: '/v1/proposals/{id}/statements',
    summary: 'States a view, answers another, or corrects one’s own by a new one that names it',
    rules: ['PRO-4', 'REC-2'],
    params: decisionParams,
    body: statementBody,
    answer: { ...answer, status: 201, schema: statementAcknowledgementSchema },
    problems: [
      'wrong-stage',
      'limit-reached',
      'unknown-statement',
      'not-permitted',
      'already-done',
      'idempotency-key-reused',
    ],
    handle: async ({ services, news, caller, params, body, attempt }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      await attempt.begin();
      const { db, clock, signer } = services;
      const taken = await takeStatement(db, clock, state.id, caller, body, attempt.key);
      if ('refusal' in taken) throw refusalError(taken.refusal);
      news.kept(state.id);
      const { stage, ...rest } = taken.entry;
      return { acknowledgement: promise({ ...rest, stage: stage as Stage }, signer) };
    },
  }),
  memberRoute({
    ...preferences,
    summary: 'Ranks the options; the last ranking of a round counts',
    rules: ['CON-1', 'PRO-4', 'AUT-1'],
    params: decisionParams,
    answer,
    problems: [...lateAnswer, 'unknown-option', 'repeated-option'],
    handle: async (call) => give(call, preferences.answerOf(call.body)),
  }),
  memberRoute({
    ...position,
    summary: 'Takes a position; all but agree carry a reason, and the last of a round counts',
    rules: ['CON-2', 'PRO-5', 'PRO-6', 'AUT-1'],
    params: decisionParams,
    answer,
    problems: [...lateAnswer, 'incomplete'],
    handle: async (call) => give(call, position.answerOf(call.body)),
  }),
  memberRoute({
    ...ballot,
    summary: 'Votes for, against or abstains; the last ballot before the close counts',
    rules: ['PRO-7', 'VOT-3', 'VOT-6', 'VET-2', 'AUT-1'],
    params: decisionParams,
    answer,
    problems: [...lateAnswer, 'incomplete', 'unknown-matter'],
    handle: async (call) => give(call, ballot.answerOf(call.body)),
  }),
];
