/** What of the charter looking back on a decision follows from, as its record holds it (CHA-1); durations in milliseconds. */
import { z } from 'zod';
import type { Charter } from '../../charter/types.ts';
import { milliseconds } from '../parts/schema/parts.ts';
import { description, signatures } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

export const lookbackRules = z
  .strictObject({ charter: z.strictObject({ lookBack: milliseconds, signatures }) })
  .meta({ description });

export type LookbackRules = z.output<typeof lookbackRules>;

/** What looking back on a decision follows (PRO-14). */
export const lookbackRulesOf = ({ lookBack, signatures }: Charter): LookbackRules => ({
  charter: { lookBack, ...signed(signatures) },
});
