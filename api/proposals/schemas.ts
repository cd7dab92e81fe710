/** A proposal as it is answered, its versions, and what the acts that move it take. */
import { nodeVetoesOnSchema } from '../node-vetoes/on-act.ts';
import { z } from 'zod';
import { interestPolicies } from '../../charter/choices.ts';
import { acts } from '../../rules/proposal/permissions.ts';
import { relations, requirementEndings, requirementKinds } from '../../rules/proposal/state.ts';
import { storedAction } from './actions.ts';
import {
  at,
  cursorQuery,
  decisionId,
  instant,
  limitQuery,
  line,
  outcomeSchema,
  pageQuery,
  pageSchema,
  slug,
  stageSchema,
  tierSchema,
  words,
} from '../http/schemas.ts';
import { tookPart } from '../polls/took-part.ts';
import { attachmentSchema, referenceSchema } from '../attachments/schemas.ts';
import { amendmentSchema } from '../charter/schemas.ts';
import { alternativeSchema, impactSchema } from './content.ts';
import { asksSchema, vetoSchema } from '../vetoes/schemas.ts';
import { optionKinds } from '../../rules/model.ts';

/** Everything that a member may do with a proposal (AUT-1). */
const actSchema = z.enum(acts);

const linkSchema = z.strictObject({
  relation: z.enum(relations),
  id: decisionId,
});

const contentAnswer = {
  title: z.string().nullable(),
  text: z.string().nullable(),
  rationale: z.string().nullable(),
  impact: impactSchema.nullable(),
  alternatives: z.array(alternativeSchema),
  action: storedAction.nullable(),
  parents: z.array(z.string()).optional().meta({ description: 'Whose consent an admission needs (REP-1)' }),
  diversity: z.string().optional().meta({ description: 'The assessment of diversity (REP-1)' }),
  accused: z.string().optional(),
  victims: z.array(z.string()).optional(),
  references: z.array(referenceSchema).optional().meta({ description: 'Pages that it refers to' }),
  attachments: z.array(attachmentSchema).optional().meta({
    description: 'Files that it names by their SHA-256 (PRO-2)',
  }),
  lookBack: z.int().optional().meta({ description: 'After how many days it is looked back upon (PRO-14)' }),
};

const requirementSchema = z
  .strictObject({
    what: z.enum(requirementKinds),
    who: z.string().meta({
      description: 'A member, the role that attests the resources, or `elector` for the diversity',
    }),
    version: z.int().meta({ description: 'The version of the text that it answers' }),
    asked: at.meta({ description: 'Since when it is asked for' }),
    until: at,
    closed: z.strictObject({ at, how: z.enum(requirementEndings) }).nullable(),
  })
  .meta({ id: 'Requirement' });

const lastPoll = z
  .strictObject({
    kind: z.enum(['positions', 'votes']),
    number: z.int().meta({ description: 'The round, or the vote' }),
    closedAt: at,
    ...tookPart,
    against: z.string().meta({
      description: 'Where every vote against, or every block, stands with its reason',
    }),
  })
  .meta({ id: 'JudgedPoll' });

export const proposalSchema = z
  .strictObject({
    id: decisionId,
    category: z.string(),
    tier: tierSchema,
    stage: stageSchema,
    round: z.int().meta({ description: 'The round of discussion, counted from 1; 0 before the first' }),
    version: z.int().meta({ description: 'The version of the text in force, counted from 1' }),
    deadline: at.nullable().meta({ description: 'When the stage ends by itself' }),
    ...contentAnswer,
    options: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(optionKinds),
        title: z.string(),
      }),
    ),
    author: z.string().nullable(),
    steward: z
      .string()
      .nullable()
      .meta({ description: 'The person who answers for its author, where that is an agent who has one' }),
    originator: z
      .string()
      .nullable()
      .meta({ description: 'Who wrote what it goes on with, where it opened by itself (PRO-12)' }),
    charterVersion: z.int(),
    electorate: z
      .strictObject({
        size: z.int(),
        quorum: z.int().meta({ description: 'How many electors a quorum takes' }),
      })
      .nullable(),
    lastPoll: lastPoll.nullable().meta({
      description:
        'The round or vote that was judged last: who took part in it, and why not; null before one was',
    }),
    outcome: outcomeSchema.nullable(),
    createdAt: at,
    startsAt: at.nullable().meta({
      description: 'When a draft is submitted by itself; null: only by its author',
    }),
    missing: z.array(z.string()).nullable().meta({
      description:
        'Of a draft, what its category asks for before it can be submitted (PRO-2); null once it is',
    }),
    submittedAt: at.nullable(),
    endedAt: at.nullable(),
    links: z.array(linkSchema),
    can: z.array(actSchema).meta({ description: 'What the caller may do now' }),
    pace: z.int().meta({ description: 'How many times shorter its windows run; 1 in service' }),
    pendingVersion: z
      .int()
      .nullable()
      .meta({ description: 'The version that takes effect at the round’s end' }),
    amendments: z.strictObject({ made: z.int(), most: z.int() }),
    corrections: z.strictObject({ made: z.int(), most: z.int(), until: at.nullable() }).meta({
      description: 'New texts that are none of these: until then, in review, while nobody has answered',
    }),
    family: z.string().nullable().meta({ description: 'The family that decides, or whose matter it is' }),
    mandate: decisionId.nullable().meta({ description: 'The mandate under which it is decided' }),
    endorsement: z
      .strictObject({ needed: z.int(), members: z.array(z.string()) })
      .nullable()
      .meta({
        description:
          'Who endorses it, of how many that are needed before it counts (PRO-2); null where nobody is asked to',
      }),
    otherCategories: z.array(z.string()).meta({
      description:
        'The categories with a hearing or an appeal in which electors may ask that it be decided instead (TIE-6)',
    }),
    categoryRequests: z
      .array(z.strictObject({ category: z.string(), punishes: z.string() }))
      .meta({ description: 'What has been asked for so' }),
    noPunishment: z
      .array(z.strictObject({ member: z.string(), version: z.int() }))
      .meta({ description: 'Who said of which version of the text that it does not punish them' }),
    requirements: z
      .array(requirementSchema)
      .meta({ description: 'What must hold before it is adopted: what, who, until when' }),
    interests: z.enum(interestPolicies).nullable().meta({
      description:
        'Whether its electors declare their interests, or must before they answer (GUA-2); null: nobody is asked',
    }),
    recused: z.array(z.string()).nullable().meta({
      description:
        'Who said that they are a victim, or declared an interest, and so is no elector; null until the electors are counted (GUA-2)',
    }),
    vetoes: z.array(vetoSchema),
    asks: asksSchema,
    nodeVetoes: nodeVetoesOnSchema,
    objectingUntil: at.nullable().meta({
      description: 'Until when vetoes or objections are raised against the text in force; null: not now',
    }),
    retryUntil: at.nullable().meta({
      description:
        'Until when an operator may run its action again, whose failure may pass; null: not at all',
    }),
    amendment: amendmentSchema.nullable().meta({
      description:
        'What its action would change in the charter that it carries; null where it changes none (AMD-1)',
    }),
  })
  .meta({ id: 'Proposal' });

export const proposalsSchema = pageSchema(proposalSchema);

export type ProposalAnswer = z.input<typeof proposalSchema>;

const me = z.literal('me').optional();

export const proposalsQuery = z.strictObject({
  ...pageQuery,
  stage: stageSchema.optional(),
  tier: z
    .enum(['1', '2', '3'])
    .transform((tier) => Number(tier))
    .meta({ type: 'integer', enum: [1, 2, 3] })
    .optional(),
  category: line(64).optional(),
  author: slug.optional(),
  q: words(200).optional().meta({ description: 'Words that must all occur in title, text or rationale' }),
  owes: me.meta({ description: '`me`: those in which the caller owes an act now' }),
  affects: me.meta({
    description: '`me`: those whose text affects the caller, by name, by their family or with everyone',
  }),
  changed: instant.optional().meta({
    description: 'Those in which something has happened since this instant, as their timelines tell',
  }),
  order: z.enum(['newest', 'deadline']).default('newest').meta({
    description: '`deadline`: those alone that are open and have one, the first that is due at the top',
  }),
});

/** Where a page by deadline ends. */
export const deadlinePlace = z.strictObject({ deadline: z.iso.datetime(), id: decisionId });

export const versionsSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      version: z.int(),
      round: z.int(),
      at,
      inForceAt: at.nullable().meta({ description: 'Null while it waits for the round’s end' }),
      ...contentAnswer,
    }),
  ),
});

export const approvalSchema = z.strictObject({ approve: z.boolean(), reason: words(5_000) });
export const resolutionSchema = z.strictObject({ adopt: z.boolean(), reason: words(5_000) });
export const taskSchema = z.strictObject({ evidence: words(20_000) }).meta({ id: 'TaskEvidence' });

/** Lists that are short unless the electorate is large are answered whole, or in pages where a limit is given. */
export const wholeOrPaged = { cursor: cursorQuery.optional(), limit: limitQuery.optional() };
