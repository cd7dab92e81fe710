/** Vetoes and objections as they are shown and raised, and what a veto's question asks (VET-1, VET-2). */
import { z } from 'zod';
import { at, decisionId, line, words } from '../http/schemas.ts';
import { vetoOutcomes } from '../../rules/proposal/state.ts';

export const vetoSchema = z
  .strictObject({
    number: z.int(),
    by: z.string(),
    matter: z
      .string()
      .meta({ description: 'A personal matter, `family`, or of the guardian’s a core principle' }),
    reason: z.string(),
    at,
    until: at.nullable().meta({ description: 'Until when it can be contested' }),
    contest: z.strictObject({ by: z.string(), reason: z.string(), at }).nullable(),
    question: decisionId.nullable().meta({ description: 'The proposal that asks the council' }),
    version: z.int().meta({ description: 'The version of the text that it was raised against' }),
    outcome: z.enum(vetoOutcomes).nullable(),
  })
  .meta({ id: 'Veto' });

export const asksSchema = z
  .array(
    z.strictObject({
      vote: z.int().meta({ description: 'The vote that is about it' }),
      matter: z.string(),
      named: z.array(z.string()).meta({ description: 'Who raised it' }),
      without: z.array(z.string()).meta({ description: 'Who of them has no ballot on it' }),
      lifted: z.boolean().nullable().meta({ description: 'Null until it is counted' }),
    }),
  )
  .meta({ description: 'Of a veto’s question: the matters that it asks about, with a ballot for each' });

const oneMatter = z.strictObject({ matter: line(64), reason: words(5_000) });
/** The personal matters of a charter, and `family`. */
const mostMatters = 7;
const manyMatters = z.strictObject({
  matters: z
    .array(oneMatter)
    .min(1)
    .max(mostMatters)
    .refine((named) => new Set(named.map(({ matter }) => matter)).size === named.length, {
      error: 'names a matter twice',
    }),
});
export const objectionSchema = z.union([oneMatter, manyMatters]);
export const vetoBody = z.union([
  oneMatter,
  manyMatters,
  z.strictObject({ principle: line(64), reason: words(5_000) }),
]);
export const contestSchema = z
  .strictObject({
    reason: words(5_000),
    vetoes: z
      .union([z.literal('all'), z.array(z.int().min(1)).min(1).max(1_000)])
      .optional()
      .meta({ description: 'Their numbers, or all; without it the oldest that is not one’s own' }),
  })
  .meta({ id: 'Contest' });
