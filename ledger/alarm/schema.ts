/** The record of an alarm and the evidence beside it, format 1 (ALM-3 to ALM-5, REC-1). */
import { z } from 'zod';
import { categories, responseTypes, severities, statuses, urgencies } from '../../rules/alarm/cap.ts';
import { confirmations, lastStep } from '../../rules/alarm/state.ts';
import { frameOf, timelineOf } from '../parts/frame.ts';
import { digest, instant } from '../parts/schema/parts.ts';
import { alarmRules } from './rules.ts';

const names = z.array(z.string());

const source = z.strictObject({
  by: z.string(),
  byOwner: z.string(),
  owner: z.string(),
  at: instant,
  observation: z.string().nullable(),
  sensor: z.string().nullable(),
});

export const alarmRecordSchema = z
  .strictObject({
    ...frameOf('alarm'),
    title: z.string().meta({ description: 'Its headline' }),
    rules: alarmRules,
    alert: z
      .strictObject({
        status: z.enum(statuses),
        event: z.string(),
        category: z.enum(categories),
        urgency: z.enum(urgencies),
        severity: z.enum(severities),
        responseType: z.enum(responseTypes),
        area: z.string(),
        headline: z.string(),
        instruction: z.union([z.string(), digest]),
        expires: instant,
      })
      .meta({ description: 'In the words of CAP 1.2, as it ended' }),
    raisedBy: z.strictObject({ by: z.string(), byOwner: z.string() }),
    doubted: z.boolean(),
    sources: z.array(source),
    confirmed: z.strictObject({ at: instant, by: z.enum(confirmations) }).nullable(),
    told: z.int().min(1).max(lastStep).meta({ description: 'The last step of the ladder that was told' }),
    refutations: z.array(
      z.strictObject({
        by: z.string(),
        owner: z.string(),
        duty: z.boolean(),
        at: instant,
        sensors: names,
      }),
    ),
    wrong: z
      .strictObject({ sensors: names, owners: names })
      .meta({ description: 'Of one that was refuted: the sensors that were wrong, and who stood behind it' }),
  })
  .meta({ id: 'AlarmRecord', title: 'The record of an alarm' });

export const alarmEvidenceSchema = timelineOf('alarm').meta({
  id: 'AlarmEvidence',
  title: 'The evidence beside the record of an alarm',
});

export type AlarmRecord = z.output<typeof alarmRecordSchema>;
export type AlarmEvidence = z.output<typeof alarmEvidenceSchema>;
