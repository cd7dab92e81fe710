/** The record of a repair plan and the evidence beside it, format 1 (MND-1 to MND-4, AUT-2, REC-1). */
import { z } from 'zod';
import { instalmentStates, obligationKinds, repairSources } from '../../rules/repair/state.ts';
import { frameOf, nameSalt, roomOf } from '../parts/frame.ts';
import { count, digest, hash, instant, ordinal } from '../parts/schema/parts.ts';
import { repairRules } from './rules.ts';

const members = z.array(z.string());
const amount = ordinal.nullable();

const obligation = z.strictObject({
  n: ordinal,
  kind: z.enum(obligationKinds),
  what: z.union([z.string(), digest]),
  by: z.string(),
  to: z.string(),
  quantity: z.strictObject({ amount: ordinal, unit: z.string() }).nullable(),
  verifier: z.string(),
  instalments: z.array(z.strictObject({ n: ordinal, due: instant, amount, state: z.enum(instalmentStates) })),
});

export const repairRecordSchema = z
  .strictObject({
    ...frameOf('repair'),
    title: z.null().meta({ description: 'What is owed stands in it as hashes (REC-5)' }),
    rules: repairRules,
    from: z
      .strictObject({ kind: z.enum(repairSources), id: z.string() })
      .meta({ description: 'Out of what harm is repaired' }),
    matter: z
      .union([
        z.strictObject({ parties: members, obligations: z.array(obligation) }),
        z.strictObject({ hash }),
      ])
      .meta({
        description:
          'Between whom, and what is owed as it ended, with salted hashes in place of names and words (REC-5); of a plan out of a room its hash with the salt',
      }),
    agreedAt: instant.nullable().meta({ description: 'When everybody in it had accepted it; null: never' }),
    instalments: z.record(z.enum(instalmentStates), count).meta({
      description: 'How many ended in each state; a part that was done or released by itself counts as one',
    }),
  })
  .meta({ id: 'RepairRecord', title: 'The record of a repair plan' });

export const repairEvidenceSchema = roomOf('repair').extend({ nameSalt }).meta({
  id: 'RepairEvidence',
  title: 'The evidence beside the record of a repair plan',
});

export type RepairRecord = z.output<typeof repairRecordSchema>;
export type RepairEvidence = z.output<typeof repairEvidenceSchema>;
