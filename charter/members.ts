/** A member and a file of members: their shape over HTTP and in files, and what a file must not contradict (MEM-6). */
import { z } from 'zod';
import { type Member, memberKinds, memberStatuses } from '../rules/model.ts';
import { fault, type Fault, type Finding } from './faults/fault.ts';
import { findingsOf } from './faults/issues.ts';
import { readJson } from './text/json.ts';
import { heldResourceSchema, type HeldResource, holdingFindings } from './resources.ts';
import { roleSchema } from './schema.ts';
import { label, slug, words } from './text/text.ts';
import { readText, type Reading } from './text/yaml.ts';

/** Limits of one import. */
const mostMembers = 1_000_000;
/** YAML takes seconds and hundreds of times the memory for a text of this many UTF-16 code units; a longer file is JSON. */
const longestYaml = 5_000_000;
/** Levels that a file of members nests at most. */
const deepest = 64;
/** Findings in a JSON text itself that are listed; beyond them nothing more is looked for. */
const mostFindings = 100;

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

/** A member as in files and over HTTP; what is left out is an active member without family, roles, milestones and keys. */
export const memberSchema = z.strictObject({
  id: slug,
  name: label(200),
  kind: z.enum(memberKinds),
  family: slug.nullable().default(null),
  bornAt: instant,
  status: z.enum(memberStatuses).default('active'),
  roles: distinct(roleSchema, 10).default([]),
  milestones: distinct(slug, 100).default([]),
  publicKeys: distinct(words(4000), 20).default([]),
});

/** A family as in files and over HTTP. */
export const familySchema = z.strictObject({ id: slug, name: label(200) });
export type Family = z.output<typeof familySchema>;

/** Who a member is at an identity provider: the claims `iss` and `sub` of its tokens, exactly. */
const identitySchema = z.strictObject({ member: slug, issuer: words(2_000), subject: words(2_000) });

const membersFileSchema = z.strictObject({
  families: z.array(familySchema).max(mostMembers).default([]),
  members: z.array(memberSchema).max(mostMembers),
  resources: z.array(heldResourceSchema).max(10_000).default([]),
  identities: z.array(identitySchema).max(mostMembers).default([]),
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

/** Reads a members file, YAML or JSON, or says everything that is wrong with it, each with its path (MEM-6). */
export function parseMembers(text: string): MembersFile | { readonly faults: readonly Fault[] } {
  const reading = readAsJson(text) ?? readText(text, longestYaml);
  if ('findings' in reading) return refused(reading.findings);
  const parsed = membersFileSchema.safeParse(reading.value);
  if (!parsed.success) return refused(findingsOf(parsed.error.issues, reading.value, membersFileSchema));
  const findings = contradictions(parsed.data);
  return findings.length > 0 ? refused(findings) : parsed.data;
}

/** JSON is read by its own parser, many times faster than as YAML and as strictly; null when the text is none. */
function readAsJson(text: string): Reading | null {
  const reading = readJson(text, { deepest, mostFindings });
  return 'malformed' in reading && reading.findings.length === 0 ? null : reading;
}

function refused(findings: readonly Finding[]): { readonly faults: readonly Fault[] } {
  return { faults: findings.map((finding) => fault('MEM-6', finding)) };
}

function contradictions({ families, members, resources, identities }: MembersFile): readonly Finding[] {
  const known = new Set(families.map(({ id }) => id));
  const present = new Set(members.flatMap(({ id, status }) => (status === 'departed' ? [] : id)));
  const guardians = members.flatMap(({ roles, status }, index) =>
    roles.includes('guardian') && status !== 'departed' ? [index] : [],
  );
  return [
    ...repeats('families', families),
    ...repeats('members', members),
    ...repeats('resources', resources),
    ...identityFindings(identities, present),
    ...holdingFindings(resources, { members: present, families: known }),
    ...members.flatMap(({ family }, index) =>
      family === null || known.has(family)
        ? []
        : [
            {
              place: ['members', index, 'family'],
              message: 'is no family of the file',
              facts: { found: family },
            },
          ],
    ),
    ...guardians.slice(1).map((index) => ({
      place: ['members', index, 'roles'],
      message: 'names a second guardian, and there is one at most',
      facts: { guardians: guardians.map((at) => members[at]?.id) },
    })),
  ];
}

function identityFindings(
  identities: readonly FileIdentity[],
  present: ReadonlySet<string>,
): readonly Finding[] {
  const seen = new Set<string>();
  return identities.flatMap(({ member, issuer, subject }, index): readonly Finding[] => {
    const name = JSON.stringify([issuer, subject]);
    const isThere = seen.has(name);
    seen.add(name);
    return [
      ...(present.has(member)
        ? []
        : [
            {
              place: ['identities', index, 'member'],
              message: 'is no member of the file, or has departed',
              facts: { found: member },
            },
          ]),
      ...(isThere
        ? [
            {
              place: ['identities', index, 'subject'],
              message: 'is there already',
              facts: { found: subject },
            },
          ]
        : []),
    ];
  });
}

function repeats(
  list: 'families' | 'members' | 'resources',
  items: readonly { readonly id: string }[],
): readonly Finding[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (seen.has(id))
      return [{ place: [list, index, 'id'], message: 'is there already', facts: { found: id } }];
    seen.add(id);
    return [];
  });
}
