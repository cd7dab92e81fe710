/** The record of a look back and the evidence beside it, format 1 (PRO-14, REC-1). */
import { z } from 'zod';
import { kinds } from '../../rules/kinds.ts';
import { council } from '../parts/council.ts';
import { evidenceFormat, timelineEntry } from '../parts/evidence-entries.ts';
import { charterCopied, recordFormat, roots } from '../parts/figures-schema.ts';
import { lookbackRules } from '../parts/rules-schema.ts';
import { count, instant, ordinal } from '../parts/schema-parts.ts';

export const lookbackRecordSchema = z
  .strictObject({
    format: z.literal(recordFormat),
    kind: z.literal('lookback'),
    id: z.string(),
    title: z.string().meta({ description: 'What the decision is called' }),
    of: z
      .strictObject({ id: z.string(), executedAt: instant, days: ordinal })
      .meta({ description: 'The decision that was looked back upon, and how many days after its execution' }),
    createdAt: instant,
    opens: instant,
    closes: instant
      .nullable()
      .meta({ description: 'Null where it was interrupted before anybody was asked' }),
    endedAt: instant,
    outcome: z.enum(kinds.lookback.outcomes),
    charter: charterCopied.meta({ description: 'That of the decision' }),
    rules: lookbackRules,
    council,
    asked: count.meta({ description: 'How many were asked: its electors, and whom it affects' }),
    answers: z.strictObject({ keep: count, change: count, end: count }).nullable().meta({
      description: 'How many said what; the words stand in the evidence. Null where it was interrupted',
    }),
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
    evidence: roots('lookback'),
  })
  .meta({ id: 'LookbackRecord', title: 'What came of looking back on a decision' });

export const lookbackEvidenceSchema = z
  .strictObject({
    format: z.literal(evidenceFormat),
    kind: z.literal('lookback'),
    salt: z.null(),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'LookbackEvidence', title: 'The evidence beside the record of a look back' });

export type LookbackRecord = z.output<typeof lookbackRecordSchema>;
export type LookbackEvidence = z.output<typeof lookbackEvidenceSchema>;
