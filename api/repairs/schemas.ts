/** Repair plans as they are answered, and what the acts in them take (MND-1 to MND-4). */
import { z } from 'zod';
import { instalmentsFault } from '../../rules/repair/obligations.ts';
import { repairActs } from '../../rules/repair/permissions.ts';
import {
  claimStates,
  instalmentStates,
  mostInstalments,
  obligationKinds,
  repairOutcomes,
  repairSources,
  repairStages,
} from '../../rules/repair/state.ts';
import {
  at,
  decisionId,
  instant,
  line,
  openQuery,
  pageQuery,
  pageSchema,
  slug,
  stewardsSchema,
  words,
} from '../http/schemas.ts';
import { canSchema, charterShape, lifeShape } from '../kinds/shape.ts';

const mostObligations = 20;
const amount = z.int().min(1).max(1e15);
const number = z.int().min(1).max(1_000_000);

/** Instalments that add up, in their order. */
const mustFit: (one: Parameters<typeof instalmentsFault>[0], context: z.RefinementCtx) => void = (
  one,
  context,
) => {
  const message = instalmentsFault(one);
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['instalments'], message });
};

const asked = z
  .strictObject({
    kind: z.enum(obligationKinds).meta({ description: 'Never a vote, a right or silence' }),
    what: words(2_000),
    by: slug.meta({ description: 'Who owes it' }),
    to: slug.nullable().meta({
      description: 'Who it is owed to; null, where a plan is put: a circle of the affected chooses (MND-1)',
    }),
    quantity: z
      .strictObject({ amount, unit: line(64) })
      .nullable()
      .default(null)
      .meta({ description: 'How much in all; null: it is done or not' }),
    instalments: z
      .array(z.strictObject({ due: instant, amount: amount.nullable().default(null) }))
      .min(1)
      .max(mostInstalments)
      .meta({ description: 'In the order in which they are due; their amounts add up to the quantity’s' }),
    verifier: slug.meta({
      description: 'Who says whether it was done where the receiver does not; no party',
    }),
  })
  .superRefine(mustFit);

/** Of terms: whom it is owed to is known. */
const obligations = z
  .array(asked.safeExtend({ to: slug }))
  .min(1)
  .max(mostObligations);

const example = [
  {
    kind: 'money',
    what: 'The press is paid for.',
    by: 'emil',
    to: 'dora',
    quantity: { amount: 300, unit: 'EUR' },
    instalments: [
      { due: '2027-01-31T12:00:00.000Z', amount: 100 },
      { due: '2027-02-28T12:00:00.000Z', amount: 200 },
    ],
    verifier: 'gus',
  },
] as const;

export const repairBody = z
  .strictObject({
    from: decisionId.meta({
      description: 'The conflict or the justice decision out of which harm is repaired',
    }),
    obligations: z.array(asked).min(1).max(mostObligations),
  })
  .meta({
    id: 'NewRepair',
    examples: [{ from: '01893c1c-0f4f-7000-8000-000000000001', obligations: example }],
  });
export const circleWordsBody = z
  .strictObject({ text: words(5_000) })
  .meta({ id: 'CircleWords', examples: [{ text: 'I could not sleep for weeks.' }] });
export const choiceBody = z
  .strictObject({ to: slug.meta({ description: 'A member who neither owes it nor verifies any of it' }) })
  .meta({ id: 'ReceiverChoice', examples: [{ to: 'dora' }] });
export const repairTermsBody = z
  .strictObject({ obligations })
  .meta({ id: 'RepairTerms', examples: [{ obligations: example }] });
export const repairAcceptanceBody = z
  .strictObject({
    accept: z.boolean().default(true),
    terms: number.optional().meta({
      description: 'The number of the terms; it may be left out while nobody has put others than the first',
    }),
  })
  .default({ accept: true })
  .meta({ id: 'RepairAcceptance', examples: [{ accept: true, terms: 1 }] });
export const doneBody = z
  .strictObject({
    evidence: words(5_000),
    amount: amount
      .optional()
      .meta({ description: 'How much was done; left out: the next instalment, whole' }),
  })
  .meta({ id: 'Done', examples: [{ evidence: 'Paid on Monday, receipt 17.', amount: 100 }] });

const claim = number
  .optional()
  .meta({ description: 'The number of the claim; left out: the oldest that waits for this' });
const reason = words(5_000);
export const confirmationBody = z
  .discriminatedUnion('confirm', [
    z.strictObject({ confirm: z.literal(true), reason: reason.optional(), claim }),
    z.strictObject({ confirm: z.literal(false), reason, claim }),
  ])
  .meta({ id: 'Confirmation', examples: [{ confirm: true }] });
export const verificationBody = z
  .strictObject({ done: z.boolean(), reason, claim })
  .meta({ id: 'Verification', examples: [{ done: true, reason: 'I have seen the receipt.' }] });
export const releaseBody = z
  .strictObject({
    amount: amount.optional().meta({ description: 'Of how much; left out: of all that is not settled' }),
  })
  .default({})
  .meta({ id: 'Release', examples: [{ amount: 100 }] });

const members = z.array(z.string());
const agreed = {
  kind: z.enum(obligationKinds),
  what: z.string(),
  by: z.string(),
  to: z.string(),
  quantity: z.strictObject({ amount: z.int(), unit: z.string() }).nullable(),
  verifier: z.string(),
};
const dueAndAmount = { due: at, amount: z.int().nullable() };

/** Obligations as they are put. */
export const obligationsAgreed = z.array(
  z.strictObject({ ...agreed, instalments: z.array(z.strictObject(dueAndAmount)) }),
);

export const repairSchema = z
  .strictObject({
    id: decisionId,
    from: z.strictObject({
      kind: z.enum(repairSources),
      id: decisionId,
    }),
    parties: members.meta({ description: 'Between whom harm is repaired' }),
    stewards: stewardsSchema,
    stage: z.enum(repairStages),
    deadline: at.nullable().meta({ description: 'When something falls due next by itself' }),
    obligations: z
      .array(
        z.strictObject({
          n: z.int(),
          ...agreed,
          instalments: z.array(
            z.strictObject({
              n: z.int(),
              ...dueAndAmount,
              state: z.enum(instalmentStates),
              grace: at.meta({ description: 'When it counts as missed' }),
              breaks: at.nullable().meta({ description: 'When it breaks the plan, once it is missed' }),
            }),
          ),
          claims: z.array(
            z.strictObject({
              n: z.int(),
              instalments: z.array(z.int()),
              state: z.enum(claimStates),
              asked: at,
              until: at.nullable(),
              contested: z.boolean(),
            }),
          ),
        }),
      )
      .meta({ description: 'What holds; none before it is agreed on' }),
    terms: z
      .strictObject({
        n: z.int(),
        by: z.string(),
        obligations: obligationsAgreed,
        acceptedBy: members,
        closes: at.meta({ description: 'Until when they can be accepted' }),
      })
      .nullable()
      .meta({ description: 'Terms that wait for everybody’s word' }),
    circle: z
      .strictObject({
        affected: members.meta({ description: 'Who speaks in it, and chooses' }),
        closes: at.meta({ description: 'Until when they can choose' }),
        obligations: z.array(
          z.strictObject({
            n: z.int(),
            ...agreed,
            to: z.string().nullable().meta({ description: 'Null while nobody is chosen' }),
            instalments: z.array(z.strictObject(dueAndAmount)),
            choices: z
              .array(z.strictObject({ by: z.string(), to: z.string() }))
              .meta({ description: 'The last word of each; what was said stands in the timeline' }),
          }),
        ),
      })
      .nullable()
      .meta({ description: 'Of a harm to many; null of every other' }),
    declinedBy: z.string().nullable(),
    agreedAt: at.nullable(),
    outcome: z.enum(repairOutcomes).nullable(),
    ...lifeShape,
    ...charterShape,
    can: canSchema(repairActs),
  })
  .meta({ id: 'Repair' });

export const repairsSchema = pageSchema(repairSchema);
export const repairsQuery = z.strictObject({
  stage: z.enum(repairStages).optional(),
  party: slug.optional().meta({ description: 'Whoever is in it' }),
  open: openQuery,
  ...pageQuery,
});
