/** The record of a node veto and the evidence beside it, format 1 (NVP-1 to NVP-4, REC-1). */
import { z } from 'zod';
import { findings, vetoable } from '../../rules/node-veto/state.ts';
import { elector } from '../parts/evidence-entries.ts';
import { frameOf, timelineOf } from '../parts/frame.ts';
import { nodeSchema } from '../parts/schema/node-veto.ts';
import { count, digest, hash, instant, ordinal } from '../parts/schema/parts.ts';
import { nodeVetoRules } from './rules.ts';

const members = z.array(z.string());

export const nodeVetoRecordSchema = z
  .strictObject({
    ...frameOf('node-veto'),
    title: z.string().nullable().meta({ description: 'What the act is called' }),
    rules: nodeVetoRules,
    of: z
      .strictObject({ kind: z.enum(vetoable), id: z.string() })
      .meta({ description: 'The process whose act was stopped' }),
    act: hash.meta({ description: 'Of what the act does: by it the same act is known, however reworded' }),
    nodes: z.array(
      z.strictObject({
        node: nodeSchema,
        by: z.string(),
        at: instant,
        left: z.enum(['before', 'after']).nullable().meta({
          description: 'Whether it withdrew, before or after it came to a panel',
        }),
      }),
    ),
    hold: z
      .strictObject({ since: instant, ends: instant.nullable(), ended: instant })
      .nullable()
      .meta({ description: 'Since when the act was held, until when at the latest, and until when it was' }),
    withoutHold: z
      .string()
      .nullable()
      .meta({ description: 'The code of why nothing was held from the beginning' }),
    heldBefore: count.meta({
      description: 'Milliseconds for which ladders of the same matter that nobody judged had held it',
    }),
    removes: z.union([z.string(), digest]).nullable().meta({
      description:
        'How the danger was said to be removed, last; to that its nodes agreed where it is `settled`',
    }),
    panels: z.array(
      z.strictObject({
        draw: ordinal,
        electors: count,
        at: instant,
        closes: instant,
        members,
        found: z.array(z.strictObject({ by: z.string(), uphold: z.boolean(), at: instant })),
      }),
    ),
    finding: z.enum(findings).nullable(),
    question: z.string().nullable().meta({ description: 'The proposal that asked the council' }),
    overturned: z.boolean().nullable().meta({ description: 'What the council answered; null: it did not' }),
    denied: members.meta({ description: 'To whom it counts as denied: `member/ID` or `family/ID`' }),
  })
  .meta({ id: 'NodeVetoRecord', title: 'The record of a node veto' });

export const nodeVetoEvidenceSchema = timelineOf('node-veto')
  .extend({
    electorate: z.array(elector).meta({
      description: 'Out of whom the panels were drawn: the council without whose own case it is (GUA-2)',
    }),
  })
  .meta({ id: 'NodeVetoEvidence', title: 'The evidence beside the record of a node veto' });

export type NodeVetoRecord = z.output<typeof nodeVetoRecordSchema>;
export type NodeVetoEvidence = z.output<typeof nodeVetoEvidenceSchema>;
