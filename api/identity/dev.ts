/** POST /v1/dev/tokens: a token for whoever sits at the machine; the route exists in the one-machine default only. */
import { z } from 'zod';
import { memberById } from '../../store/council/members.ts';
import { present } from '../council/presence.ts';
import { refuse } from '../../rules/refusal.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import { publicRoute } from '../http/route.ts';
import { slug } from '../http/schemas.ts';

export const tokenRoute = publicRoute({
  operationId: 'createDevToken',
  method: 'post',
  path: '/v1/dev/tokens',
  summary: 'A token for a member, on the loopback address only; a sign-in, by which who was offline is back',
  rules: ['MEM-4'],
  body: z.strictObject({ member: slug }),
  answer: { description: 'The token', schema: z.strictObject({ token: z.string() }) },
  problems: ['not-found', 'unknown-member'],
  handle: async ({ services, body: { member: id } }) => {
    const { db, devTokens } = services;
    const member = await memberById(db, id);
    if (devTokens === undefined) throw problemError('not-found');
    if (member === undefined) throw refusalError(refuse('unknown-member', 'MEM-4', { members: [id] }));
    await present(services, member);
    return { token: await devTokens(id) };
  },
});
