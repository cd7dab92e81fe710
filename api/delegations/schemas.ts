/** Delegations over HTTP (DEL-1, DEL-2). */
import { z } from 'zod';
import { at, decisionId, instant, line, pageQuery, pageSchema, slug } from '../http/schemas.ts';

const mostOfName = 100;

export const delegationBody = z
  .strictObject({
    to: slug,
    scope: z
      .union([
        z.strictObject({ proposal: decisionId }),
        z.strictObject({ category: line(mostOfName) }),
        z.strictObject({}),
      ])
      .meta({
        description: 'One decision, one category, or, where it names neither, all votes on proposals',
      }),
    until: instant.meta({ description: 'It ends at this instant; the charter says how far ahead at most' }),
  })
  .meta({ id: 'NewDelegation' });

export const delegationSchema = z
  .strictObject({
    id: z.uuid(),
    from: z.string(),
    to: z.string(),
    scope: z.strictObject({ proposal: decisionId.optional(), category: z.string().optional() }),
    madeAt: at,
    until: at,
    revokedAt: at.nullable(),
  })
  .meta({ id: 'Delegation' });

export const delegationParams = z.strictObject({
  id: z.uuid().toLowerCase().meta({ description: 'The id of a delegation', format: 'uuid' }),
});

export const delegationsQuery = z.strictObject({
  ...pageQuery,
  from: slug.optional(),
  to: slug.optional(),
});

export const delegationsSchema = pageSchema(delegationSchema);
