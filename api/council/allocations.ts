/** Allocations that executed decisions granted (EXE-1). */
import { z } from 'zod';
import { listAllocations } from '../../store/council/allocations.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { allocationsQuery, allocationsSchema } from './schemas.ts';

export const allocationRoutes = [
  memberRoute({
    operationId: 'listAllocations',
    method: 'get',
    path: '/v1/allocations',
    summary: 'Allocations, newest first',
    rules: ['EXE-1'],
    query: allocationsQuery,
    answer: { description: 'A page of allocations', schema: allocationsSchema },
    problems: [],
    handle: async ({ services: { db }, query: { to, cursor, limit } }) => {
      const before = placeOf(z.int(), cursor);
      const read = await listAllocations(db, { to, before, limit: limit + 1 });
      const { items, next } = pageOf(read, limit, ({ place }) => place);
      return { items: items.map(({ place: _place, ...allocation }) => allocation), next };
    },
  }),
];
