/** The room of a conflict beside its terms: messages, the word of who is no party, and the opener's withdrawal (CNF-1, AUT-2). */
import { z } from 'zod';
import { contestFault, partyRulingFault } from '../../rules/conflict/parties.ts';
import { readTimeline } from '../../store/processes/timeline.ts';
import { message, noParty, noPartyContest, noPartyRuling } from '../../workflows/messages/conflict.ts';
import { withdrawal } from '../../workflows/messages/shared.ts';
import { visibleConflict } from './view.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams, nothing, pageQuery } from '../http/schemas.ts';
import {
  messageBody,
  messagesSchema,
  noPartyBody,
  noPartyContestBody,
  noPartyRulingBody,
} from './schemas.ts';
import { timelinePlace } from '../kinds/timelines.ts';
import { must } from '../problems/problem.ts';
import { actRoute } from './act.ts';

export const conflictRoomRoutes = [
  actRoute({
    operationId: 'sendMessage',
    act: 'messages',
    summary: 'Writes to everybody in the room; by a party, a mediator or the guardian',
    rules: ['CNF-1', 'AUT-2'],
    body: messageBody,
    status: 201,
    problems: ['limit-reached'],
    update: message,
  }),
  memberRoute({
    operationId: 'listMessages',
    method: 'get',
    path: '/v1/conflicts/{id}/messages',
    summary: 'What was written in the room, in order; to who was in it',
    rules: ['CNF-1', 'AUT-2'],
    params: decisionParams,
    query: z.strictObject(pageQuery),
    answer: { description: 'A page of messages; none to who was not in the room', schema: messagesSchema },
    problems: [],
    handle: async ({ services, caller, params, query: { cursor, limit } }) => {
      const { state, inside } = await visibleConflict(services, caller, params.id);
      const after = placeOf(timelinePlace, cursor);
      const asked = { after, limit: limit + 1, room: inside, kind: 'message' } as const;
      const page = pageOf(await readTimeline(services.db, state.id, asked), limit, ({ sequence, part }) => ({
        sequence,
        part,
      }));
      const items = page.items.map(({ facts, at }) => ({
        by: String(facts['by']),
        text: String(facts['text']),
        at,
      }));
      return { items, next: page.next };
    },
  }),
  actRoute({
    operationId: 'declareNoParty',
    act: 'no-party',
    summary: 'Says that one is no party; uncontested they are dropped; by a named party, in negotiation',
    rules: ['CNF-1', 'GUA-2'],
    body: noPartyBody,
    update: noParty,
  }),
  actRoute({
    operationId: 'contestNoParty',
    act: 'no-party/contest',
    summary: 'Contests the word of another that they are no party: the guardian is asked; by a party',
    rules: ['CNF-1'],
    body: noPartyContestBody,
    problems: ['limit-reached', 'unknown-word'],
    update: noPartyContest,
    content: ({ member: of, reason }) => ({ of, reason }),
    also:
      ({ caller }, { of }) =>
      ({ state }, _actor, at) =>
        must(contestFault(state, of, { by: caller.id, at })),
  }),
  actRoute({
    operationId: 'ruleOnNoParty',
    act: 'no-party/ruling',
    summary: 'Says whether a member is a party, where their word was contested; by the guardian',
    rules: ['CNF-1', 'GUA-1'],
    body: noPartyRulingBody,
    problems: ['unknown-word'],
    update: noPartyRuling,
    content: ({ member: of, party, reason }) => ({ of, party, reason }),
    also:
      ({ caller }, { of }) =>
      ({ state }, _actor, at) =>
        must(partyRulingFault(state, of, { by: caller.id, at })),
  }),
  actRoute({
    operationId: 'withdrawConflict',
    act: 'withdrawal',
    summary:
      'Withdraws the conflict, until arbitration; by who opened it, who then opens none against the same',
    rules: ['CNF-1'],
    body: nothing,
    update: withdrawal,
  }),
];
