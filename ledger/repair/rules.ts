/** What of the charter a repair plan follows from, as its record holds it (CHA-1); durations in milliseconds. */
import { z } from 'zod';
import type { Charter } from '../../charter/types.ts';
import { count, milliseconds } from '../parts/schema/parts.ts';
import { description, signatures } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

export const repairRules = z
  .strictObject({
    repairs: z.strictObject({
      confirm: milliseconds,
      verify: milliseconds,
      grace: milliseconds,
      missed: count,
      overdue: milliseconds,
    }),
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export type RepairRules = z.output<typeof repairRules>;

/** What a repair plan follows (MND-1 to MND-4); undefined where the charter has none. */
export const repairRulesOf = ({ repairs, signatures }: Charter): RepairRules | undefined =>
  repairs === null ? undefined : { repairs, charter: signed(signatures) };
