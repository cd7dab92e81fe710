/** What members declare in a decision beside its polls, and how it is acknowledged. */
import { z } from 'zod';
import { at, decisionId, slug, words } from './common.ts';
import { promised } from './polls.ts';

export const disclosureBody = z.strictObject({
  interests: words(5_000).meta({ description: 'What they are, or the word none' }),
});
export const consentBody = z.strictObject({ consent: z.boolean() });
export const attestationBody = z.strictObject({ resources: words(5_000) });
export const hearingBody = z.union([
  z.strictObject({ text: words(20_000) }),
  z.strictObject({ decline: z.literal(true) }),
]);
export const representativeBody = z.strictObject({ member: slug });
export const optOutBody = z.strictObject({ reason: words(5_000) });

export const declarationSchema = z.strictObject({
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
});
