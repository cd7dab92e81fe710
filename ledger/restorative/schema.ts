/** The record of ended restorative work and the evidence beside it, format 1: it says when and how it ended, and nothing else (RST-5, AUT-2, REC-1). */
import { z } from 'zod';
import { kinds } from '../../rules/kinds.ts';
import { restorativeStages } from '../../rules/restorative/state.ts';
import { council } from '../parts/council.ts';
import { evidenceFormat, salt, timelineEntry } from '../parts/evidence-entries.ts';
import { charterCopied, recordFormat, roots } from '../parts/figures-schema.ts';
import { restorativeRules } from '../parts/kind-rules-schema.ts';
import { hash, instant } from '../parts/schema-parts.ts';

export const restorativeRecordSchema = z
  .strictObject({
    format: z.literal(recordFormat),
    kind: z.literal('restorative'),
    id: z.string(),
    title: z.null(),
    createdAt: instant,
    endedAt: instant,
    outcome: z.enum(kinds.restorative.outcomes),
    charter: charterCopied,
    rules: restorativeRules,
    council,
    matter: z.strictObject({ hash }).meta({
      description:
        'Out of what it comes, between whom it is, and what happened: its hash with the salt (AUT-2)',
    }),
    continuationOf: z
      .string()
      .nullable()
      .meta({ description: 'The interrupted work that it goes on from (PRO-9)' }),
    continuedBy: z
      .string()
      .nullable()
      .meta({ description: 'The work in which this one, interrupted, goes on (PRO-9)' }),
    ending: z.strictObject({ rule: z.string(), stage: z.enum(restorativeStages).exclude(['ended']) }),
    rationale: z.array(z.looseObject({ rule: z.string() })),
    evidence: roots('restorative'),
  })
  .meta({ id: 'RestorativeRecord', title: 'The record of ended restorative work' });

export const restorativeEvidenceSchema = z
  .strictObject({
    format: z.literal(evidenceFormat),
    kind: z.literal('restorative'),
    room: z
      .array(timelineEntry)
      .nullable()
      .meta({ description: 'What happened; null for who is not in it (AUT-2)' }),
    salt: salt.nullable().meta({
      description:
        'Of the room; its leaf hash comes after the entries of that part. Null where it was withheld',
    }),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'RestorativeEvidence', title: 'The evidence beside the record of restorative work' });

export type RestorativeRecord = z.output<typeof restorativeRecordSchema>;
export type RestorativeEvidence = z.output<typeof restorativeEvidenceSchema>;
