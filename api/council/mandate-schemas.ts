/** Mandates over HTTP (MAN-1, MAN-2). */
import { z } from 'zod';
import { at, decisionId, pageQuery, pageSchema, slug } from '../http/schemas.ts';

const mandateSchema = z
  .strictObject({
    id: decisionId.meta({ description: 'The decision that granted it' }),
    category: z.string(),
    members: z.array(z.string()).meta({ description: 'Who decides the category, whatever their maturity' }),
    grantedAt: at,
    until: at.meta({ description: 'The date at which it ends' }),
    endedAt: at.nullable().meta({ description: 'When a decision ended it before its date' }),
    endedBy: decisionId.nullable(),
    inForce: z.boolean().meta({ description: 'Of several for one category the latest granted counts' }),
  })
  .meta({ id: 'Mandate' });

export const mandatesSchema = pageSchema(mandateSchema);

export const mandatesQuery = z.strictObject({
  ...pageQuery,
  category: slug.optional(),
  inForce: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .meta({ type: 'boolean' })
    .optional(),
});
