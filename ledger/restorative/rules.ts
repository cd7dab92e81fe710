/** What of the charter restorative work follows from, as its record holds it (CHA-1); durations in milliseconds. */
import { z } from 'zod';
import type { Charter } from '../../charter/types.ts';
import { count, milliseconds } from '../parts/schema/parts.ts';
import { description, signatures } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';
import { repairRules } from '../repair/rules.ts';

export const restorativeRules = z
  .strictObject({
    restorative: z.strictObject({
      accept: milliseconds,
      prepare: milliseconds,
      circles: z.strictObject({ within: milliseconds, most: count }),
      agree: milliseconds,
      checks: z.array(milliseconds),
      answer: milliseconds,
    }),
    repairs: repairRules.shape.repairs,
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export type RestorativeRules = z.output<typeof restorativeRules>;

/** What restorative work follows, and the plan that it may come to (RST-1 to RST-5); undefined where the charter has none. */
export const restorativeRulesOf = ({
  restorative,
  repairs,
  signatures,
}: Charter): RestorativeRules | undefined =>
  restorative === null || repairs === null
    ? undefined
    : {
        restorative: { ...restorative, checks: [...restorative.checks] },
        repairs,
        charter: signed(signatures),
      };
