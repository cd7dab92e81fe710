/** The record of an ended appeal and the evidence beside it, format 1 (APP-1, APP-2, REC-1). */
import { z } from 'zod';
import { appealable } from '../../rules/appeal/state.ts';
import { kinds } from '../../rules/kinds.ts';
import type { RefusalCode } from '../../rules/refusal.ts';
import { council } from '../parts/council.ts';
import { evidenceFormat, timelineEntry } from '../parts/evidence-entries.ts';
import { charterCopied, recordFormat, roots } from '../parts/figures-schema.ts';
import { appealRules, words } from '../parts/rules-schema.ts';
import { digest, instant } from '../parts/schema-parts.ts';

const text = z.union([z.string(), digest]);

const outcome = z.enum(kinds.appeal.outcomes);

export const appealRecordSchema = z
  .strictObject({
    format: z.literal(recordFormat),
    kind: z.literal('appeal'),
    id: z.string(),
    title: z.string(),
    of: z
      .strictObject({
        kind: z.enum(appealable),
        id: z.string(),
      })
      .meta({ description: 'The decision that was appealed' }),
    appellant: z.string(),
    principle: z.string().meta({ description: 'The core principle that was said to be violated' }),
    reason: text,
    guardian: z.string().nullable().meta({ description: 'Null where the office was vacant (GUA-1)' }),
    createdAt: instant,
    closes: instant,
    endedAt: instant,
    outcome,
    charter: charterCopied.meta({ description: 'That of the decision that was appealed' }),
    rules: appealRules,
    council,
    ruling: z
      .strictObject({ guardian: z.string(), reason: text, at: instant })
      .nullable()
      .meta({ description: 'Null: silence, which upholds (APP-2)' }),
    recused: z
      .strictObject({
        code: words<RefusalCode>(),
        rule: z.string(),
        facts: z.record(z.string(), z.unknown()),
      })
      .nullable()
      .meta({ description: 'Why the guardian counted as silent at once, where that was so (GUA-1)' }),
    continuationOf: z
      .string()
      .nullable()
      .meta({ description: 'The interrupted appeal that it goes on from (PRO-9)' }),
    continuedBy: z
      .string()
      .nullable()
      .meta({ description: 'The appeal in which this one, interrupted, goes on (PRO-9)' }),
    ending: z.strictObject({ rule: z.string() }),
    rationale: z.array(z.looseObject({ rule: z.string() })),
    evidence: roots('appeal'),
  })
  .meta({ id: 'AppealRecord', title: 'The record of an ended appeal' });

export const appealEvidenceSchema = z
  .strictObject({
    format: z.literal(evidenceFormat),
    kind: z.literal('appeal'),
    salt: z.null(),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'AppealEvidence', title: 'The evidence beside the record of an appeal' });

export type AppealRecord = z.output<typeof appealRecordSchema>;
export type AppealEvidence = z.output<typeof appealEvidenceSchema>;
