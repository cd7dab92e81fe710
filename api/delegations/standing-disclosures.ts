/** Disclosures that stand: what a representative says once for the decisions of a category (DEL-5). */
import { z } from 'zod';
import {
  keepStandingDisclosure,
  listStandingDisclosures,
  removeStandingDisclosure,
} from '../../store/delegation/standing-disclosures.ts';
import { interestsSchema } from '../declarations/schemas.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { memberRoute } from '../http/route.ts';
import { at, line, pageQuery, pageSchema, slug } from '../http/schemas.ts';
import { refusalError } from '../problems/problem.ts';

const mostOfName = 100;
const params = z.strictObject({ category: line(mostOfName) });

const body = z.strictObject({ interests: interestsSchema });

const standingDisclosureSchema = z
  .strictObject({ member: z.string(), category: z.string(), interests: interestsSchema, at })
  .meta({ id: 'StandingDisclosure' });

const removedSchema = z.strictObject({ removed: standingDisclosureSchema.nullable() });

const query = z.strictObject({
  ...pageQuery,
  member: slug.optional(),
  category: line(mostOfName).optional(),
});

const place = z.strictObject({ category: z.string(), member: z.string() });

export const standingDisclosureRoutes = [
  memberRoute({
    operationId: 'keepStandingDisclosure',
    method: 'put',
    path: '/v1/disclosures/{category}',
    summary:
      'Discloses interests for a category: in each of its decisions whose vote opens from now on, unless the caller discloses otherwise in it',
    rules: ['DEL-5'],
    params,
    body,
    answer: { description: 'What stands', schema: standingDisclosureSchema },
    problems: ['switched-off', 'unknown-category', 'category-not-permitted'],
    handle: async ({ services: { db, clock }, caller, params: { category }, body: { interests } }) => {
      const kept = await keepStandingDisclosure(db, clock, caller, { category, interests });
      if ('refusal' in kept) throw refusalError(kept.refusal);
      return kept.disclosure;
    },
  }),
  memberRoute({
    operationId: 'removeStandingDisclosure',
    method: 'delete',
    path: '/v1/disclosures/{category}',
    summary: 'Takes a standing disclosure back; in votes that have opened it stays disclosed',
    rules: ['DEL-5'],
    params,
    answer: { description: 'What stood until now; null: nothing did', schema: removedSchema },
    problems: [],
    handle: async ({ services: { db }, caller, params: { category } }) => ({
      removed: (await removeStandingDisclosure(db, caller.id, category)) ?? null,
    }),
  }),
  memberRoute({
    operationId: 'listStandingDisclosures',
    method: 'get',
    path: '/v1/disclosures',
    summary: 'Standing disclosures, by category and member, so that who delegates knows them',
    rules: ['DEL-5'],
    query,
    answer: { description: 'A page of standing disclosures', schema: pageSchema(standingDisclosureSchema) },
    problems: [],
    handle: async ({ services: { db }, query: { member, category, cursor, limit } }) => {
      const after = placeOf(place, cursor);
      const read = await listStandingDisclosures(db, { member, category, after, limit: limit + 1 });
      return pageOf(read, limit, ({ category: of, member: by }) => ({ category: of, member: by }));
    },
  }),
];
