/** Ending what has lost its workflow (PRO-9). */
import { z } from 'zod';
import { kindNames } from '../../rules/kinds.ts';
import { at, decisionId, words } from '../http/schemas.ts';

export const interruptionBody = z.strictObject({ reason: words(5_000) }).meta({ id: 'InterruptionReason' });

export const interruptionSchema = z
  .strictObject({
    process: decisionId,
    kind: z.enum(kindNames),
    outcome: z.string().nullable().meta({
      description: '`interrupted`, or what had been decided or executed before its workflow was lost',
    }),
    endedAt: at.nullable(),
    continuedBy: decisionId.nullable().meta({
      description: 'The process in which its matter goes on; of an emergency, the one that runs its reversal',
    }),
  })
  .meta({ id: 'Interruption' });
