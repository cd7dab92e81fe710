/** Who a member is at identity providers: linked by an invitation, never by an e-mail address (AUT-1, MEM-6). */
import { refuse } from '../../rules/refusal.ts';
import { memberById } from '../../store/council/members.ts';
import { listIdentities, removeIdentity } from '../../store/identity/identities.ts';
import { redeemInvitation } from '../../store/identity/invitations.ts';
import { present } from '../council/presence.ts';
import { identityRoute, memberRoute } from '../http/route.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import { identitiesSchema, identitySchema, idParams, redemptionBody, redemptionSchema } from './schemas.ts';
import { hashOf } from './token-form.ts';

export const redemptionRoute = identityRoute({
  operationId: 'redeemInvitation',
  method: 'post',
  path: '/v1/invitations/redemption',
  summary: 'Links the caller’s identity to the member of an invitation, by which whoever was offline is back',
  rules: ['MEM-6', 'MEM-4'],
  body: redemptionBody,
  answer: { status: 201, description: 'The identity, and whose it is now', schema: redemptionSchema },
  problems: ['invalid-invitation'],
  handle: async ({ services, credentials, identity, body: { invitation }, request, response }) => {
    const { db, clock } = services;
    const linked = await redeemInvitation(db, clock, { hash: hashOf(invitation), identity });
    if (linked === undefined) throw refusalError(refuse('invalid-invitation', 'MEM-6'));
    credentials.forgetIdentity(identity);
    await services.sessions?.renew(request, response);
    const member = await memberById(db, linked.member);
    if (member !== undefined) await present(services, member);
    return linked;
  },
});

export const identityRoutes = [
  memberRoute({
    operationId: 'listIdentities',
    method: 'get',
    path: '/v1/identities',
    summary: 'The caller’s identities at providers, the first linked first',
    rules: ['AUT-1'],
    answer: { description: 'All of them', schema: identitiesSchema },
    problems: [],
    handle: async ({ services: { db }, caller }) => ({ items: await listIdentities(db, caller.id) }),
  }),
  memberRoute({
    operationId: 'removeIdentity',
    method: 'delete',
    path: '/v1/identities/{id}',
    summary: 'Removes an identity of the caller’s, never the last',
    rules: ['AUT-1', 'REC-4'],
    params: idParams,
    answer: { description: 'The identity, which is the caller’s no more', schema: identitySchema },
    problems: ['last-identity'],
    handle: async ({ services: { db, clock }, credentials, caller, params: { id } }) => {
      const done = await removeIdentity(db, clock, { id, member: caller.id });
      if (done === undefined) throw problemError('not-found');
      if ('refusal' in done) throw refusalError(done.refusal);
      credentials.forgetIdentity(done.removed);
      return done.removed;
    },
  }),
];
