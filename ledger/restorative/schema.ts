/** The record of ended restorative work and the evidence beside it, format 1: it says when and how it ended, and nothing else (RST-5, AUT-2, REC-1). */
import { z } from 'zod';
import { restorativeStages } from '../../rules/restorative/state.ts';
import { frameOf, roomOf } from '../parts/frame.ts';
import { hash } from '../parts/schema/parts.ts';
import { restorativeRules } from './rules.ts';

export const restorativeRecordSchema = z
  .strictObject({
    ...frameOf('restorative'),
    title: z.null(),
    rules: restorativeRules,
    matter: z.strictObject({ hash }).meta({
      description:
        'Out of what it comes, between whom it is, and what happened: its hash with the salt (AUT-2)',
    }),
    ending: z.strictObject({ rule: z.string(), stage: z.enum(restorativeStages).exclude(['ended']) }),
  })
  .meta({ id: 'RestorativeRecord', title: 'The record of ended restorative work' });

export const restorativeEvidenceSchema = roomOf('restorative').meta({
  id: 'RestorativeEvidence',
  title: 'The evidence beside the record of restorative work',
});

export type RestorativeRecord = z.output<typeof restorativeRecordSchema>;
export type RestorativeEvidence = z.output<typeof restorativeEvidenceSchema>;
