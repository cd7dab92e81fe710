/** What the schemas of records and of evidence are both made of. */
import { z } from 'zod';

/** ISO 8601, UTC, to the millisecond; a day that the calendar does not have is none. */
export const instant = z.iso.datetime({ precision: 3 }).meta({ id: 'Instant' });

const instantPattern = z.regexes.datetime({ precision: 3 });

/** The same, for what is looked at by hand. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && instantPattern.test(value);

/** SHA-256, lower-case hexadecimal digits. */
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'Hash' });

export const count = z.int().min(0);

/** Of a text that is long or no public one, which the evidence has whole. */
export const digest = z
  .strictObject({
    hash,
    bytes: count.optional().meta({ description: 'Left out where the hash is salted (REC-5)' }),
  })
  .meta({ id: 'Digest' });

/** A number counted from 1. */
export const ordinal = z.int().min(1);

/** A duration; two thousand years are more than any charter needs. */
export const milliseconds = z.number().positive().max(1e14);

export const doneBefore = z.strictObject({ decision: z.string(), at: instant }).nullable().meta({
  description:
    'Which of the decisions that this one executes again had done it already, and when; else null (EXE-2)',
});
