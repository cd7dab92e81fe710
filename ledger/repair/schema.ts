/** The record of a repair plan and the evidence beside it, format 1 (MND-1 to MND-4, AUT-2, REC-1). */
import { z } from 'zod';
import { kinds } from '../../rules/kinds.ts';
import { instalmentStates, obligationKinds, repairSources } from '../../rules/repair/state.ts';
import { council } from '../parts/council.ts';
import { evidenceFormat, salt, timelineEntry } from '../parts/evidence-entries.ts';
import { charterCopied, recordFormat, roots } from '../parts/figures-schema.ts';
import { repairRules } from '../parts/kind-rules-schema.ts';
import { count, digest, hash, instant, ordinal } from '../parts/schema-parts.ts';

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
    format: z.literal(recordFormat),
    kind: z.literal('repair'),
    id: z.string(),
    title: z.string().nullable().meta({ description: 'Null of a plan out of a room (AUT-2)' }),
    createdAt: instant,
    endedAt: instant,
    outcome: z.enum(kinds.repair.outcomes),
    charter: charterCopied,
    rules: repairRules,
    council,
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
          'Between whom, and what is owed as it ended; of a plan out of a room its hash with the salt',
      }),
    agreedAt: instant.nullable().meta({ description: 'When everybody in it had accepted it; null: never' }),
    instalments: z.record(z.enum(instalmentStates), count).meta({
      description: 'How many ended in each state; a part that was done or released by itself counts as one',
    }),
    continuationOf: z
      .string()
      .nullable()
      .meta({ description: 'The interrupted plan that it goes on from (PRO-9)' }),
    continuedBy: z
      .string()
      .nullable()
      .meta({ description: 'The plan in which this one, interrupted, goes on (PRO-9)' }),
    ending: z.strictObject({ rule: z.string() }),
    rationale: z.array(z.looseObject({ rule: z.string() })),
    evidence: roots('repair'),
  })
  .meta({ id: 'RepairRecord', title: 'The record of a repair plan' });

export const repairEvidenceSchema = z
  .strictObject({
    format: z.literal(evidenceFormat),
    kind: z.literal('repair'),
    room: z
      .array(timelineEntry)
      .nullable()
      .meta({ description: 'What happened in a plan out of a room; null for who is not in it (AUT-2)' }),
    salt: salt.nullable().meta({
      description:
        'Of the room; its leaf hash comes after the entries of that part. Null where there is none',
    }),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'RepairEvidence', title: 'The evidence beside the record of a repair plan' });

export type RepairRecord = z.output<typeof repairRecordSchema>;
export type RepairEvidence = z.output<typeof repairEvidenceSchema>;
