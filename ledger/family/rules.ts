/** What of the charter the founding of a family follows from, as its record holds it (CHA-1); durations in milliseconds. */
import { z } from 'zod';
import type { Charter } from '../../charter/types.ts';
import { milliseconds } from '../parts/schema/parts.ts';
import { description, signatures } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

export const familyRules = z
  .strictObject({
    families: z.strictObject({ accept: milliseconds }),
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export type FamilyRules = z.output<typeof familyRules>;

/** What the founding of a family follows; undefined where the charter has none founded (MEM-7). */
export const familyRulesOf = ({ families, signatures }: Charter): FamilyRules | undefined =>
  families === null ? undefined : { families, charter: signed(signatures) };
