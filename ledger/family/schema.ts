/** The record of a family's founding and the evidence beside it, format 1 (MEM-7, REC-1). */
import { z } from 'zod';
import { kinds } from '../../rules/kinds.ts';
import { council } from '../parts/council.ts';
import { evidenceFormat, timelineEntry } from '../parts/evidence-entries.ts';
import { charterCopied, recordFormat, roots } from '../parts/figures-schema.ts';
import { familyRules } from '../parts/rules-schema.ts';
import { instant } from '../parts/schema-parts.ts';

export const familyRecordSchema = z
  .strictObject({
    format: z.literal(recordFormat),
    kind: z.literal('family'),
    id: z.string(),
    title: z.string().meta({ description: 'The name of the family' }),
    family: z.string().meta({ description: 'The id of the family' }),
    founders: z.array(z.string()).meta({ description: 'By their ids; who proposed it first' }),
    createdAt: instant,
    closes: instant.meta({ description: 'Until when each founder had to accept' }),
    endedAt: instant,
    outcome: z.enum(kinds.family.outcomes),
    charter: charterCopied,
    rules: familyRules,
    council,
    accepted: z.array(z.string()).meta({ description: 'In the order in which they accepted' }),
    declinedBy: z.string().nullable(),
    refused: z
      .strictObject({ code: z.string(), rule: z.string(), facts: z.record(z.string(), z.unknown()) })
      .nullable()
      .meta({ description: 'Why it could not be founded, as the council stood then' }),
    continuationOf: z
      .string()
      .nullable()
      .meta({ description: 'The interrupted one that it goes on from (PRO-9)' }),
    continuedBy: z
      .string()
      .nullable()
      .meta({ description: 'The one in which this one, interrupted, goes on (PRO-9)' }),
    ending: z.strictObject({ rule: z.string() }),
    rationale: z.array(z.looseObject({ rule: z.string() })),
    evidence: roots('family'),
  })
  .meta({ id: 'FamilyRecord', title: 'The founding of a family' });

export const familyEvidenceSchema = z
  .strictObject({
    format: z.literal(evidenceFormat),
    kind: z.literal('family'),
    salt: z.null(),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'FamilyEvidence', title: 'The evidence beside the record of a founding' });

export type FamilyRecord = z.output<typeof familyRecordSchema>;
export type FamilyEvidence = z.output<typeof familyEvidenceSchema>;
