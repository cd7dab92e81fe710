/** How polls stand, and what was given in them: public to members as soon as it is cast, or at the close (VOT-7, VOT-8, CON-1). */
import { z } from 'zod';
import type { Stage } from '../../rules/model.ts';
import { membersNamed } from '../../rules/proposal/vetoes/vetoes.ts';
import { listParticipants } from '../../store/ballots/participants.ts';
import { listStatements } from '../../store/ballots/statements.ts';
import { encodePlace, pageOf, placeOf } from '../http/page.ts';
import { outlookOf } from './outlook.ts';
import { ballotsOf, positionsOf, preferenceRounds, tallyOfVote } from './view.ts';
import { visibleProposal } from '../proposals/view.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import {
  ballotsQuery,
  ballotsSchema,
  positionsQuery,
  positionsSchema,
  preferencesQuery,
  preferencesSchema,
  tallySchema,
  voteQuery,
} from './schemas.ts';
import { outlookSchema, participantsQuery, participantsSchema } from './outlook-schemas.ts';
import { statementsQuery, statementsSchema } from './answer-schemas.ts';

export const pollRoutes = [
  memberRoute({
    operationId: 'getOutlook',
    method: 'get',
    path: '/v1/proposals/{id}/outlook',
    summary: 'The running consensus, what the quorum still takes, and where a proposal can still lead',
    rules: ['PRO-13', 'CON-3', 'PRO-8', 'VOT-8'],
    params: decisionParams,
    answer: { description: 'The outlook', schema: outlookSchema },
    worded: true,
    problems: [],
    handle: async ({ services, caller, params, language }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      return outlookOf(services, state, language);
    },
  }),
  memberRoute({
    operationId: 'listParticipants',
    method: 'get',
    path: '/v1/proposals/{id}/participants',
    summary: 'Electors and whom it names, by their ids: who has answered, who has been heard, who is missing',
    rules: ['PRO-13', 'MEM-3'],
    params: decisionParams,
    query: participantsQuery,
    answer: {
      description:
        'A page of them; where some are left out it may have fewer than `limit`, and `next` leads on',
      schema: participantsSchema,
    },
    problems: [],
    handle: async ({ services, caller, params, query: { cursor, limit, ...filter } }) => {
      const { state, content } = await visibleProposal(services, caller, params.id);
      const asked = {
        decision: state.id,
        named: membersNamed(content),
        spoken: state.vetoes.flatMap(({ by, contest }) => [by, ...(contest === null ? [] : [contest.by])]),
        ...filter,
      };
      const page = { after: placeOf(z.string(), cursor) ?? '', limit };
      const { items, next } = await listParticipants(services.db, asked, page);
      return { items, next: next === null ? null : encodePlace(next) };
    },
  }),
  memberRoute({
    operationId: 'getTally',
    method: 'get',
    path: '/v1/proposals/{id}/tally',
    summary: 'A vote as it stands or as it closed, and whether the ballots still out can change it',
    rules: ['VOT-7', 'VOT-8', 'PRO-8'],
    params: decisionParams,
    query: voteQuery,
    answer: { description: 'The tally', schema: tallySchema },
    problems: [],
    handle: async ({ services, caller, params, query: { vote } }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      return tallyOfVote(services, state, vote);
    },
  }),
  memberRoute({
    operationId: 'listBallots',
    method: 'get',
    path: '/v1/proposals/{id}/ballots',
    summary: 'The ballots of a vote with those they replaced, by the electors’ ids',
    rules: ['VOT-7', 'PRO-7'],
    params: decisionParams,
    query: ballotsQuery,
    answer: { description: 'A page of ballots', schema: ballotsSchema },
    problems: [],
    handle: async ({ services, caller, params, query }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      return ballotsOf(services, { state, reader: caller.id }, query);
    },
  }),
  memberRoute({
    operationId: 'listPositions',
    method: 'get',
    path: '/v1/proposals/{id}/positions',
    summary: 'The positions of every round; whole, or in pages where a limit is given',
    rules: ['CON-2', 'PRO-5'],
    params: decisionParams,
    query: positionsQuery,
    answer: { description: 'The positions, by round and elector', schema: positionsSchema },
    problems: [],
    handle: async ({ services, caller, params, query }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      return positionsOf(services.db, { decision: state.id, reader: caller.id }, query);
    },
  }),
  memberRoute({
    operationId: 'getPreferences',
    method: 'get',
    path: '/v1/proposals/{id}/preferences',
    summary: 'The preference map of every round, the one under way as it stands',
    rules: ['CON-1'],
    params: decisionParams,
    query: preferencesQuery,
    answer: { description: 'The rounds', schema: preferencesSchema },
    problems: [],
    handle: async ({ services, caller, params, query: { round } }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      return {
        rounds: await preferenceRounds(services.db, { decision: state.id, reader: caller.id }, round),
      };
    },
  }),
  memberRoute({
    operationId: 'listStatements',
    method: 'get',
    path: '/v1/proposals/{id}/statements',
    summary: 'What members said, in order',
    rules: ['PRO-4', 'REC-2'],
    params: decisionParams,
    query: statementsQuery,
    answer: { description: 'A page of statements', schema: statementsSchema },
    problems: [],
    handle: async ({ services, caller, params, query: { cursor, limit, replyTo } }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      const after = placeOf(z.int(), cursor) ?? 0;
      const read = await listStatements(services.db, state.id, { after, limit: limit + 1, replyTo });
      const page = pageOf(read, limit, ({ number }) => number);
      return { ...page, items: page.items.map((item) => ({ ...item, stage: item.stage as Stage })) };
    },
  }),
];
