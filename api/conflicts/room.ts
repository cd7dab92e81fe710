/** The room of a conflict beside its terms: messages, the word of who is no party, and the opener's withdrawal (CNF-1, AUT-2). */
import { z } from 'zod';
import { contestFault, partyRulingFault } from '../../rules/conflict/parties.ts';
import { readTimeline } from '../../store/processes/timeline.ts';
import { message, noParty, noPartyContest, noPartyRuling, withdrawal } from '../../workflows/messages.ts';
import { visibleConflict } from './view.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams, nothing, pageQuery } from '../http/schemas.ts';
import {
  conflictSchema,
  messageBody,
  messagesSchema,
  noPartyBody,
  noPartyContestBody,
  noPartyRulingBody,
} from './schemas.ts';
import { timelinePlace } from '../proposals/schemas.ts';
import { actIn } from './act.ts';

const answer = { description: 'The conflict as it stands now', schema: conflictSchema };
const late = ['wrong-stage', 'window-closed', 'already-done', 'idempotency-key-reused'] as const;

export const conflictRoomRoutes = [
  memberRoute({
    operationId: 'sendMessage',
    method: 'post',
    path: '/v1/conflicts/{id}/messages',
    summary: 'Writes to everybody in the room; by a party, a mediator or the guardian',
    rules: ['CNF-1', 'AUT-2'],
    params: decisionParams,
    body: messageBody,
    answer: { ...answer, status: 201 },
    problems: [...late, 'limit-reached'],
    handle: async (call) => actIn(call, 'messages', message, { text: call.body.text }),
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
  memberRoute({
    operationId: 'declareNoParty',
    method: 'post',
    path: '/v1/conflicts/{id}/no-party',
    summary: 'Says that one is no party; uncontested they are dropped; by a named party, in negotiation',
    rules: ['CNF-1', 'GUA-2'],
    params: decisionParams,
    body: noPartyBody,
    answer,
    problems: [...late],
    handle: async (call) => actIn(call, 'no-party', noParty, { reason: call.body.reason }),
  }),
  memberRoute({
    operationId: 'contestNoParty',
    method: 'post',
    path: '/v1/conflicts/{id}/no-party/contest',
    summary: 'Contests the word of another that they are no party: the guardian is asked; by a party',
    rules: ['CNF-1'],
    params: decisionParams,
    body: noPartyContestBody,
    answer,
    problems: [...late, 'limit-reached', 'unknown-word'],
    handle: async (call) => {
      const { member: of, reason } = call.body;
      return actIn(call, 'no-party/contest', noPartyContest, { of, reason }, (state, at) =>
        contestFault(state, of, { by: call.caller.id, at }),
      );
    },
  }),
  memberRoute({
    operationId: 'ruleOnNoParty',
    method: 'post',
    path: '/v1/conflicts/{id}/no-party/ruling',
    summary: 'Says whether a member is a party, where their word was contested; by the guardian',
    rules: ['CNF-1', 'GUA-1'],
    params: decisionParams,
    body: noPartyRulingBody,
    answer,
    problems: [...late, 'unknown-word'],
    handle: async (call) => {
      const { member: of, party, reason } = call.body;
      return actIn(call, 'no-party/ruling', noPartyRuling, { of, party, reason }, (state, at) =>
        partyRulingFault(state, of, { by: call.caller.id, at }),
      );
    },
  }),
  memberRoute({
    operationId: 'withdrawConflict',
    method: 'post',
    path: '/v1/conflicts/{id}/withdrawal',
    summary:
      'Withdraws the conflict, until arbitration; by who opened it, who then opens none against the same',
    rules: ['CNF-1'],
    params: decisionParams,
    body: nothing,
    answer,
    problems: [...late],
    handle: async (call) => actIn(call, 'withdrawal', withdrawal, {}),
  }),
];
