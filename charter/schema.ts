/** The shape of a charter document: which fields there are and what each may be by itself (CHA-2). */
import { z } from 'zod';
import { age, calendarSchema, count, wakeSchema, windowSchema, withoutRepeats } from './sections/fields.ts';
import { alarms, nodeVetoes, repairs, restorative, support } from './sections/mending.ts';
import {
  notAboveOne,
  ofVotes,
  parts,
  positiveShare,
  quorumSchema,
  share,
  somebody,
  strictShare,
  thresholdSchema,
} from './shares.ts';
import { label, slug, words } from './text/text.ts';
import {
  adoptions,
  answerPolicies,
  capBases,
  conflictedPolicies,
  familyMilestones,
  gates,
  guardianScopes,
  interestPolicies,
  maturityBases,
  offlinePolicies,
  permissions,
  roles,
  signaturePolicies,
  silences,
  tierNumbers,
  unrankedPolicies,
} from './choices.ts';

/** The roles a member can hold (AUT-1). */
export const roleSchema = z.enum(roles);

const permissionSchema = z.enum(permissions);

const gateSchema = z.enum(gates);

const milestone = z.strictObject({ age, milestone: slug });

const tier = z.strictObject({
  tier: z.literal(tierNumbers),
  quorum: quorumSchema.nullable().default(null),
  threshold: thresholdSchema.optional(),
  seats: ofVotes.min(1).optional(),
});

const category = z.strictObject({
  tier: slug,
  threshold: thresholdSchema.optional(),
  quorum: quorumSchema.nullable().optional(),
  actions: withoutRepeats(permissionSchema).refine((actions) => actions.length > 0, {
    error: 'permits nothing, not even none',
  }),
  gates: withoutRepeats(gateSchema).optional(),
  hearing: z.boolean().optional(),
  appeal: z.boolean().optional(),
  approval: z.boolean().optional(),
  delay: windowSchema.nullable().optional(),
  guardianMayResolve: z.boolean().optional(),
  adopts: z.enum(adoptions).optional(),
  endorsers: z.strictObject({ count: count.min(1), window: windowSchema }).optional(),
});

const principle = z.strictObject({
  id: slug,
  text: words(2000),
  paths: withoutRepeats(
    z.string().regex(/^(?:\/(?:[^~/]|~[01])*)*$/, { error: 'must be a JSON Pointer (RFC 6901)' }),
  ),
});

function atMost(most: number) {
  return (record: object) => Object.keys(record).length <= most;
}

/** A charter document. A part that may be null is off when it is null or left out; describe.ts says what each field means. */
export const documentSchema = z.strictObject({
  name: label(200),
  wake: wakeSchema,
  maturity: z.strictObject({
    basis: z.enum(maturityBases),
    milestones: withoutRepeats(slug)
      .max(100)
      .default(() => [...familyMilestones]),
    family: milestone,
    council: milestone,
  }),
  offline: z.strictObject({
    policy: z.enum(offlinePolicies),
    notice: windowSchema,
    wait: windowSchema,
    onReturn: windowSchema,
    answered: share,
  }),
  families: z.strictObject({ accept: windowSchema }).nullable(),
  guardian: z
    .strictObject({
      role: roleSchema,
      scope: z.enum(guardianScopes),
      answer: windowSchema,
      silence: z.enum(silences).optional(),
    })
    .nullable()
    .default(null),
  execution: z.strictObject({ retry: windowSchema }),
  allocations: z.strictObject({ longest: calendarSchema }),
  drafts: z.strictObject({ lapse: windowSchema }),
  review: windowSchema.nullable().default(null),
  lazy: z.strictObject({ window: windowSchema }).optional(),
  discussion: z.strictObject({
    rounds: count,
    round: windowSchema,
    consensus: z.strictObject({ minus: z.literal([0, 1]) }),
  }),
  amendments: z.strictObject({
    most: count,
    corrections: z.strictObject({ most: count, window: windowSchema }).nullable(),
  }),
  alternatives: z.strictObject({ least: count, most: count.optional() }),
  interests: z.enum(interestPolicies).optional(),
  preferences: z.strictObject({ unranked: z.enum(unrankedPolicies) }).optional(),
  escalation: positiveShare.nullable().default(null),
  voting: z.strictObject({
    window: windowSchema,
    extensions: count,
    extension: z.strictObject({ quorum: quorumSchema.nullable() }).optional(),
  }),
  gates: windowSchema,
  hearing: windowSchema,
  lookBack: windowSchema,
  recusal: z.strictObject({ least: share }),
  categoryRequests: z
    .strictObject({ ...parts, memory: windowSchema, again: strictShare })
    .refine(notAboveOne.test, notAboveOne.fault)
    .refine(somebody.test, somebody.fault)
    .nullable(),
  vetoes: z
    .strictObject({ window: windowSchema, contest: windowSchema, lift: positiveShare })
    .nullable()
    .default(null),
  deadlock: z
    .strictObject({
      extraRounds: count,
      deferral: windowSchema.nullable(),
      rejectWhenAgainst: strictShare.refine(({ num, strict }) => num > 0 || strict, {
        error: 'rejects every vote that misses its threshold: then deadlock is null',
      }),
      guardianNeeds: share,
    })
    .nullable()
    .default(null),
  appeals: z.strictObject({ window: windowSchema }).nullable().default(null),
  delegation: z
    .strictObject({
      longest: windowSchema,
      chains: z.boolean(),
      conflicted: z.enum(conflictedPolicies),
      cap: z
        .strictObject({ ...parts, of: z.enum(capBases) })
        .refine(notAboveOne.test, notAboveOne.fault)
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  mandates: z.strictObject({ longest: windowSchema, callBack: positiveShare }).nullable().default(null),
  emergency: z
    .strictObject({
      report: windowSchema,
      justify: windowSchema,
      override: z.strictObject({ window: windowSchema, threshold: thresholdSchema, quorum: quorumSchema }),
      limit: windowSchema.nullable().default(null),
      ratification: z.strictObject({ threshold: thresholdSchema, quorum: quorumSchema }),
      repeat: windowSchema,
    })
    .nullable()
    .default(null),
  conflicts: z
    .strictObject({
      terms: count.default(10),
      contest: windowSchema,
      ruling: windowSchema,
      again: windowSchema,
      negotiation: windowSchema,
      mediation: windowSchema,
      arbitration: z.strictObject({
        ranking: windowSchema,
        voting: windowSchema,
        threshold: thresholdSchema,
        quorum: quorumSchema,
      }),
    })
    .nullable()
    .default(null),
  repairs,
  nodeVetoes,
  support,
  alarms,
  restorative,
  signatures: z.enum(signaturePolicies),
  answers: z.enum(answerPolicies),
  keys: z.strictObject({ notice: windowSchema }),
  tiers: z.record(slug, tier).refine(atMost(100), { error: 'has more than 100 entries' }),
  categories: z
    .record(slug, category)
    .refine((categories) => Object.keys(categories).length > 0, { error: 'has no category to propose in' })
    .refine(atMost(1000), { error: 'has more than 1000 entries' }),
  principles: z.array(principle).max(1000),
});

/** A charter document with nothing left out but what a category takes from its tier. */
export type CharterDocument = z.output<typeof documentSchema>;
export type TierText = CharterDocument['tiers'][string];
export type CategoryText = CharterDocument['categories'][string];
