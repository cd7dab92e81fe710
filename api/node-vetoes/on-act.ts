/** The node vetoes of an act, as the proposal or the emergency shows them (NVP-2). */
import { z } from 'zod';
import { nodeVetoOutcomes } from '../../rules/node-veto/state.ts';
import { at, decisionId } from '../http/schemas.ts';

export const nodeShown = z.union([
  z.strictObject({ member: z.string() }),
  z.strictObject({ family: z.string() }),
]);

export const nodeVetoesOnSchema = z
  .array(
    z.strictObject({
      id: decisionId,
      node: nodeShown,
      at,
      holds: z.boolean().meta({ description: 'Whether it held the act' }),
      holdEnds: at.nullable().meta({ description: 'When its hold ends at the latest; null: with it' }),
      heldUntil: at
        .nullable()
        .meta({ description: 'When its hold ended; null: not yet, or nothing is held' }),
      outcome: z.enum(nodeVetoOutcomes).nullable(),
      endedAt: at.nullable(),
    }),
  )
  .meta({
    id: 'NodeVetoesOnAct',
    description: 'What nodes vetoed of it: while one holds it, it is not carried out (NVP-2)',
  });
