/** Following and muting a process: what of it the caller's inbox holds beside what they owe (CNF-5, AUT-2). */
import { z } from 'zod';
import { follow, listFollowing, unfollow, wishes } from '../../store/inbox/following.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { at, decisionId, decisionParams, pageQuery, pageSchema } from '../http/schemas.ts';
import { problemError, refusalError } from '../problems/problem.ts';

const wishSchema = z.enum(wishes).meta({
  description:
    '`all`: everything that happens in it and may be seen; `owed`: nothing but what is owed in it, reminders among that, and what bears on one’s own vote',
});

const followingSchema = z
  .strictObject({ decision: decisionId, notices: wishSchema, at })
  .meta({ id: 'Following' });

export const followingRoutes = [
  memberRoute({
    operationId: 'followDecision',
    method: 'put',
    path: '/v1/inbox/following/{id}',
    summary: 'Follows a process, or mutes it but for what the caller owes; the same again changes nothing',
    rules: ['CNF-5', 'AUT-2'],
    params: decisionParams,
    body: z.strictObject({ notices: wishSchema }),
    answer: { description: 'What the caller wants to hear of it', schema: followingSchema },
    problems: ['limit-reached'],
    handle: async ({ services: { db, clock }, caller, params: { id: decision }, body: { notices } }) => {
      const followed = await follow(db, clock, caller, { decision, notices });
      if (followed === undefined) throw problemError('not-found');
      if ('refusal' in followed) throw refusalError(followed.refusal);
      return followed.following;
    },
  }),
  memberRoute({
    operationId: 'unfollowDecision',
    method: 'delete',
    path: '/v1/inbox/following/{id}',
    summary: 'Neither follows nor mutes a process any more: its notices are those that concern the caller',
    rules: ['CNF-5'],
    params: decisionParams,
    answer: {
      description: 'What the caller had wanted to hear of it; null: nothing else',
      schema: z.strictObject({ removed: followingSchema.nullable() }),
    },
    problems: [],
    handle: async ({ services: { db }, caller, params: { id } }) => ({
      removed: (await unfollow(db, caller.id, id)) ?? null,
    }),
  }),
  memberRoute({
    operationId: 'listFollowing',
    method: 'get',
    path: '/v1/inbox/following',
    summary: 'The processes that the caller follows or mutes',
    rules: ['CNF-5'],
    query: z.strictObject(pageQuery),
    answer: { description: 'A page of them', schema: pageSchema(followingSchema) },
    problems: [],
    handle: async ({ services: { db }, caller, query: { cursor, limit } }) => {
      const read = await listFollowing(db, caller.id, {
        after: placeOf(decisionId, cursor),
        limit: limit + 1,
      });
      return pageOf(read, limit, ({ decision }) => decision);
    },
  }),
];
