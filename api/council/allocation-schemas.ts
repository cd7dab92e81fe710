/** Resources and allocations over HTTP (ALC-1, ALC-4). */
import { z } from 'zod';
import { at, decisionId, line, pageQuery, pageSchema, slug } from '../http/schemas.ts';

export const allocationsSchema = pageSchema(
  z.strictObject({
    decision: decisionId.nullable().meta({ description: 'Null of what the members file says is held' }),
    resource: z.string(),
    amount: z.number(),
    passedOn: z.number().meta({ description: 'How much of it the holder has passed on, as of now' }),
    to: z.union([z.string(), z.strictObject({ family: z.string() })]),
    starts: at,
    until: at.nullable(),
    permanent: z.boolean(),
  }),
);

export const allocationsQuery = z.strictObject({
  ...pageQuery,
  to: slug.optional().meta({ description: 'A member: what they hold' }),
  family: slug.optional().meta({ description: 'A family: what it holds' }),
  resource: line(100).optional(),
  inForce: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .meta({ type: 'boolean', description: '`true`: those alone that are in force now; `false`: the others' })
    .optional(),
});

export const resourcesSchema = pageSchema(
  z
    .strictObject({
      id: z.string(),
      unit: z.string(),
      total: z.number().nullable().meta({ description: 'Null: nothing bounds it' }),
      allocated: z.number().meta({
        description:
          'What the council has given and is in force; what is passed on counts once, with its giver',
      }),
      free: z
        .number()
        .nullable()
        .meta({ description: 'What is left of the total; null where nothing bounds it' }),
      nextEnd: at
        .nullable()
        .meta({ description: 'When the first of what is given ends; null: nothing does' }),
      decision: decisionId
        .nullable()
        .meta({ description: 'What named it, or its total, last; null: the members file' }),
      definedAt: at,
    })
    .meta({ id: 'Resource' }),
);

export const resourcesQuery = z.strictObject(pageQuery);
