/** Entries that the evidence of several kinds of decisions has, format 1 (REC-1). */
import { z } from 'zod';
import { choices, memberKinds } from '../../rules/model.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import { jwkSchema } from '../acts/jwk.ts';
import { words } from './schema/rules.ts';
import { instant, ordinal } from './schema/parts.ts';

export const evidenceFormat = 'folkmoot-evidence-1';

export const decision = z.string();
export const options = z.array(z.string());

export const answer = {
  decision,
  pollNumber: ordinal.meta({ description: 'The vote, or the round' }),
  elector: z.string(),
  number: ordinal.meta({ description: 'Counts the elector’s answers in this poll; the last counts' }),
  reason: z.string().nullable(),
  version: ordinal,
  at: instant,
};

export const choice = z.enum(choices);

/** Of an answer, where the charter asks for it. */
export const signed = {
  signature: z.string().optional().meta({
    description: 'The elector’s own: a detached JWS over the answer as canonical JSON (AUT-1)',
  }),
};

/** An elector, and whether they were offline as the electorate was fixed; if so, when they were while its polls were open (MEM-4). */
export const electorParts = {
  absences: z
    .array(z.strictObject({ from: instant, until: instant.nullable() }))
    .optional()
    .meta({
      description:
        'Where they were offline as the electorate was fixed: in which half-open times they were while its polls were open. An abstention ' +
        'is assumed only of who was from a poll’s opening to its close (MEM-4)',
    }),
  keys: z
    .array(
      z.strictObject({
        key: jwkSchema,
        registered: ordinal.meta({
          description: 'Which change of the elector’s keys registered it; the log has its entry',
        }),
        since: instant,
        until: instant.nullable().meta({ description: 'Revoked before the last poll closed; else null' }),
      }),
    )
    .optional()
    .meta({
      description:
        'Where answers are signed: the keys that counted for the elector as the electorate was fixed (MEM-3)',
    }),
  kind: z.enum(memberKinds).optional().meta({
    description:
      'As it was when the electorate was fixed: who took part is told of people and agents apart. Left out in evidence of before',
  }),
  member: z.string(),
  offline: z.boolean(),
};
export const elector = z.strictObject({ decision, ...electorParts });

/** One of a proposal, whose threshold may ask for majorities of parts. */
export const proposalElector = elector.extend({
  part: z.string().nullable().optional().meta({
    description:
      'Where majorities by role or by family are asked for: the elector’s as the electorate was fixed; null where they have none (VOT-1)',
  }),
});

export const declaration = z.strictObject({
  decision,
  kind: z.string(),
  member: z.string(),
  number: ordinal.meta({
    description: 'Counts the member’s declarations of the kind; the last counts',
  }),
  facts: z.record(z.string(), z.unknown()),
  at: instant,
});

export const timelineEntry = z.strictObject({
  decision,
  number: ordinal,
  at: instant,
  kind: words<EntryKind>(),
  facts: z.record(z.string(), z.unknown()),
});

/** Characters: of base64url, 256 bits have 43. */
const leastSalt = 40;

export const salt = z.string().min(leastSalt);

/** What every answer of an elector has, in whatever poll. */
export interface Answer {
  readonly decision: string;
  readonly poll: string;
  readonly pollNumber: number;
  readonly elector: string;
  readonly number: number;
  readonly version: number;
  readonly at: string;
  readonly reason: string | null;
  readonly choice?: string | null | undefined;
  readonly ranking?: readonly (readonly string[])[] | null | undefined;
  readonly signature?: string | undefined;
}

/** Who departed without an answer before a poll closed (MEM-2). */
export interface Departure {
  readonly decision: string;
  readonly poll: string;
  readonly pollNumber: number;
  readonly member: string;
  readonly at: string;
}

export type Elector = z.output<typeof proposalElector>;
export type Declaration = z.output<typeof declaration>;
export type TimelineEntry = z.output<typeof timelineEntry>;
