/** Invitations: by one an identity is linked to a member, once, within 7 days (MEM-6). */
import { v7 } from 'uuid';
import { refuse } from '../../rules/refusal.ts';
import { memberById } from '../../store/council/members.ts';
import { listInvitations, makeInvitation, revokeInvitation } from '../../store/identity/invitations.ts';
import { memberRoute } from '../http/route.ts';
import { nothing } from '../http/schemas.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import { idParams, invitationBody, invitationsSchema, newInvitationSchema } from './schemas.ts';
import { hashOf, newInvitation } from './token-form.ts';

export const invitationRoutes = [
  memberRoute({
    operationId: 'createInvitation',
    method: 'post',
    path: '/v1/invitations',
    summary:
      'Makes an invitation, in the place of an older one: for oneself, or for a member without an identity, by the registrar until the ' +
      'first decision is submitted, then by the author of the decision that admitted them',
    rules: ['MEM-6', 'AUT-1'],
    body: invitationBody,
    answer: { status: 201, description: 'The invitation, with its secret', schema: newInvitationSchema },
    shownOnce: 'invitation',
    problems: ['unknown-member', 'status-final', 'already-done', 'limit-reached', 'idempotency-key-reused'],
    handle: async ({ services: { db, clock }, caller, body: { member = caller.id }, attempt }) => {
      if ((await memberById(db, member)) === undefined)
        throw refusalError(refuse('unknown-member', 'MEM-6', { members: [member] }));
      const id = await attempt.begin(v7({ msecs: Date.parse(await clock(db)) }));
      const invitation = newInvitation();
      const made = await makeInvitation(db, clock, { id, member, by: caller, hash: hashOf(invitation) });
      if ('refusal' in made) throw refusalError(made.refusal);
      return { ...made.invitation, invitation };
    },
  }),
  memberRoute({
    operationId: 'listInvitations',
    method: 'get',
    path: '/v1/invitations',
    summary: 'Invitations that are good, for the caller or made by them, the oldest first',
    rules: ['MEM-6'],
    answer: { description: 'All of them, without their secrets', schema: invitationsSchema },
    problems: [],
    handle: async ({ services: { db, clock }, caller }) => ({
      items: await listInvitations(db, caller.id, await clock(db)),
    }),
  }),
  memberRoute({
    operationId: 'revokeInvitation',
    method: 'delete',
    path: '/v1/invitations/{id}',
    summary: 'Takes an invitation back; by who made it, or whom it is for',
    rules: ['MEM-6', 'REC-4'],
    params: idParams,
    answer: { description: 'It is good no more', schema: nothing },
    problems: [],
    handle: async ({ services: { db, clock }, caller, params: { id } }) => {
      if (!(await revokeInvitation(db, clock, { id, by: caller.id }))) throw problemError('not-found');
      return {};
    },
  }),
];
