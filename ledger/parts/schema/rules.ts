/** The rules in records: their decisions' own copy of what the outcome follows from, format 1 (CHA-1, REC-1). */
import { z } from 'zod';
import {
  type Gate,
  type Permission,
  type Role,
  capBases,
  conflictedPolicies,
  guardianScopes,
  interestPolicies,
  offlinePolicies,
} from '../../../charter/choices.ts';
import { partings, quorumVotes, thresholdBases } from '../../../charter/thresholds.ts';
import { count, milliseconds, ordinal } from './parts.ts';

const fraction = { num: count, den: ordinal };
const share = z.strictObject(fraction);
const partShare = z.strictObject({ ...fraction, strict: z.boolean().optional() });

export const thresholdParts = {
  ...fraction,
  strict: z.boolean(),
  unanimous: z.boolean(),
  least: ordinal.optional(),
  most: count.optional(),
  parts: z
    .strictObject({ by: z.enum(partings), each: partShare.optional(), most: partShare.optional() })
    .optional()
    .meta({
      description:
        'What it asks of parts of the electorate besides: `each` this share of every one, or more than half of `most` of them (VOT-1)',
    }),
  electors: partShare.optional().meta({
    description:
      'So much of the electorate for, besides: of what a family cannot take back, in its rounds and votes (TIE-4)',
  }),
};
const base = z.enum(thresholdBases);

/** Words that the charter knows and later charters may add to: a record stays readable. */
export const words = <Word extends string>() =>
  z.string() as z.ZodType<string> as unknown as z.ZodType<Word, Word>;

/** What votes reach, of what share of which votes, electors or seats (VOT-1). */
export const thresholdOf = { ...thresholdParts, of: base, seats: ordinal.optional() };
const threshold = z.strictObject(thresholdOf);

/** What is left out is as in most charters: at least the share, of the votes taking part, and no number by itself (TIE-4). */
export const quorumParts = {
  ...fraction,
  strict: z.boolean().optional(),
  of: z.enum(quorumVotes).optional(),
  least: ordinal.optional(),
};
const quorum = z.strictObject(quorumParts);

const offline = z.strictObject({
  policy: z.enum(offlinePolicies),
  notice: milliseconds,
  wait: milliseconds,
  onReturn: milliseconds,
  answered: share,
});

/** Null where the charter has none, or switches it off. */
const guardian = z
  .strictObject({
    role: words<Role>(),
    scope: z.enum(guardianScopes),
    answer: milliseconds,
    silence: z
      .literal('assent')
      .optional()
      .meta({ description: 'Left out where silence lets lapse what is to be approved (AMD-2)' }),
  })
  .nullable();
const deadlock = z
  .strictObject({
    extraRounds: count,
    deferral: milliseconds.nullable(),
    rejectWhenAgainst: z.strictObject({ ...fraction, strict: z.boolean() }),
    guardianNeeds: share,
  })
  .nullable();
const recusal = z.strictObject({ least: share });

const appeals = z.strictObject({ window: milliseconds }).nullable();

export const signatures = z
  .enum(['ballots', 'all'])
  .optional()
  .meta({ description: 'Left out where nothing is signed (AUT-1)' });

const answers = z
  .literal('at-close')
  .optional()
  .meta({ description: 'Left out where answers show as soon as they are given (VOT-7)' });

const preferences = z
  .strictObject({ unranked: z.literal('not-compared') })
  .optional()
  .meta({ description: 'Left out where an option that is not ranked is last (CON-1)' });

export const description =
  'The parts of the charter copy that the outcome follows from (CHA-1); durations in milliseconds';

export const rules = z
  .strictObject({
    category: z.strictObject({
      name: z.string(),
      tier: z.literal([1, 2, 3]),
      tierName: z.string(),
      threshold: threshold.nullable(),
      quorum: quorum.nullable(),
      actions: z.array(words<Permission>()),
      gates: z.array(words<Gate>()),
      hearing: z.boolean(),
      appeal: z.boolean(),
      approval: z.boolean(),
      delay: milliseconds.nullable(),
      guardianMayResolve: z.boolean(),
      endorsers: z.strictObject({ count: ordinal, window: milliseconds }).optional(),
      adopts: z.enum(['consent', 'lazy']).optional(),
    }),
    guarded: z
      .array(z.strictObject({ name: z.string(), actions: z.array(words<Permission>()) }))
      .meta({ description: 'The categories with a hearing or an appeal that this one lacks (TIE-6)' }),
    charter: z.strictObject({
      offline,
      guardian,
      review: milliseconds.nullable(),
      lazy: z.strictObject({ window: milliseconds }).optional(),
      discussion: z.strictObject({
        rounds: count,
        round: milliseconds,
        consensus: z.strictObject({ minus: z.literal([0, 1]) }),
      }),
      amendments: z.strictObject({
        most: count,
        corrections: z.strictObject({ most: count, window: milliseconds }).nullable(),
      }),
      voting: z.strictObject({
        window: milliseconds,
        extensions: count,
        extension: z.strictObject({ quorum: quorum.nullable() }).optional(),
      }),
      deadlock,
      execution: z.strictObject({ retry: milliseconds }),
      escalation: share.nullable(),
      categoryRequests: z
        .strictObject({
          ...fraction,
          memory: milliseconds,
          again: z.strictObject({ ...fraction, strict: z.boolean() }),
        })
        .nullable(),
      gates: milliseconds,
      hearing: milliseconds,
      recusal,
      vetoes: z.strictObject({ window: milliseconds, contest: milliseconds, lift: share }).nullable(),
      appeals,
      delegation: z
        .strictObject({
          longest: milliseconds,
          chains: z.boolean(),
          conflicted: z.enum(conflictedPolicies),
          cap: z.strictObject({ ...fraction, of: z.enum(capBases) }).nullable(),
        })
        .nullable(),
      mandates: z.strictObject({ longest: milliseconds, callBack: share }).nullable(),
      signatures,
      answers,
      preferences,
      interests: z
        .enum(interestPolicies)
        .optional()
        .meta({ description: 'Left out where electors are not asked for their interests (GUA-2)' }),
    }),
  })
  .meta({ description });

/** What a poll of an emergency or a conflict is judged by. */
const bar = { threshold, quorum };

export const emergencyRules = z
  .strictObject({
    emergency: z.strictObject({
      report: milliseconds,
      justify: milliseconds,
      override: z.strictObject({ ...bar, window: milliseconds }),
      limit: milliseconds.nullable(),
      ratification: z.strictObject(bar),
      repeat: milliseconds,
    }),
    charter: z.strictObject({ offline, signatures }),
  })
  .meta({ description });

export const conflictRules = z
  .strictObject({
    conflicts: z.strictObject({
      terms: count,
      contest: milliseconds,
      ruling: milliseconds,
      again: milliseconds,
      negotiation: milliseconds,
      mediation: milliseconds,
      arbitration: z.strictObject({ ...bar, ranking: milliseconds, voting: milliseconds }),
    }),
    charter: z.strictObject({ offline, deadlock, guardian, appeals, recusal, signatures }),
  })
  .meta({ description });

export const appealRules = z
  .strictObject({ charter: z.strictObject({ guardian, signatures }) })
  .meta({ description });

export type RecordRules = z.output<typeof rules>;
export type EmergencyRules = z.output<typeof emergencyRules>;
export type ConflictRules = z.output<typeof conflictRules>;
export type AppealRules = z.output<typeof appealRules>;
