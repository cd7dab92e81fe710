/** Node vetoes in the record of the act that they stopped, format 1 (NVP-1 to NVP-3). */
import { z } from 'zod';
import { nodeVetoOutcomes } from '../../../rules/node-veto/state.ts';
import { instant } from './parts.ts';

export const nodeSchema = z.union([
  z.strictObject({ member: z.string() }),
  z.strictObject({ family: z.string() }),
]);

const nodeVetoOn = z.strictObject({
  id: z.string(),
  by: z.string(),
  node: nodeSchema,
  at: instant,
  hold: z
    .strictObject({ ends: instant.nullable(), until: instant.nullable() })
    .nullable()
    .meta({ description: 'When it was to end at the latest, and when it did; null where nothing was held' }),
  outcome: z.enum(nodeVetoOutcomes).nullable().meta({ description: 'Null where it went on after the act' }),
  endedAt: instant.nullable(),
});

/** Of an act that no node vetoed it is left out. */
export const nodeVetoesOn = z.array(nodeVetoOn).optional().meta({
  description: 'What nodes vetoed of it: while one held it, it was not carried out (NVP-2)',
});

export type NodeVetoOnRecord = z.output<typeof nodeVetoOn>;
