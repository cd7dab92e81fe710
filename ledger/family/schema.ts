/** The record of a family's founding and the evidence beside it, format 1 (MEM-7, REC-1). */
import { z } from 'zod';
import { frameOf, timelineOf } from '../parts/frame.ts';
import { instant } from '../parts/schema/parts.ts';
import { familyRules } from './rules.ts';

export const familyRecordSchema = z
  .strictObject({
    ...frameOf('family'),
    title: z.string().meta({ description: 'The name of the family' }),
    family: z.string().meta({ description: 'The id of the family' }),
    founders: z.array(z.string()).meta({ description: 'By their ids; who proposed it first' }),
    closes: instant.meta({ description: 'Until when each founder had to accept' }),
    rules: familyRules,
    accepted: z.array(z.string()).meta({ description: 'In the order in which they accepted' }),
    declinedBy: z.string().nullable(),
    refused: z
      .strictObject({ code: z.string(), rule: z.string(), facts: z.record(z.string(), z.unknown()) })
      .nullable()
      .meta({ description: 'Why it could not be founded, as the council stood then' }),
  })
  .meta({ id: 'FamilyRecord', title: 'The founding of a family' });

export const familyEvidenceSchema = timelineOf('family').meta({
  id: 'FamilyEvidence',
  title: 'The evidence beside the record of a founding',
});

export type FamilyRecord = z.output<typeof familyRecordSchema>;
export type FamilyEvidence = z.output<typeof familyEvidenceSchema>;
