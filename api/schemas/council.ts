/** The council over HTTP: members, families, the charter, allocations, the archive. */
import { z } from 'zod';
import { familySchema, memberSchema } from '../../charter/members.ts';
import type { MemberStatus } from '../../rules/model.ts';
import {
  at,
  decisionId,
  ordinal,
  outcomeSchema,
  pageSchema,
  pageQuery,
  roleSchema,
  slug,
  words,
} from './common.ts';

const memberStatusSchema = z.enum({
  active: 'active',
  offline: 'offline',
  departed: 'departed',
} satisfies { [Name in MemberStatus]: Name });

/** A member as it is answered. */
export const memberAnswer = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['person', 'agent']),
    family: z.string().nullable(),
    bornAt: at,
    status: memberStatusSchema,
    roles: z.array(roleSchema),
    milestones: z.array(z.string()),
    publicKeys: z.array(z.string()),
  })
  .meta({ id: 'Member' });

export const membersSchema = pageSchema(memberAnswer);
export const memberParams = z.strictObject({ id: slug });
export const membersQuery = z.strictObject({
  ...pageQuery,
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

/** One member, a list of them, or families and members together (MEM-6). */
export const importBody = z
  .unknown()
  .superRefine((body, context) => {
    for (const issue of formOf(body).safeParse(body).error?.issues ?? []) context.addIssue({ ...issue });
  })
  .pipe(z.union([memberSchema, severalMembers, familiesAndMembers]).meta({ id: 'Import' }));

export const importAnswer = z.union([
  memberAnswer,
  z.array(memberAnswer),
  z.strictObject({ families: z.array(familySchema), members: z.array(memberAnswer) }),
]);

export const familiesSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      ...familySchema.shape,
      members: z.array(z.string()).meta({ description: 'Those that have not departed' }),
    }),
  ),
});

export const statusBody = z.strictObject({ status: memberStatusSchema });
export const keysBody = z.strictObject({ publicKeys: memberSchema.shape.publicKeys.unwrap() });

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

export const allocationsSchema = pageSchema(
  z.strictObject({
    decision: decisionId,
    resource: z.string(),
    amount: z.number(),
    to: z.string(),
    starts: at,
    until: at.nullable(),
    permanent: z.boolean(),
  }),
);
export const allocationsQuery = z.strictObject({ ...pageQuery, to: slug.optional() });

export const decisionsSchema = pageSchema(
  z.strictObject({
    id: decisionId,
    kind: z.string(),
    title: z.string(),
    outcome: outcomeSchema,
    endedAt: at,
  }),
);
export const decisionsQuery = z.strictObject({
  ...pageQuery,
  outcome: outcomeSchema.optional(),
  q: words(200).optional(),
});
