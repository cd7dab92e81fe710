/** The rules in a record: its decision's own copy of what the outcome follows from, format 1 (CHA-1, REC-1). */
import { z } from 'zod';
import type { Gate, Permission, Role, ThresholdBase } from '../charter/types.ts';
import { count, milliseconds, ordinal } from './schema-parts.ts';

export const fraction = { num: count, den: ordinal };
const share = z.strictObject(fraction);
export const thresholdParts = {
  ...fraction,
  strict: z.boolean(),
  unanimous: z.boolean(),
};
export const base = z.enum({
  decisive: 'decisive',
  participating: 'participating',
  electorate: 'electorate',
} satisfies {
  [Name in ThresholdBase]: Name;
});

/** Words that the charter knows and later charters may add to: a record stays readable. */
export const words = <Word extends string>() =>
  z.string() as z.ZodType<string> as unknown as z.ZodType<Word, Word>;

export const rules = z
  .strictObject({
    category: z.strictObject({
      name: z.string(),
      tier: z.literal([1, 2, 3]),
      tierName: z.string(),
      threshold: z.strictObject({ ...thresholdParts, of: base }).nullable(),
      quorum: share.nullable(),
      actions: z.array(words<Permission>()),
      gates: z.array(words<Gate>()),
      hearing: z.boolean(),
      appeal: z.boolean(),
      approval: z.boolean(),
      delay: milliseconds.nullable(),
      guardianMayResolve: z.boolean(),
    }),
    charter: z.strictObject({
      offline: z.strictObject({
        policy: z.enum(['abstain', 'exclude', 'wait']),
        wait: milliseconds,
        onReturn: milliseconds,
        answered: share,
      }),
      guardian: z
        .strictObject({
          role: words<Role>(),
          scope: z.enum(['constitutional', 'principles']),
          answer: milliseconds,
        })
        .nullable(),
      review: milliseconds.nullable(),
      discussion: z.strictObject({
        rounds: count,
        round: milliseconds,
        consensus: z.strictObject({ minus: z.literal([0, 1]) }),
      }),
      voting: z.strictObject({ window: milliseconds, extensions: count }),
      deadlock: z
        .strictObject({
          extraRounds: count,
          deferral: milliseconds,
          rejectWhenAgainst: z.strictObject({ ...fraction, strict: z.boolean() }),
          guardianNeeds: share,
        })
        .nullable(),
      escalation: share.nullable(),
      gates: milliseconds,
      hearing: milliseconds,
      vetoes: z.strictObject({ window: milliseconds, contest: milliseconds, lift: share }).nullable(),
      appeals: z.strictObject({ window: milliseconds }).nullable(),
      delegation: z
        .strictObject({
          longest: milliseconds,
          chains: z.boolean(),
          conflicted: z.enum(['carry', 'drop']),
          cap: z.strictObject({ ...fraction, of: z.enum(['delegated', 'electorate']) }).nullable(),
        })
        .nullable(),
      mandates: z.strictObject({ longest: milliseconds, callBack: share }).nullable(),
    }),
  })
  .meta({
    description:
      'The parts of the charter copy that the outcome follows from (CHA-1); durations in milliseconds',
  });

export type RecordRules = z.output<typeof rules>;
