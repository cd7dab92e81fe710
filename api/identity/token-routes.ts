/** Personal access tokens: for programs and agents of a member, with scopes that narrow what the member may do (AUT-1). */
import { v7 } from 'uuid';
import { listTokens, makeToken, type PersonalToken, revokeToken } from '../../store/identity/tokens.ts';
import { memberRoute } from '../http/route.ts';
import { nothing } from '../http/schemas.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import { idParams, newTokenSchema, tokenBody, tokensSchema } from './schemas.ts';
import type { Scope } from './scopes.ts';
import { hashOf, newToken } from './token-form.ts';

const shown = ({ scopes, ...token }: PersonalToken) => ({ ...token, scopes: scopes as readonly Scope[] });

export const tokenRoutes = [
  memberRoute({
    operationId: 'createToken',
    method: 'post',
    path: '/v1/tokens',
    summary: 'Makes a personal access token with scopes, for 365 days at most; a member has 20 at most',
    rules: ['AUT-1', 'REC-4'],
    body: tokenBody,
    answer: { status: 201, description: 'The token, with its secret', schema: newTokenSchema },
    shownOnce: 'token',
    problems: ['past-instant', 'too-far-ahead', 'limit-reached', 'idempotency-key-reused'],
    handle: async ({ services: { db, clock }, caller, body: { expires, ...body }, attempt }) => {
      const id = await attempt.begin(v7({ msecs: Date.parse(await clock(db)) }));
      const token = newToken();
      const asked = { id, ...body, expiresAt: expires, member: caller.id, hash: hashOf(token) };
      const made = await makeToken(db, clock, asked);
      if ('refusal' in made) throw refusalError(made.refusal);
      return { ...shown(made.token), token };
    },
  }),
  memberRoute({
    operationId: 'listTokens',
    method: 'get',
    path: '/v1/tokens',
    summary: 'The caller’s tokens that have not expired, the newest first',
    rules: ['AUT-1'],
    answer: { description: 'All of them, without their secrets', schema: tokensSchema },
    problems: [],
    handle: async ({ services: { db, clock }, caller }) => ({
      items: (await listTokens(db, caller.id, await clock(db))).map(shown),
    }),
  }),
  memberRoute({
    operationId: 'revokeToken',
    method: 'delete',
    path: '/v1/tokens/{id}',
    summary: 'Revokes a token of the caller’s: at once in this process, within 2 s in every other',
    rules: ['AUT-1', 'REC-4'],
    params: idParams,
    answer: { description: 'It is good no more', schema: nothing },
    problems: [],
    handle: async ({ services: { db, clock }, credentials, caller, params: { id } }) => {
      const hash = await revokeToken(db, clock, { id, member: caller.id });
      if (hash === undefined) throw problemError('not-found');
      credentials.forgetToken(hash);
      return {};
    },
  }),
];
