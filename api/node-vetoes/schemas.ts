/** Node vetoes as they are answered, and what the acts in them take (NVP-1 to NVP-4). */
import { z } from 'zod';
import { nodeVetoActs } from '../../rules/node-veto/permissions.ts';
import { findings, nodeVetoOutcomes, nodeVetoStages, vetoable } from '../../rules/node-veto/state.ts';
import { nodeShown } from './on-act.ts';
import {
  at,
  decisionId,
  openQuery,
  pageQuery,
  pageSchema,
  slug,
  stewardsSchema,
  words,
} from '../http/schemas.ts';
import { canSchema, charterShape, lifeShape } from '../kinds/shape.ts';

const reason = words(5_000);

const node = z
  .union([
    z.strictObject({ member: slug }),
    z.strictObject({ family: slug }),
    z.strictObject({ peer: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be the id of a cell' }) }),
  ])
  .meta({
    description: 'Whom it endangers: the caller, unless given, or the caller’s family. No peer vetoes yet.',
  });

export const nodeVetoBody = z
  .strictObject({
    of: decisionId.meta({ description: 'The proposal, or the emergency, whose act endangers the node' }),
    node: node.optional(),
    danger: words(20_000).meta({
      description: 'How it endangers the node itself: its life, health, shelter, data or means of running',
    }),
    evidence: words(20_000),
    remedy: words(20_000).meta({ description: 'What would remove the danger' }),
  })
  .meta({
    id: 'NewNodeVeto',
    examples: [
      {
        of: '01893c1c-0f4f-7000-8000-000000000001',
        danger: 'The power of the room in which I run is cut.',
        evidence: 'The plan of the circuits, page 3.',
        remedy: 'A second line before the cut.',
      },
    ],
  });

/** Either, and not both. */
export const nodeVetoAnswerBody = z
  .union([
    z.strictObject({ removes: words(20_000).meta({ description: 'How the danger is removed' }) }),
    z.strictObject({ contest: words(20_000).meta({ description: 'Why there is none' }) }),
  ])
  .meta({ id: 'NodeVetoAnswer', examples: [{ removes: 'The second line is in before the cut.' }] });

export const nodeVetoAgreementBody = z
  .strictObject({
    answer: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'Which answer: asked for once another took its place' }),
  })
  .default({})
  .meta({ id: 'NodeVetoAgreement', examples: [{ answer: 1 }] });

export const nodeVetoJoiningBody = z
  .strictObject({
    node: node.optional(),
    danger: words(20_000).optional(),
    evidence: words(20_000).optional(),
  })
  .default({})
  .meta({ id: 'NodeVetoJoining', examples: [{ danger: 'I run in the same room.' }] });

export const nodeVetoFindingBody = z
  .strictObject({ uphold: z.boolean(), reason })
  .meta({ id: 'NodeVetoFinding', examples: [{ uphold: true, reason: 'The plan shows but one line.' }] });

export const nodeVetoQuestionBody = z
  .strictObject({ reason })
  .meta({ id: 'NodeVetoQuestion', examples: [{ reason: 'The second line is in since yesterday.' }] });

const nodeIn = z.strictObject({
  node: nodeShown,
  by: z.string().meta({ description: 'Who speaks for it' }),
  at,
  agreed: z.boolean().meta({ description: 'Whether it says that the danger is removed' }),
  left: z.enum(['before', 'after']).nullable().meta({
    description: 'Whether it withdrew, before or after it came to a panel',
  }),
});

const members = z.array(z.string());

export const nodeVetoSchema = z
  .strictObject({
    id: decisionId,
    of: z.strictObject({ kind: z.enum(vetoable), id: decisionId, title: z.string() }),
    node: nodeShown.nullable().meta({ description: 'Whose veto it is' }),
    joined: z.array(nodeIn).meta({ description: 'The nodes that joined it' }),
    nodes: z.array(nodeIn).meta({ description: 'Every node in it, the first of them with it' }),
    stewards: stewardsSchema,
    stage: z.enum(nodeVetoStages),
    deadline: at.nullable().meta({ description: 'When something falls due next by itself' }),
    danger: z.string(),
    remedy: z.string(),
    answerers: members.meta({ description: 'Who put the act, or acted, and answers' }),
    removes: z.string().nullable().meta({ description: 'How the danger is said to be removed' }),
    answers: z.int().meta({ description: 'How often that was said: the number of the last answer' }),
    heldBefore: z
      .int()
      .meta({ description: 'Milliseconds for which others, of this act, that nobody judged had held it' }),
    hold: z
      .strictObject({
        since: at,
        ends: at.nullable().meta({ description: 'When it ends at the latest; null: with this' }),
        ended: at.nullable(),
      })
      .nullable()
      .meta({ description: 'While it is in force the act is not carried out; null: nothing is held' }),
    withoutHold: z
      .strictObject({ code: z.string(), rule: z.string(), facts: z.looseObject({}) })
      .nullable()
      .meta({ description: 'Why nothing is held: `same-matter` or `limit-reached`' }),
    panel: z
      .strictObject({
        draw: z.int(),
        members,
        found: z.array(z.strictObject({ by: z.string(), uphold: z.boolean() })),
      })
      .nullable()
      .meta({ description: 'Who was drawn by lot, and what they have found' }),
    silent: members.meta({ description: 'Who was drawn before, and did not find in time' }),
    finding: z.enum(findings).nullable(),
    question: decisionId.nullable().meta({ description: 'The proposal that asks the council' }),
    outcome: z.enum(nodeVetoOutcomes).nullable(),
    ...lifeShape,
    ...charterShape,
    can: canSchema(nodeVetoActs),
  })
  .meta({ id: 'NodeVeto' });

export const nodeVetoesSchema = pageSchema(nodeVetoSchema);
export const nodeVetoesQuery = z.strictObject({
  stage: z.enum(nodeVetoStages).optional(),
  party: slug.optional().meta({ description: 'Whoever is concerned' }),
  open: openQuery,
  ...pageQuery,
});
