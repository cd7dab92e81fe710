/** The shapes of shares, thresholds and quorums in a charter document (CHA-2, VOT-1, TIE-4). */
import { z } from 'zod';
import { partings, quorumVotes, thresholdBases } from './thresholds.ts';

/** Numerator and denominator, exact integers (VOT-1). */
export const parts = {
  num: z
    .int()
    .min(0, { abort: true })
    .meta({ examples: [2] }),
  den: z
    .int()
    .min(1, { abort: true })
    .meta({ examples: [3] }),
};
export const notAboveOne = {
  test: ({ num, den }: { num: number; den: number }) => num <= den,
  fault: { error: 'is a share above 1' },
};
export const share = z.strictObject(parts).refine(notAboveOne.test, notAboveOne.fault);
export const somebody = {
  test: ({ num }: { num: number }) => num > 0,
  fault: { error: 'is a share of 0, which nobody is enough for' },
};
export const positiveShare = share.refine(somebody.test, somebody.fault);
/** A share to be reached, or with `strict` exceeded. */
export const strictShare = z
  .strictObject({ ...parts, strict: z.boolean().default(false) })
  .refine(notAboveOne.test, notAboveOne.fault);

/** A number of votes or of seats that is asked for by itself: as many as a council has electors, and more. */
export const ofVotes = z.int().max(1_000_000);

const partShare = z
  .strictObject({ ...parts, strict: z.boolean().optional() })
  .refine(notAboveOne.test, notAboveOne.fault)
  .refine(somebody.test, somebody.fault)
  .refine(({ num, den, strict }) => num !== den || strict !== true, {
    error: 'is more than all, never reached',
  });

const majorities = z
  .strictObject({ by: z.enum(partings), each: partShare.optional(), most: partShare.optional() })
  .refine(({ each, most }) => (each === undefined) !== (most === undefined), {
    error:
      'must say one of two: each, what it takes in every part, or most, in how many parts more than half',
  });

const thresholdShare = z
  .strictObject({
    ...parts,
    strict: z.boolean().optional(),
    of: z.enum(thresholdBases).optional(),
    least: ofVotes.min(1).optional(),
    most: ofVotes.min(0).optional(),
    parts: majorities.optional(),
  })
  .refine(notAboveOne.test, notAboveOne.fault)
  .refine(({ num, den, strict }) => num !== den || strict !== true, {
    error: 'is a threshold of more than all, never reached',
  });
export const thresholdSchema = z.union([z.literal('unanimous'), thresholdShare], {
  error: 'must be a share, such as {num: 2, den: 3}, or the word unanimous',
});
/** What a charter says of a threshold. */
export type ThresholdText = z.output<typeof thresholdSchema>;

/** What a quorum is (TIE-4): of the votes that take part, unless it says which. */
export const quorumSchema = z
  .strictObject({
    ...parts,
    strict: z.boolean().optional(),
    of: z.enum(quorumVotes).optional(),
    least: ofVotes.min(1).optional(),
  })
  .refine(notAboveOne.test, notAboveOne.fault)
  .refine(({ num, den, strict }) => num !== den || strict !== true, {
    error: 'is a quorum of more than all, never reached',
  })
  .refine(({ num, strict }) => num > 0 || strict !== true, {
    error: 'is a quorum of more than no votes: {num: 0, den: 1, least: 1} says so',
  });
/** What a charter says of a quorum. */
export type QuorumText = z.output<typeof quorumSchema>;
