/** Families as they are founded and left, over HTTP (MEM-7). */
import { z } from 'zod';
import { familySchema } from '../../charter/members.ts';
import { familyActs } from '../../rules/family/permissions.ts';
import { kinds } from '../../rules/kinds.ts';
import { at, decisionId, openQuery, pageQuery, pageSchema, slug } from '../http/schemas.ts';
import { canSchema, lifeShape } from '../kinds/shape.ts';

/** Members who can be named beside the opener. */
const mostNamed = 50;

export const familyBody = z
  .strictObject({
    id: familySchema.shape.id
      .refine((id) => !z.uuid().safeParse(id).success, { error: 'must not be a UUID, as foundings have' })
      .meta({ description: 'The family’s own id, which no family has' }),
    name: familySchema.shape.name.meta({ description: 'Which no family has, in whatever case' }),
    members: z
      .array(slug)
      .min(1)
      .max(mostNamed)
      .meta({ description: 'Who found it with the caller, who is one of them, named here or not' }),
  })
  .meta({ id: 'FamilyFounding', examples: [{ id: 'birch', name: 'Birch', members: ['ann', 'bo'] }] });

export const familyAcceptanceBody = z
  .strictObject({
    accept: z.boolean().meta({
      description: '`true`: the caller is of the family, once all founders have said so; `false`: it lapses',
    }),
  })
  .meta({ id: 'FamilyAcceptance', examples: [{ accept: true }] });

export const leavingBody = z
  .strictObject({
    member: slug.optional().meta({
      description:
        'Who leaves: the caller, where it is left out; else one below family maturity, by a parent',
    }),
    withdraw: z
      .literal(true)
      .optional()
      .meta({ description: 'A parent takes their word back, which they can until the last one has said it' }),
  })
  .optional()
  .default({})
  .meta({ id: 'Leaving', examples: [{}] });

export const familyParams = z.strictObject({
  id: slug.meta({
    description:
      'The family’s id, or that of its founding. Of several foundings under one id the caller’s own open one counts, or the newest',
  }),
});

export const familyOnlyParams = z.strictObject({ id: slug.meta({ description: 'The family’s id' }) });

export const foundingSchema = z
  .strictObject({
    id: decisionId,
    family: z.string().meta({ description: 'The family’s id' }),
    name: z.string().meta({ description: 'The family’s name' }),
    founders: z.array(z.string()).meta({ description: 'Who founds it, by their ids; who proposed it first' }),
    accepted: z.array(z.string()).meta({ description: 'Those who have accepted, in that order' }),
    declinedBy: z.string().nullable(),
    stage: z.enum(kinds.family.stages),
    deadline: at.nullable().meta({ description: 'When it lapses unless all have accepted before' }),
    outcome: z.enum(kinds.family.outcomes).nullable(),
    refused: z
      .strictObject({ code: z.string(), rule: z.string(), facts: z.record(z.string(), z.unknown()) })
      .nullable()
      .meta({
        description: 'Why it lapsed though nobody declined in time: the code of the problem, with its facts',
      }),
    charterVersion: z.int(),
    ...lifeShape,
    can: canSchema(familyActs),
  })
  .meta({ id: 'Founding' });

export const foundingsQuery = z.strictObject({ ...pageQuery, open: openQuery });
export const foundingsSchema = pageSchema(foundingSchema);

export const leftSchema = z
  .strictObject({
    member: z.string(),
    family: z.string().meta({ description: 'The family’s id' }),
    left: z.boolean(),
    awaited: z
      .array(z.string())
      .meta({ description: 'The parents whose word is waited for, where they have not left yet' }),
  })
  .meta({ id: 'Left' });
