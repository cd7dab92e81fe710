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
    process: z.enum([...kindNames, 'delegation', 'status', 'keys', 'families', 'custody']).meta({
      description:
        'What it is about; a delegation is one for more than one decision, by its own id; a status is the member’s own, as the ' +
        'registrar set it; families: that a member has left the reader’s own; custody: a file that is offered to the reader',
    }),
    title: z.string().nullable().meta({
      description:
        'Of a proposal its title, of another process what it is about; of a delegation, a status or keys whose they are; null where that is not the reader’s to read',
    }),
    words: z.string().meta({ description: 'What it says and what it asks for, in a sentence or two' }),
    kind: z.string().meta({
      description: 'The entry of the timeline that it tells of; `due-soon`, or `vote-carried` in its place',
    }),
    at,
    stage: z.string().meta({ description: 'The stage that the process was in' }),
    owes: z
      .string()
      .nullable()
      .meta({ description: 'The act that the member owes, by the end of its route: `position`, `ballot`' }),
    route: z
      .strictObject({ method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']), path: z.string() })
      .nullable()
      .meta({ description: 'Where the act that is owed is done, with the id of the process in its place' }),
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
  owed: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .meta({
      type: 'boolean',
      description:
        '`true`: what the caller owes now, each act of a process once, what is due first at the top; done and past ones are gone',
    })
    .default(false),
});

export const noticeParams = z.strictObject({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .meta({ type: 'integer', minimum: 1 }),
});

/** Changes and acts owed in one answer; a second question goes on after the last. */
export const mostChanges = 100;

export const changesQuery = z.strictObject({
  since: z.string().max(500).optional().meta({
    description: 'The cursor of the answer before; without it the answer comes at once, with a first cursor',
  }),
  seconds: z.coerce
    .number()
    .pipe(z.int().min(0).max(45))
    .default(45)
    .meta({ description: 'How long it is waited at most where nothing has changed' }),
});

export const changesSchema = z
  .strictObject({
    owed: z
      .array(noticeSchema)
      .max(mostChanges)
      .meta({ description: 'What the caller owes now, what is due first at the top' }),
    changed: z
      .array(
        z.strictObject({
          number: z.int().min(1),
          decision: decisionId,
          kind: z.string(),
          at,
          facts: z.record(z.string(), z.unknown()),
        }),
      )
      .max(mostChanges)
      .meta({ description: 'What happened since, in the processes that concern the caller; in order' }),
    missed: z.boolean().meta({ description: 'Too much has happened since: what is shown must be read anew' }),
    cursor: z.string().meta({ description: 'Where the next answer goes on; the caller’s own' }),
  })
  .meta({ id: 'InboxChanges' });
