/** What there is to allocate, who holds what of it until when, and by which decision (ALC-4). */
import { z } from 'zod';
import { listAllocations } from '../../store/council/allocations.ts';
import { listResources } from '../../store/council/resources.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import {
  allocationsQuery,
  allocationsSchema,
  resourcesQuery,
  resourcesSchema,
} from './allocation-schemas.ts';

export const allocationRoutes = [
  memberRoute({
    operationId: 'listAllocations',
    method: 'get',
    path: '/v1/allocations',
    summary: 'Who holds what of which resource, until when and by which decision, newest first',
    rules: ['ALC-4'],
    query: allocationsQuery,
    answer: { description: 'A page of allocations', schema: allocationsSchema },
    problems: [],
    handle: async ({ services: { db, clock }, query }) => {
      const { to, family, resource, inForce: isInForce, cursor, limit } = query;
      const before = placeOf(z.int(), cursor);
      const filter = { to, family, resource, isInForce };
      const read = await listAllocations(db, { at: await clock(db), ...filter, before, limit: limit + 1 });
      const { items, next } = pageOf(read, limit, ({ place }) => place);
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
];
