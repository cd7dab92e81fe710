/** Mandates that executed decisions granted, those that are over among them (MAN-1, MAN-2). */
import { z } from 'zod';
import { listMandates } from '../../store/council/mandates.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { mandatesQuery, mandatesSchema } from './mandate-schemas.ts';

/** A mandate's place in the order of granting. */
const place = z.int().min(1);

export const mandateRoutes = [
  memberRoute({
    operationId: 'listMandates',
    method: 'get',
    path: '/v1/mandates',
    summary: 'Mandates, the latest granted first',
    rules: ['MAN-1', 'MAN-2'],
    query: mandatesQuery,
    answer: { description: 'A page of mandates', schema: mandatesSchema },
    problems: [],
    handle: async ({ services: { db, clock }, query: { category, inForce, cursor, limit } }) => {
      const at = await clock(db);
      const read = await listMandates(db, {
        category,
        running: inForce === undefined ? undefined : { at, is: inForce },
        before: placeOf(place, cursor),
        limit: limit + 1,
      });
      const page = pageOf(read, limit, ({ sequence }) => sequence);
      return mapPage(page, ({ sequence: _sequence, ...mandate }) => ({
        ...mandate,
        inForce: mandate.endedAt === null && mandate.until > at,
      }));
    },
  }),
];
