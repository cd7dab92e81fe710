/** Arbitration: remedies are put, ranked and voted on, each acknowledged once it is kept (CNF-4, VOT-6, VOT-7). */
import { z } from 'zod';
import { saidIn } from '../../rules/blank.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import { type ConflictAct, mayAct } from '../../rules/conflict/permissions.ts';
import { isHidden } from '../../rules/polls/hiding.ts';
import { late } from '../../rules/window.ts';
import { listAnswers } from '../../store/ballots/answers/answers.ts';
import type { Answer } from '../../store/ballots/answers/answer.ts';
import { takeRemedy } from '../../store/processes/kinds/conflicts.ts';
import { pollsOf } from '../../store/ballots/polls.ts';
import {
  type ProcessPoll,
  type RemediesClosed,
  remedyMap,
  takeProcessAnswer,
} from '../../store/ballots/process-polls.ts';
import { actSignature } from '../http/act-signatures.ts';
import { promise } from '../http/acknowledging.ts';
import { conflictActor, visibleConflict } from './view.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import { withSignature } from '../polls/answering.ts';
import { processBallots } from '../polls/process-ballots.ts';
import { noMap, rankingsShown } from '../polls/shown.ts';
import { type MemberCall, memberRoute } from '../http/route.ts';
import { decisionParams, pageQuery } from '../http/schemas.ts';
import { remediesRanking, remedyBody, remedyRankingsSchema } from './schemas.ts';
import { declarationSchema } from '../declarations/schemas.ts';
import { acknowledgementSchema, ballotBody } from '../polls/answer-schemas.ts';
import { ballotsSchema } from '../polls/schemas.ts';
import { againstQuery } from '../polls/took-part.ts';

type AnswerCall = Pick<
  MemberCall<{ readonly id: string }, undefined, unknown>,
  'services' | 'caller' | 'params' | 'metrics'
>;

/** Puts an answer into the ballot box, and promises in the log's name that it will stand in the record. */
async function give(
  { services, caller, params, metrics }: AnswerCall,
  act: ConflictAct,
  answer: Answer<ProcessPoll>,
) {
  const { db, clock, signer } = services;
  const { state } = await visibleConflict(services, caller, params.id);
  const actor = await conflictActor(services, caller, state.id);
  const taken = await takeProcessAnswer<ConflictState>(
    db,
    clock,
    {
      kind: 'conflict',
      process: state.id,
      may: (now, _elector, at, closes) =>
        mayAct(act, now, actor, at) ?? (closes === null ? undefined : late(closes, at)),
    },
    caller,
    answer,
  );
  if ('refusal' in taken) throw refusalError(taken.refusal);
  if (taken.fresh) metrics.taken(answer.kind);
  return { acknowledgement: promise(taken.entry, signer) };
}

const answer = {
  description: 'What was taken, and the signed promise that the record will hold it',
  schema: acknowledgementSchema,
};

const refused = ['wrong-stage', 'window-closed', 'not-an-elector', 'limit-reached'] as const;

/** Rankings read at a time: they are answered whole. */
const batch = 1_000;

export const arbitrationRoutes = [
  memberRoute({
    operationId: 'putRemedy',
    method: 'post',
    path: '/v1/conflicts/{id}/remedies',
    summary: 'Puts a remedy, which electors can rank from then on; by an elector or a party',
    rules: ['CNF-4'],
    params: decisionParams,
    body: remedyBody,
    answer: {
      status: 201,
      description: 'The remedy with its id, and the signed promise that the record will hold it',
      schema: declarationSchema,
    },
    problems: [
      'wrong-stage',
      'window-closed',
      'limit-reached',
      'idempotency-key-reused',
      'signature-required',
      'signature-refused',
    ],
    handle: async (call) => {
      const { services, caller, params, body, attempt } = call;
      const { db, clock, signer } = services;
      const { state } = await visibleConflict(services, caller, params.id);
      await attempt.begin();
      const actor = await conflictActor(services, caller, state.id);
      const remedy = {
        text: body.text,
        request: attempt.key,
        ...(await actSignature(call, state, 'remedies')),
      };
      const taken = await takeRemedy(db, clock, state.id, actor, remedy);
      if ('refusal' in taken) throw refusalError(taken.refusal);
      return { acknowledgement: promise(taken.entry, signer) };
    },
  }),
  memberRoute({
    operationId: 'rankRemedies',
    method: 'put',
    path: '/v1/conflicts/{id}/preferences',
    summary: 'Ranks the remedies; the last ranking before the close counts; by an elector',
    rules: ['CNF-4', 'CON-1'],
    params: decisionParams,
    body: remediesRanking,
    answer,
    problems: [...refused, 'unknown-option', 'repeated-option', 'signature-required', 'signature-refused'],
    handle: async (call) => {
      const { ranking, signed } = call.body;
      // The remedies have no versions: their poll is of the first.
      const ranked = await withSignature(
        call.signatures,
        { decision: call.params.id, member: call.caller.id },
        { kind: 'remedies', choice: null, ranking, reason: null, version: 1, signed },
      );
      return give(call, 'preferences', ranked);
    },
  }),
  memberRoute({
    operationId: 'castConflictBallot',
    method: 'put',
    path: '/v1/conflicts/{id}/ballot',
    summary: 'Votes for or against the first remedy, or abstains; the last ballot counts; by an elector',
    rules: ['CNF-4', 'VOT-6', 'GUA-2'],
    params: decisionParams,
    body: ballotBody,
    answer,
    problems: [...refused, 'stale-version', 'signature-required', 'signature-refused'],
    handle: async (call) => {
      const { choice, version, reason, signed } = call.body;
      const answer = await withSignature(
        call.signatures,
        { decision: call.params.id, member: call.caller.id },
        { kind: 'votes', choice, ranking: null, reason: saidIn(reason), version, signed },
      );
      return give(call, 'ballot', answer);
    },
  }),
  memberRoute({
    operationId: 'getRemedyPreferences',
    method: 'get',
    path: '/v1/conflicts/{id}/preferences',
    summary: 'How the remedies are ranked, as it stands or as it closed',
    rules: ['CON-1', 'CNF-4'],
    params: decisionParams,
    answer: { description: 'The rankings, and what they say together', schema: remedyRankingsSchema },
    problems: [],
    handle: async ({ services: { db, clock }, caller, params }) => {
      const { state } = await visibleConflict({ db, clock }, caller, params.id);
      const [poll] = await pollsOf(db, state.id, 'remedies');
      if (poll === undefined) throw problemError('not-found', { stage: state.stage });
      const hidden = isHidden(poll);
      const told = { participation: poll.participation, closed: poll.closedAt !== null };
      const rankings: ReturnType<typeof rankingsShown> = [];
      for (let after: { readonly pollNumber: number; readonly elector: string } | undefined; ;) {
        const read = await listAnswers(db, { decision: state.id, kind: 'remedies', after, limit: batch });
        rankings.push(...rankingsShown(read, hidden ? caller.id : null));
        const last = read.at(-1);
        if (last === undefined || read.length < batch) break;
        after = { pollNumber: last.pollNumber, elector: last.elector };
      }
      if (hidden) return { ...told, rankings, options: [...poll.rules.options], ...noMap };
      if (poll.result === null) return { ...told, rankings, ...(await remedyMap(db, poll)) };
      const { electorate: _, ...map } = poll.result as RemediesClosed;
      return { ...told, rankings, ...map };
    },
  }),
  memberRoute({
    operationId: 'listConflictBallots',
    method: 'get',
    path: '/v1/conflicts/{id}/ballots',
    summary: 'The ballots of the vote with those they replaced, by the electors’ ids',
    rules: ['VOT-7'],
    params: decisionParams,
    query: z.strictObject({ ...againstQuery, ...pageQuery }),
    answer: { description: 'A page of ballots', schema: ballotsSchema },
    problems: [],
    handle: async ({ services, caller, params, query }) => {
      const { state } = await visibleConflict(services, caller, params.id);
      return processBallots(services.db, { decision: state.id, kind: 'votes', reader: caller.id }, query);
    },
  }),
];
