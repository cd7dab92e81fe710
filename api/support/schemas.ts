/** Support over HTTP: ids and instants, and bodies that are sealed (SUP-1 to SUP-4). */
import { z } from 'zod';
import { jwkSchema } from '../../ledger/acts/jwk.ts';
import { supportActs } from '../../rules/support/permissions.ts';
import { bodyKinds } from '../../rules/support/readers.ts';
import { owedActs } from '../../rules/support/owing.ts';
import { dangerReviews, supportStages } from '../../rules/support/state.ts';
import { counted } from '../../rules/support/told.ts';
import { at, decisionId, pageQuery, pageSchema, slug } from '../http/schemas.ts';
import { sealedSchema } from './sealed.ts';

export const supportBody = z
  .strictObject({
    for: slug.optional().meta({
      description: 'Whom it is for, where that is not the caller: nobody is asked before their yes',
    }),
    words: sealedSchema,
  })
  .meta({ id: 'NewSupport' });
export const declineBody = z
  .strictObject({
    who: slug.meta({ description: 'Who was chosen; by others than whom it is for, the caller' }),
  })
  .meta({ id: 'Decline', examples: [{ who: 'dora' }] });
export const messageBody = z.strictObject({ words: sealedSchema }).meta({ id: 'SealedMessage' });
export const dangerBody = z
  .strictObject({
    ground: sealedSchema,
    contact: slug.meta({
      description: 'Whom it is told to: a member who is neither the caller nor whom it is for',
    }),
  })
  .meta({ id: 'Danger' });
export const reviewBody = z
  .strictObject({ proper: z.boolean(), reason: sealedSchema })
  .meta({ id: 'DangerReview' });
export const dutyBody = z.strictObject({ on: z.boolean() }).meta({ id: 'Duty', examples: [{ on: true }] });

const members = z.array(z.string());

const dangerSchema = z.strictObject({
  by: z.string(),
  contact: z.string(),
  statedAt: at,
  until: at.meta({ description: 'When it is told without a second word' }),
  secondedBy: z.string().nullable(),
  toldAt: at.nullable(),
  reviewUntil: at.nullable(),
  review: z.enum(dangerReviews).nullable(),
  reviewedAt: at.nullable(),
});

export const supportSchema = z
  .strictObject({
    id: decisionId,
    about: z.string().meta({ description: 'What it is, and what it is not' }),
    person: z.string().meta({ description: 'Whom it is for' }),
    room: z
      .strictObject({
        by: z.string().nullable().meta({ description: 'Who asked' }),
        stage: z.enum(supportStages),
        deadline: at.nullable().meta({ description: 'When the next ones are asked' }),
        step: z.int().meta({
          description:
            '1: the first is asked. 2: the next one too. 3: all who were chosen. 4: peers, of which there are none; nobody more is asked. 0: nobody',
        }),
        offered: members.meta({ description: 'Who was chosen, in the order in which they are asked' }),
        out: members.meta({ description: 'Who was refused, has declined or was changed for another' }),
        asked: members,
        supporter: z.string().nullable(),
        guardian: z.string().nullable().meta({
          description: 'Whom the ground of a danger is sealed for too, to review it; null where nobody can',
        }),
        agents: members.meta({ description: 'Of all these, who are agents' }),
        createdAt: at,
        takenAt: at.nullable(),
        endedAt: at.nullable(),
      })
      .nullable()
      .meta({
        description: 'Null to whom a danger was told, or who may second it: they are not in the room',
      }),
    danger: dangerSchema
      .nullable()
      .meta({ description: 'What is told beyond the room; to others from then on' }),
    forgottenAt: at.meta({ description: 'When all of it is deleted, where nothing more is said in it' }),
    owes: z
      .array(
        z.strictObject({
          act: z.enum(owedActs),
          due: at.nullable().meta({ description: 'Until when it helps; null: as long as it stands' }),
        }),
      )
      .meta({
        description: 'What waits for the caller here: no notice is written of it, so it stands nowhere else',
      }),
    links: z.strictObject({ messages: z.string(), services: z.string() }),
    can: z.array(z.enum(supportActs)).meta({ description: 'What the caller may do now' }),
  })
  .meta({ id: 'Support' });

export const supportsSchema = z.strictObject({ items: z.array(supportSchema) }).meta({ id: 'OwnSupport' });

const bodySchema = z
  .strictObject({
    id: decisionId,
    kind: z.enum(bodyKinds),
    by: z.string(),
    at,
    sealed: z.record(z.string(), z.unknown()).meta({ description: 'The JWE as it came' }),
  })
  .meta({ id: 'SealedBody' });
export const bodiesSchema = pageSchema(bodySchema);
export const bodiesQuery = z.strictObject(pageQuery);

export const dutySchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        member: z.string(),
        name: z.string(),
        kind: z.enum(['person', 'agent']).meta({ description: 'An agent is shown as one' }),
        keys: z
          .array(z.strictObject({ fingerprint: z.string(), key: jwkSchema }))
          .meta({ description: 'Which they registered themselves; what is said to them is sealed to these' }),
      }),
    ),
  })
  .meta({ id: 'SupportersOnDuty' });

const few = z.int().nullable().meta({ description: 'Null below five' });
export const countsSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        year: z.int(),
        ...(Object.fromEntries(counted.map((what) => [what, few])) as Record<
          (typeof counted)[number],
          typeof few
        >),
      }),
    ),
  })
  .meta({
    id: 'SupportCounts',
    description: 'Years that are over and in which five at least were asked for',
  });

/** As HSDS 3 pages services; of each what its publisher says. */
export const servicesSchema = z
  .strictObject({
    total_items: z.int(),
    total_pages: z.int(),
    page_number: z.int(),
    size: z.int(),
    first_page: z.boolean(),
    last_page: z.boolean(),
    empty: z.boolean(),
    contents: z.array(z.looseObject({ id: z.string(), name: z.string(), status: z.string() })),
  })
  .meta({ id: 'SupportServices' });
