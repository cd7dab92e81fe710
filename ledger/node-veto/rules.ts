/** What of the charter a node veto follows from, as its record holds it (CHA-1); durations in milliseconds. */
import { z } from 'zod';
import type { Charter } from '../../charter/types.ts';
import { count, milliseconds } from '../parts/schema/parts.ts';
import { description, signatures } from '../parts/schema/rules.ts';
import { signed } from '../parts/signatures.ts';

export const nodeVetoRules = z
  .strictObject({
    nodeVetoes: z.strictObject({
      emergency: milliseconds,
      answer: milliseconds,
      panel: z.strictObject({ size: count, window: milliseconds, draws: count }),
      ask: milliseconds,
      denied: count,
      within: milliseconds,
    }),
    charter: z.strictObject({ signatures }),
  })
  .meta({ description });

export type NodeVetoRules = z.output<typeof nodeVetoRules>;

/** What a node veto follows (NVP-1 to NVP-4); undefined where the charter has none. */
export const nodeVetoRulesOf = ({ nodeVetoes, signatures }: Charter): NodeVetoRules | undefined =>
  nodeVetoes === null ? undefined : { nodeVetoes, charter: signed(signatures) };
