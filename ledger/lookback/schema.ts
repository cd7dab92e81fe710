/** The record of a look back and the evidence beside it, format 1 (PRO-14, REC-1). */
import { z } from 'zod';
import { frameOf, timelineOf } from '../parts/frame.ts';
import { charterCopied } from '../parts/schema/figures.ts';
import { count, instant, ordinal } from '../parts/schema/parts.ts';
import { lookbackRules } from './rules.ts';

export const lookbackRecordSchema = z
  .strictObject({
    ...frameOf('lookback'),
    title: z.string().meta({ description: 'What the decision is called' }),
    of: z
      .strictObject({ id: z.string(), executedAt: instant, days: ordinal })
      .meta({ description: 'The decision that was looked back upon, and how many days after its execution' }),
    opens: instant,
    closes: instant
      .nullable()
      .meta({ description: 'Null where it was interrupted before anybody was asked' }),
    charter: charterCopied.meta({ description: 'That of the decision' }),
    rules: lookbackRules,
    asked: count.meta({ description: 'How many were asked: its electors, and whom it affects' }),
    answers: z.strictObject({ keep: count, change: count, end: count }).nullable().meta({
      description: 'How many said what; the words stand in the evidence. Null where it was interrupted',
    }),
  })
  .meta({ id: 'LookbackRecord', title: 'What came of looking back on a decision' });

export const lookbackEvidenceSchema = timelineOf('lookback').meta({
  id: 'LookbackEvidence',
  title: 'The evidence beside the record of a look back',
});

export type LookbackRecord = z.output<typeof lookbackRecordSchema>;
export type LookbackEvidence = z.output<typeof lookbackEvidenceSchema>;
