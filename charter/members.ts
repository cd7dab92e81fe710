/** A member and a file of members: their shape over HTTP and in files (MEM-6). */
import { z } from 'zod';
import { type Member, memberKinds, memberStatuses } from '../rules/model.ts';
import { heldResourceSchema, type HeldResource } from './resources.ts';
import { roleSchema } from './schema.ts';
import { label, slug, words } from './text/text.ts';

/** Members, families and identities of one file at most; and resources. */
const mostMembers = 1_000_000;
const mostResources = 10_000;

/** An instant with its offset from UTC, or a date, midnight UTC; read into ISO 8601, UTC, to the millisecond. Years 1 to 9999. */
const instant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'must be a date or an instant with its offset (ISO 8601)',
  })
  .overwrite((text) => new Date(text).toISOString())
  .refine((text) => /^\d{4}-/.test(text) && text >= '0001', { error: 'must lie in the years 1 to 9999' });

function distinct<Item extends z.ZodType>(item: Item, most: number) {
  return z
    .array(item)
    .max(most)
    .refine((items) => new Set(items).size === items.length, { error: 'names one twice' });
}

/** A member as in files and over HTTP; what is left out is an active member without steward, family, roles and milestones. Keys every member registers themselves (MEM-6). */
export const memberSchema = z
  .strictObject({
    id: slug,
    name: label(200),
    kind: z.enum(memberKinds),
    steward: slug.nullable().default(null).meta({ description: 'The person who answers for an agent' }),
    family: slug.nullable().default(null),
    bornAt: instant,
    status: z.enum(memberStatuses).default('active'),
    roles: distinct(roleSchema, 10).default([]),
    milestones: distinct(slug, 100).default([]),
  })
  .superRefine(({ id, kind, steward }, context) => {
    const message = kind === 'person' ? 'is of an agent alone' : 'is the agent itself';
    if (steward !== null && (kind === 'person' || steward === id))
      context.addIssue({ code: 'custom', path: ['steward'], message });
  });

/** A family as in files and over HTTP. */
export const familySchema = z.strictObject({ id: slug, name: label(200) });
export type Family = z.output<typeof familySchema>;

/** Who a member is at an identity provider: the claims `iss` and `sub` of its tokens, exactly. */
const identitySchema = z.strictObject({ member: slug, issuer: words(2_000), subject: words(2_000) });

/** The lists of a members file: what their entries are, and how many there may be. */
export const fileLists = {
  families: { entry: familySchema, most: mostMembers },
  members: { entry: memberSchema, most: mostMembers },
  resources: { entry: heldResourceSchema, most: mostResources },
  identities: { entry: identitySchema, most: mostMembers },
} as const;

const listOf = <Entry extends z.ZodType>({ entry, most }: { readonly entry: Entry; readonly most: number }) =>
  z.array(entry).max(most);

export const membersFileSchema = z.strictObject({
  families: listOf(fileLists.families).default([]),
  members: listOf(fileLists.members),
  resources: listOf(fileLists.resources).default([]),
  identities: listOf(fileLists.identities).default([]),
});

export type FileIdentity = z.output<typeof identitySchema>;

/** Families and members that fit together, what there is to allocate (ALC-1), and who some members are at identity providers. */
export interface MembersFile {
  readonly families: readonly Family[];
  readonly members: readonly Member[];
  readonly resources: readonly HeldResource[];
  /** By which the first members sign in; the others are invited. */
  readonly identities: readonly FileIdentity[];
}
