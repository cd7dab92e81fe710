/** Alarms as they are answered, and what the acts in them take: CAP 1.2's own words (ALM-3 to ALM-5). */
import { z } from 'zod';
import { categories, responseTypes, severities, statuses, urgencies } from '../../rules/alarm/cap.ts';
import { alarmActs } from '../../rules/alarm/permissions.ts';
import {
  alarmOutcomes,
  alarmStages,
  confirmations,
  lastStep,
  mostNamed,
  steps,
} from '../../rules/alarm/state.ts';
import {
  at,
  decisionId,
  instant,
  line,
  nothing,
  openQuery,
  pageQuery,
  pageSchema,
  slug,
  words,
} from '../http/schemas.ts';
import { canSchema, charterShape, lifeShape } from '../kinds/shape.ts';

const visibleLine = (most: number) =>
  line(most)
    .min(1)
    .refine((given) => given.trim() !== '', { error: 'must not be blank' });

const alertShape = {
  status: z.enum(statuses).meta({ description: '`Exercise` and `Test` never confirm an `Actual`' }),
  event: visibleLine(200).meta({ description: 'What it is: a fire, a flood' }),
  category: z.enum(categories),
  urgency: z.enum(urgencies),
  severity: z.enum(severities),
  responseType: z.enum(responseTypes),
  area: visibleLine(500).meta({ description: 'Where, in words' }),
  headline: visibleLine(160),
  instruction: words(5_000).meta({ description: 'What is to be done' }),
};

const observations = z
  .array(decisionId)
  .max(mostNamed)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'names one twice' })
  .meta({ description: 'The ids of observations; without any it is the member’s own word' });

const example = {
  status: 'Actual',
  event: 'Fire',
  category: 'Fire',
  urgency: 'Immediate',
  severity: 'Severe',
  responseType: 'Evacuate',
  area: 'The barn behind the house',
  headline: 'Smoke in the barn',
  instruction: 'Leave the barn by the south door and meet at the well.',
  expires: '2027-01-31T12:00:00.000Z',
} as const;

export const alarmBody = z
  .strictObject({ ...alertShape, expires: instant, observations: observations.default([]) })
  .meta({ id: 'NewAlarm', examples: [example] });

export const corroborationBody = z
  .strictObject({
    text: words(5_000),
    observations: observations.default([]),
    status: z.enum(statuses).optional().meta({ description: 'That of the alarm; another is refused' }),
  })
  .meta({ id: 'Corroboration', examples: [{ text: 'I see flames under the roof.' }] });
export const refutationBody = z
  .strictObject({
    reason: words(5_000),
    sensors: z
      .array(slug)
      .max(100)
      .optional()
      .meta({ description: 'Which of its sensors were wrong; left out: each of them' }),
  })
  .meta({ id: 'Refutation', examples: [{ reason: 'It is steam from the kitchen.' }] });
export const acknowledgementBody = nothing;
export const updateBody = z
  .strictObject({
    text: words(5_000),
    severity: z.enum(severities).optional().meta({ description: 'Where it has changed; by a duty holder' }),
  })
  .meta({ id: 'AlarmUpdate', examples: [{ text: 'The fire brigade is here.', severity: 'Moderate' }] });
export const clearanceBody = nothing;

export const alarmSchema = z
  .strictObject({
    id: decisionId,
    stage: z.enum(alarmStages),
    deadline: at.nullable().meta({ description: 'When something falls due next by itself' }),
    status: z.enum(statuses),
    event: z.string(),
    category: z.enum(categories),
    urgency: z.enum(urgencies),
    severity: z.enum(severities),
    certainty: z.enum(['Observed', 'Likely', 'Possible', 'Unlikely']).meta({
      description:
        'Possible; likely where nobody refuted it; observed once it was confirmed; unlikely where it was refuted',
    }),
    responseType: z.enum([...responseTypes, 'AllClear']),
    msgType: z.enum(['Alert', 'Update', 'Cancel']),
    area: z.string(),
    headline: z.string(),
    instruction: z.string(),
    expires: at,
    raisedBy: z.string(),
    doubted: z.boolean().meta({
      description:
        'Who raised it was refuted so often that more than the duty holders are told only of a second source',
    }),
    sources: z.array(
      z.strictObject({
        owner: z.string().meta({ description: 'Who answers for it; two sources of one owner are one' }),
        by: z.string().meta({ description: 'Who put it here' }),
        at,
        observation: decisionId.nullable().meta({ description: 'Null of a member’s own word' }),
        sensor: z.string().nullable(),
      }),
    ),
    until: at.nullable().meta({ description: 'Until when it is confirmed or refuted, or lapses' }),
    confirmedAt: at.nullable(),
    confirmedBy: z.enum(confirmations).nullable(),
    ladder: z.strictObject({
      n: z.int().min(1).max(lastStep),
      told: z.enum(steps).meta({ description: 'Who was told last; `nobody`: nobody is left to be told' }),
      since: at,
      ends: at.nullable().meta({ description: 'When the next are told, unless somebody acknowledges it' }),
    }),
    acknowledged: z
      .strictObject({
        by: z.string(),
        at,
        until: at.nullable().meta({ description: 'Until when it holds without an update' }),
      })
      .nullable(),
    updatedAt: at.nullable(),
    refutations: z.array(
      z.strictObject({
        by: z.string(),
        owner: z.string(),
        duty: z.boolean(),
        at,
        sensors: z.array(z.string()),
      }),
    ),
    clearedBy: z.string().nullable(),
    wrong: z
      .strictObject({ sensors: z.array(z.string()), owners: z.array(z.string()) })
      .meta({ description: 'Of one that was refuted: its sensors that were wrong, and who stood behind it' }),
    outcome: z.enum(alarmOutcomes).nullable(),
    ...lifeShape,
    ...charterShape,
    can: canSchema(alarmActs),
  })
  .meta({ id: 'Alarm' });
export type AlarmAnswer = z.input<typeof alarmSchema>;

export const alarmsQuery = z.strictObject({
  stage: z.enum(alarmStages).optional(),
  open: openQuery,
  ...pageQuery,
});
export const alarmsSchema = pageSchema(alarmSchema);
