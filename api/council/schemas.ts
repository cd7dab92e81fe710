/** The council over HTTP: members, families, the charter, allocations, the archive. */
import { z } from 'zod';
import { familySchema, memberSchema } from '../../charter/members.ts';
import { recordKinds } from '../../ledger/parts/kinds.ts';
import { kindNames, kinds } from '../../rules/kinds.ts';
import { memberKinds, memberStatuses } from '../../rules/model.ts';
import {
  at,
  decisionId,
  instant,
  ordinal,
  pageSchema,
  pageQuery,
  roleSchema,
  slug,
  tierSchema,
  words,
} from '../http/schemas.ts';
import { label, slugForm } from '../../charter/text/text.ts';
import { mostNamed } from '../../store/council/members.ts';
import { proposalsQuery } from '../proposals/schemas.ts';
import { keySchema } from './key-schemas.ts';

const memberStatusSchema = z.enum(memberStatuses);

/** As it is imported, it is answered. */
const importedAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(memberKinds),
  steward: z
    .string()
    .nullable()
    .meta({ description: 'The person who answers for an agent; null: nobody, as of every person' }),
  family: z.string().nullable(),
  bornAt: at,
  status: memberStatusSchema,
  roles: z.array(roleSchema),
  milestones: z.array(z.string()),
});

/** A member as it is answered. */
export const memberAnswer = importedAnswer
  .extend({
    keys: z
      .array(keySchema.omit({ revokedAt: true, sequence: true, signedBy: true }))
      .meta({ description: 'Those that are not revoked' }),
    offlineFrom: at
      .nullable()
      .meta({ description: 'From when `offline` counts (MEM-4); null where the member is not' }),
    noticeUntil: at.nullable().meta({
      description:
        'Where the registrar said so: until when any act of the member’s lifts it before it counts',
    }),
  })
  .meta({ id: 'Member' });

export const membersSchema = pageSchema(memberAnswer);
export const memberParams = z.strictObject({ id: slug });

/** Ids in one query at most. */
const mostIds = 100;

export const membersQuery = z.strictObject({
  ...pageQuery,
  ids: z
    .string()
    .regex(new RegExp(`^${slugForm}(,${slugForm}){0,${mostIds - 1}}$`), {
      error: `must be 1 to ${mostIds} ids of members with commas between them`,
    })
    .transform((said) => said.split(','))
    .optional()
    .meta({
      description: `These members alone, ${mostIds} ids at most with commas between them; of an id that nobody has there is nothing, and \`limit\` does not count`,
      example: 'anna,carl',
    }),
  name: label(200).optional().meta({
    description:
      'How their id, their name or the last word of it begins, in upper or lower case, with or without accents: the first `limit` of them, on one page',
  }),
  family: slug.optional(),
  status: memberStatusSchema.optional(),
});

/** Refuses a list in which an id comes twice. */
function withoutRepeats<Item extends z.ZodType<{ readonly id: string }>>(item: Item) {
  return z.array(item).superRefine((list, context) => {
    const seen = new Set<string>();
    list.forEach(({ id }, index) => {
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: [index, 'id'], message: 'is there already' });
      seen.add(id);
    });
  });
}

const severalMembers = withoutRepeats(memberSchema).refine((list) => list.length > 0, {
  error: 'names nobody',
});
const familiesAndMembers = z.strictObject({
  families: withoutRepeats(familySchema).default([]),
  members: withoutRepeats(memberSchema),
});

/** Which of its forms an import is meant to have, so that its faults are those of that form alone. */
function formOf(body: unknown): z.ZodType {
  if (Array.isArray(body)) return severalMembers;
  const isFile = typeof body === 'object' && body !== null && ('members' in body || 'families' in body);
  return isFile ? familiesAndMembers : memberSchema;
}

const importForms = z.union([memberSchema, severalMembers, familiesAndMembers]);
const { $schema: _, ...describedForms } = z.toJSONSchema(importForms, { io: 'input' });

/** One member, a list of them, or families and members together (MEM-6). */
export const importBody = z
  .unknown()
  .superRefine((body, context) => {
    for (const issue of formOf(body).safeParse(body).error?.issues ?? []) context.addIssue({ ...issue });
  })
  .pipe(importForms)
  .meta({ id: 'Import', ...describedForms });

export const importAnswer = z.union([
  importedAnswer,
  z.array(importedAnswer),
  z.strictObject({ families: z.array(familySchema), members: z.array(importedAnswer) }),
]);

export const familiesSchema = pageSchema(
  z.strictObject({
    ...familySchema.shape,
    members: z
      .array(z.string())
      .max(mostNamed)
      .meta({
        description: `Those that have not departed, by their ids, ${mostNamed} at most; \`GET /v1/members?family=\` lists all of them`,
      }),
  }),
);

export const statusBody = z.strictObject({ status: memberStatusSchema });

export const charterSchema = z
  .strictObject({
    version: z.int(),
    hash: z
      .string()
      .meta({ description: 'SHA-256 of the document’s canonical JSON (RFC 8785), lower-case hex' }),
    inForceAt: at,
    decision: decisionId.nullable().meta({ description: 'The decision that brought it into force' }),
    document: z.record(z.string(), z.unknown()),
    pace: z
      .int()
      .meta({ description: 'How many times shorter this service runs every window; 1 in service' }),
  })
  .meta({ id: 'Charter' });

export const charterParams = z.strictObject({ n: ordinal });

/** What a record may be the record of. */
const decisionKind = z.enum(recordKinds);

/** The endings of every kind of decision (PRO-9, EMG-7, CNF-1 to CNF-4, APP-2). */
const decisionOutcome = z.enum([...new Set(kindNames.flatMap((name) => kinds[name].outcomes))]);

export const decisionsSchema = pageSchema(
  z.strictObject({
    id: decisionId,
    kind: decisionKind,
    category: z.string().nullable().meta({ description: 'Null where its kind has none' }),
    tier: tierSchema.nullable(),
    title: z.string().meta({ description: 'Of a conflict that ended in its room the same for all' }),
    outcome: decisionOutcome,
    endedAt: at,
  }),
);

/** An instant, or a day for its first instant, UTC. */
const instantOrDay = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be a day, or an instant with its offset from UTC (ISO 8601)',
  })
  .transform((given) => new Date(given).toISOString())
  .pipe(instant);

const { category, tier } = proposalsQuery.shape;

export const decisionsQuery = z.strictObject({
  ...pageQuery,
  q: words(200)
    .optional()
    .meta({
      description:
        'Words that must all occur, in any order: in a version of the text, its alternatives or its action, in statements, ' +
        'declarations and remedies, in reasons given, or in the names of its author and of whom it names or is about. What was ' +
        'said in the room of a conflict is not searched',
    }),
  member: slug.optional().meta({
    description:
      'Its author, who is named as affected, whom the action gives something to do or to have, whom it is about, or who acted ' +
      'in it: by a statement, a declaration, a ranking, a position, a ballot, a veto, an appeal or a ruling, replaced ones too. ' +
      'Nobody is found by a conflict that ended in its room',
  }),
  outcome: z
    .union(
      [
        decisionOutcome.transform((one) => [one]),
        z.array(decisionOutcome).max(decisionOutcome.options.length),
      ],
      {
        error: `must be ${decisionOutcome.options.join(', ')}, or several of them, each by itself`,
      },
    )
    .optional()
    .meta({ description: 'One, or several by repeating the parameter' }),
  kind: decisionKind.optional(),
  lookedBack: z
    .literal('true')
    .transform(() => true)
    .meta({
      type: 'boolean',
      const: true,
      description: '`true`: those alone that were looked back upon (PRO-14)',
    })
    .optional(),
  category,
  tier,
  endedFrom: instantOrDay.optional().meta({ description: 'Ended at or after this instant or day' }),
  endedBefore: instantOrDay.optional().meta({ description: 'Ended before this instant or day' }),
});
