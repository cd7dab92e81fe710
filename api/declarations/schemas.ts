/** What members declare in a decision beside its polls, and how it is acknowledged. */
import { z } from 'zod';
import { noInterests } from '../../rules/delegation/columns.ts';
import { at, decisionId, line, slug, words } from '../http/schemas.ts';
import { promised } from '../polls/answer-schemas.ts';

/** The word `none` with other letters or signs: whoever writes it means no conflict, and would have one told of. */
const nearlyNone = /^[^\p{L}]*none[^\p{L}]*$/iu;

/** A choice (DEL-5): there are none, or in words what they are. */
export const interestsSchema = z
  .union([
    z.literal(noInterests).meta({ description: 'There are none' }),
    words(5_000)
      .refine((given) => given === noInterests || !nearlyNone.test(given), {
        error: 'must be the word none exactly, or say what the interests are',
      })
      .meta({ description: 'What they are' }),
  ])
  .meta({ id: 'Interests', description: 'Either the word none, or in words what they are' });

export const disclosureBody = z.strictObject({ interests: interestsSchema });
/** Of one's own (GUA-2). */
export const interestsBody = z.strictObject({ interests: interestsSchema });
export const endorsementBody = z.strictObject({
  withdraw: z.literal(true).optional().meta({ description: 'Takes one’s endorsement back' }),
});
/** The version of the text that is answered: refused as stale where another is asked about now (PRO-6). */
const answered = { version: z.int().min(1).optional() };
export const consentBody = z.strictObject({ consent: z.boolean(), ...answered });
export const attestationBody = z.union([
  z.strictObject({ resources: words(5_000), ...answered }),
  z.strictObject({ diversity: words(5_000), ...answered }),
]);
export const hearingBody = z.union([
  z.strictObject({ text: words(20_000), ...answered }),
  z.strictObject({ decline: z.literal(true), ...answered }),
  z
    .strictObject({ none: z.literal(true), ...answered })
    .meta({ description: 'By who was named as a victim, and is none' }),
]);
export const representativeBody = z.strictObject({ member: slug });
export const categoryRequestBody = z.union([
  z.strictObject({
    category: line(64),
    punishes: slug.meta({ description: 'Whom it would punish: one whom its action or impact names' }),
    reason: words(5_000),
  }),
  z
    .strictObject({ withdraw: z.literal(true) })
    .meta({ description: 'What was asked for is asked for no more' }),
]);
export const noPunishmentBody = z.strictObject({ reason: words(5_000).optional(), ...answered });
export const optOutBody = z.strictObject({ reason: words(5_000) });

export const declarationSchema = z
  .strictObject({
    acknowledgement: z
      .strictObject({
        decision: decisionId,
        kind: z.string(),
        member: z.string(),
        number: z.int(),
        facts: z.record(z.string(), z.unknown()),
        at,
        ...promised,
      })
      .meta({ id: 'Declaration' }),
  })
  .meta({ id: 'Declared' });
