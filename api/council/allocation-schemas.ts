/** Resources and allocations over HTTP (ALC-1, ALC-4). */
import { z } from 'zod';
import { allocationOrders } from '../../store/council/holdings.ts';
import { at, decisionId, line, pageQuery, pageSchema, slug } from '../http/schemas.ts';

const holder = z.union([z.string(), z.strictObject({ family: z.string() })]);

export const allocationsSchema = pageSchema(
  z.strictObject({
    decision: decisionId.nullable().meta({ description: 'Null of what the members file says is held' }),
    resource: z.string(),
    amount: z.number(),
    passedOn: z.number().meta({ description: 'How much of it the holder has passed on, as of now' }),
    to: holder,
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
  order: z.enum(allocationOrders).default('newest').meta({
    description: '`ends`: those in force that end, the first to end first; `newest`: all, the newest first',
  }),
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

export const resourceParams = z.strictObject({ id: slug });

export const holdersSchema = pageSchema(
  z
    .strictObject({
      to: holder,
      amount: z.number().meta({ description: 'All that is allocated to them and in force' }),
      passedOn: z.number().meta({ description: 'What of it they have passed on, and others hold' }),
      nextEnd: at.nullable().meta({ description: 'When the first of it ends; null: none of it does' }),
    })
    .meta({ id: 'ResourceHolder' }),
);
