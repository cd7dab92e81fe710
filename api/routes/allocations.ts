/** Allocations that executed decisions granted (EXE-1). */
import { listAllocations } from '../../store/allocations.ts';
import { pageOf, placeOf } from '../page.ts';
import { memberRoute } from '../route.ts';
import { decisionId } from '../schemas/common.ts';
import { allocationsQuery, allocationsSchema } from '../schemas/council.ts';

export const allocationRoutes = [
  memberRoute({
    method: 'get',
    path: '/v1/allocations',
    summary: 'Allocations, newest first',
    rules: ['EXE-1'],
    query: allocationsQuery,
    answer: { description: 'A page of allocations', schema: allocationsSchema },
    problems: [],
    handle: async ({ services: { db }, query: { to, cursor, limit } }) => {
      const before = placeOf(decisionId, cursor);
      const read = await listAllocations(db, { to, before, limit: limit + 1 });
      return pageOf(read, limit, ({ decision }) => decision);
    },
  }),
];
