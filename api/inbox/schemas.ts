/** A member's notices over HTTP (CNF-5, AUT-2). */
import { z } from 'zod';
import { kindNames } from '../../rules/kinds.ts';
import { at, decisionId, pageQuery, pageSchema } from '../http/schemas.ts';

/** Unread notices are counted up to here: a number that a page shows, not one to reckon with. */
export const mostCounted = 1_000;

export const noticeSchema = z
  .strictObject({
    id: z.int().min(1),
    decision: decisionId,
    process: z.enum([...kindNames, 'delegation', 'status', 'keys']).meta({
      description:
        'What it is about; a delegation is one for more than one decision, by its own id; a status is the member’s own, as the ' +
        'registrar set it',
    }),
    kind: z.string().meta({ description: 'The entry of the timeline that it tells of, or `due-soon`' }),
    at,
    stage: z.string().meta({ description: 'The stage that the process was in' }),
    owes: z
      .string()
      .nullable()
      .meta({ description: 'The act that the member owes, by the end of its route: `position`, `ballot`' }),
    due: at.nullable().meta({ description: 'Until when it is owed' }),
    facts: z.record(z.string(), z.unknown()).meta({ description: 'The small facts of the entry' }),
    readAt: at.nullable(),
  })
  .meta({ id: 'Notice' });

export const inboxSchema = pageSchema(noticeSchema).extend({
  unread: z
    .int()
    .min(0)
    .max(mostCounted)
    .meta({ description: `How many are unread, counted up to ${mostCounted}` }),
});

export const inboxQuery = z.strictObject({
  ...pageQuery,
  unread: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .meta({ type: 'boolean', description: '`true`: those alone that are not read' })
    .default(false),
});

export const noticeParams = z.strictObject({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .meta({ type: 'integer', minimum: 1 }),
});
