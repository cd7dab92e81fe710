/** The record of an ended appeal and the evidence beside it, format 1 (APP-1, APP-2, REC-1). */
import { z } from 'zod';
import { appealable } from '../../rules/appeal/state.ts';
import type { RefusalCode } from '../../rules/refusal.ts';
import { salt } from '../parts/evidence-entries.ts';
import { frameOf, timelineOf } from '../parts/frame.ts';
import { charterCopied } from '../parts/schema/figures.ts';
import { appealRules, words } from '../parts/schema/rules.ts';
import { digest, instant } from '../parts/schema/parts.ts';

const text = z.union([z.string(), digest]);

export const appealRecordSchema = z
  .strictObject({
    ...frameOf('appeal'),
    title: z.null().meta({ description: 'What was said stands in it as hashes (REC-5)' }),
    of: z
      .strictObject({
        kind: z.enum(appealable),
        id: z.string(),
      })
      .meta({ description: 'The decision that was appealed' }),
    appellant: z.string().meta({ description: 'The salted hash of who appealed (REC-5)' }),
    principle: z.string().meta({ description: 'The core principle that was said to be violated' }),
    reason: text,
    guardian: z.string().nullable().meta({ description: 'Null where the office was vacant (GUA-1)' }),
    closes: instant,
    charter: charterCopied.meta({ description: 'That of the decision that was appealed' }),
    rules: appealRules,
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
  })
  .meta({ id: 'AppealRecord', title: 'The record of an ended appeal' });

export const appealEvidenceSchema = timelineOf('appeal').extend({ nameSalt: salt }).meta({
  id: 'AppealEvidence',
  title: 'The evidence beside the record of an appeal',
});

export type AppealRecord = z.output<typeof appealRecordSchema>;
export type AppealEvidence = z.output<typeof appealEvidenceSchema>;
