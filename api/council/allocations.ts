/** What there is to allocate, who holds what of it until when, and by which decision (ALC-4). */
import { z } from 'zod';
import { holderPlace, holdersOf, listAllocations } from '../../store/council/holdings.ts';
import { listResources, resourceAt } from '../../store/council/resources.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { problemError } from '../problems/problem.ts';
import { memberRoute } from '../http/route.ts';
import {
  allocationsQuery,
  allocationsSchema,
  holdersSchema,
  resourceParams,
  resourcesQuery,
  resourcesSchema,
} from './allocation-schemas.ts';

/** Where a page by ends goes on. */
const endPlace = z.strictObject({ until: z.iso.datetime(), place: z.int() });
const atHolder = z.strictObject({ isFamily: z.boolean(), id: z.string() });

export const allocationRoutes = [
  memberRoute({
    operationId: 'listAllocations',
    method: 'get',
    path: '/v1/allocations',
    summary:
      'Who holds what of which resource, until when and by which decision, newest first or by when it ends',
    rules: ['ALC-4'],
    query: allocationsQuery,
    answer: { description: 'A page of allocations', schema: allocationsSchema },
    problems: [],
    handle: async ({ services: { db, clock }, query }) => {
      const { to, family, resource, inForce: isInForce, order, cursor, limit } = query;
      const place =
        order === 'newest' ? { before: placeOf(z.int(), cursor) } : { endsAfter: placeOf(endPlace, cursor) };
      const filter = { to, family, resource, isInForce, order };
      const read = await listAllocations(db, { at: await clock(db), ...filter, ...place, limit: limit + 1 });
      const { items, next } = pageOf(read, limit, ({ place: last, until }) =>
        order === 'newest' ? last : { until, place: last },
      );
      return { items: items.map(({ place: _place, ...allocation }) => allocation), next };
    },
  }),
  memberRoute({
    operationId: 'listResources',
    method: 'get',
    path: '/v1/resources',
    summary: 'What there is to allocate: how much of it in all, given and free, and which decision says so',
    rules: ['ALC-1', 'ALC-4'],
    query: resourcesQuery,
    answer: { description: 'A page of resources', schema: resourcesSchema },
    problems: [],
    handle: async ({ services: { db, clock }, query: { cursor, limit } }) => {
      const after = placeOf(z.string(), cursor);
      const read = await listResources(db, { at: await clock(db), after, limit: limit + 1 });
      return pageOf(read, limit, ({ id }) => id);
    },
  }),
  memberRoute({
    operationId: 'listHolders',
    method: 'get',
    path: '/v1/resources/{id}/holders',
    summary:
      'Who holds a resource: each with the sum of it, what they passed on, and when the first of it ends',
    rules: ['ALC-2', 'ALC-4'],
    params: resourceParams,
    query: resourcesQuery,
    answer: { description: 'A page of holders, members before families', schema: holdersSchema },
    problems: ['not-found'],
    handle: async ({ services: { db, clock }, params: { id }, query: { cursor, limit } }) => {
      const after = placeOf(atHolder, cursor);
      const at = await clock(db);
      if ((await resourceAt(db, id, at)).resource === undefined) throw problemError('not-found');
      const read = await holdersOf(db, { resource: id, at, after, limit: limit + 1 });
      return pageOf(read, limit, ({ to }) => holderPlace(to));
    },
  }),
];
