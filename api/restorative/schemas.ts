/** Restorative work as it is answered to who is in it, and what the acts in it take (RST-1 to RST-5). */
import { z } from 'zod';
import { repairOutcomes } from '../../rules/repair/state.ts';
import { restorativeActs } from '../../rules/restorative/permissions.ts';
import {
  keptWords,
  mostPresent,
  mostReferred,
  referable,
  restorativeOutcomes,
  restorativeStages,
} from '../../rules/restorative/state.ts';
import {
  at,
  decisionId,
  instant,
  openQuery,
  pageQuery,
  pageSchema,
  slug,
  stewardsSchema,
  words,
} from '../http/schemas.ts';
import { obligationsAgreed, repairTermsBody } from '../repairs/schemas.ts';
import { canSchema, charterShape, lifeShape } from '../kinds/shape.ts';

const number = z.int().min(1).max(1_000_000);
const side = z.array(slug).min(1).max(mostReferred);

export const restorativeBody = z
  .strictObject({
    from: decisionId
      .nullable()
      .default(null)
      .meta({ description: 'The open conflict, or the broken plan, that it comes out of; left out: none' }),
    harmed: side.meta({ description: 'Who was harmed' }),
    responsible: side.meta({ description: 'Who caused it; of a conflict or a plan everybody is named' }),
    what: words(20_000).meta({ description: 'What happened; only who is in it ever reads it' }),
  })
  .meta({
    id: 'NewRestorative',
    examples: [{ harmed: ['dora'], responsible: ['emil'], what: 'The press was lent on without a word.' }],
  });
export const acceptBody = z
  .strictObject({ accept: z.boolean().default(true) })
  .default({ accept: true })
  .meta({ id: 'RestorativeAcceptance', examples: [{ accept: true }] });
export const facilitatorBody = z
  .strictObject({
    member: slug.meta({ description: 'Of the role facilitator, and none of those between whom it is' }),
  })
  .meta({ id: 'FacilitatorNamed', examples: [{ member: 'gus' }] });
export const notReadyBody = z
  .strictObject({ reason: words(5_000) })
  .meta({ id: 'NotReady', examples: [{ reason: 'They do not wish to meet yet.' }] });
export const circleBody = z
  .strictObject({
    at: instant.meta({ description: 'When it was held; since the stage began' }),
    present: z
      .array(slug)
      .min(2)
      .max(mostPresent)
      .meta({ description: 'Who was there, support persons too; never what was said' }),
    another: z.boolean().default(false).meta({ description: 'Whether another follows before a text is put' }),
  })
  .meta({
    id: 'CircleHeld',
    examples: [{ at: '2027-01-31T12:00:00.000Z', present: ['dora', 'emil', 'gus'], another: false }],
  });
export const planAcceptanceBody = z
  .strictObject({
    plan: number.optional().meta({
      description: 'The number of the text; it may be left out while nobody has put another than the first',
    }),
  })
  .default({})
  .meta({ id: 'RestorativePlanAcceptance', examples: [{ plan: 1 }] });
export const checkBody = z
  .strictObject({ kept: z.enum(keptWords), text: words(5_000).optional() })
  .meta({ id: 'CheckAnswer', examples: [{ kept: 'kept' }] });
export const planBody = repairTermsBody;

const members = z.array(z.string());

export const restorativeSchema = z
  .strictObject({
    id: decisionId,
    from: z.strictObject({ kind: z.enum(referable), id: decisionId }).nullable(),
    harmed: members,
    responsible: members,
    what: z.string().nullable().meta({ description: 'Null where a decision refers it, which says it' }),
    stewards: stewardsSchema,
    stage: z.enum(restorativeStages),
    deadline: at.nullable(),
    acceptedBy: members,
    named: z
      .array(z.strictObject({ by: z.string(), member: z.string() }))
      .meta({ description: 'Whom each would have as facilitator' }),
    facilitator: z.string().nullable().meta({ description: 'Whom all of them named' }),
    circles: z.array(z.strictObject({ n: z.int(), at, present: members })),
    circlesLeft: z.int().meta({ description: 'How many may still be held before a text is accepted' }),
    put: z
      .strictObject({
        n: z.int(),
        by: z.string(),
        obligations: obligationsAgreed,
        acceptedBy: members,
        closes: at.meta({ description: 'Until when it can be accepted' }),
      })
      .nullable()
      .meta({ description: 'The text that waits for everybody’s word, or that was accepted' }),
    plan: z
      .strictObject({ id: decisionId, outcome: z.enum(repairOutcomes).nullable() })
      .nullable()
      .meta({ description: 'The plan of repair as which it began' }),
    agreedAt: at.nullable(),
    checks: z.array(
      z.strictObject({
        n: z.int(),
        opens: at,
        closes: at.nullable().meta({ description: 'Null before it is asked' }),
        answers: z.array(z.strictObject({ by: z.string(), kept: z.enum(keptWords) })),
        over: z.boolean(),
      }),
    ),
    failures: z.int().meta({ description: 'How often it was not kept: for once there is one more circle' }),
    departed: members,
    outcome: z.enum(restorativeOutcomes).nullable(),
    endedIn: z.enum(restorativeStages).exclude(['ended']).nullable(),
    ...lifeShape,
    ...charterShape,
    can: canSchema(restorativeActs),
  })
  .meta({ id: 'Restorative' });

export const restorativePageSchema = pageSchema(restorativeSchema);
export const restorativeQuery = z.strictObject({
  stage: z.enum(restorativeStages).optional(),
  open: openQuery,
  ...pageQuery,
});
