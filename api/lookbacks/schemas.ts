/** A look back as it is answered, and what an answer takes (PRO-14). */
import { z } from 'zod';
import { kinds } from '../../rules/kinds.ts';
import { lookbackActs } from '../../rules/lookback/permissions.ts';
import { lookbackAnswers } from '../../rules/lookback/state.ts';
import { at, decisionId, words } from '../http/schemas.ts';
import { canSchema, lifeShape } from '../kinds/shape.ts';

export const lookbackAnswerBody = z
  .strictObject({ answer: z.enum(lookbackAnswers), text: words(2_000) })
  .meta({
    id: 'LookbackAnswer',
    examples: [{ answer: 'keep', text: 'The workshop is full on Sundays, and nobody minds the noise.' }],
  });

export const lookbackSchema = z
  .strictObject({
    id: decisionId,
    of: z.strictObject({ id: decisionId, title: z.string(), executedAt: at, days: z.int() }).meta({
      description: 'The decision, and after how many days from its execution it is looked back upon',
    }),
    stage: z.enum(kinds.lookback.stages),
    deadline: at.nullable().meta({ description: 'When it is asked, or until when' }),
    asked: z
      .int()
      .nullable()
      .meta({ description: 'How many are asked; null before they are. Who they are stands in the timeline' }),
    answers: z
      .strictObject({ keep: z.int(), change: z.int(), end: z.int() })
      .meta({ description: 'How many have said what; the words stand in the timeline' }),
    outcome: z.enum(kinds.lookback.outcomes).nullable(),
    ...lifeShape,
    can: canSchema(lookbackActs),
  })
  .meta({ id: 'Lookback' });
