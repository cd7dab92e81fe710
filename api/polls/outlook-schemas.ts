/** Who takes part in a decision, and where it can still lead (PRO-13). */
import { z } from 'zod';
import { roundFigures } from '../../ledger/parts/schema/record.ts';
import { turns } from '../../rules/proposal/courses/course.ts';
import { at, outcomeSchema, pageQuery, pageSchema, stageSchema } from '../http/schemas.ts';

const yesOrNo = z
  .enum(['true', 'false'])
  .transform((word) => word === 'true')
  .meta({ type: 'boolean' })
  .optional();

export const participantsQuery = z.strictObject({
  ...pageQuery,
  elector: yesOrNo.meta({ type: 'boolean', description: 'Only electors, or only who is none' }),
  answered: yesOrNo.meta({
    type: 'boolean',
    description: 'Only who has answered in the open poll, or who is missing',
  }),
  heard: yesOrNo.meta({
    type: 'boolean',
    description: 'Only who has been heard in the decision, or who has not',
  }),
});

export const participantsSchema = pageSchema(
  z
    .strictObject({
      member: z.string(),
      name: z.string(),
      elector: z.boolean(),
      named: z.boolean().meta({
        description:
          'By its impact or its action, as accused or as a victim; an impact on everyone names nobody',
      }),
      departed: z.boolean(),
      answered: z
        .boolean()
        .meta({ description: 'In the open poll: a position, or a ballot; false where none is open' }),
      heard: z
        .boolean()
        .meta({ description: 'They have answered, stated, declared or objected something here' }),
    })
    .meta({ id: 'Participant' }),
);

const count = z.int().min(0);

export const outlookSchema = z
  .strictObject({
    stage: stageSchema,
    deadline: at.nullable(),
    hidden: z.boolean().meta({
      description:
        'What was answered shows at the close only (VOT-7): until then the courses are all that the rules leave open',
    }),
    countedAt: at.nullable().meta({ description: 'As of when the figures are; null where no poll is open' }),
    round: z
      .strictObject({
        round: z.int(),
        ...roundFigures.shape,
      })
      .nullable()
      .meta({ description: 'The positions of the open round, and whether they would be consensus (CON-3)' }),
    quorum: z
      .strictObject({
        needed: count,
        participating: count,
        missing: count.meta({
          description:
            'How many more of those who are out have to answer, and be for; more than are out where it cannot be met any more',
        }),
        out: count.meta({ description: 'Electors who have not answered' }),
        words: z.string(),
      })
      .nullable()
      .meta({ description: 'Of the open round or vote; null where none is open or no quorum is asked' }),
    courses: z
      .array(
        z.strictObject({
          turn: z.enum(turns).meta({ description: 'What brings it about' }),
          to: z.union([z.strictObject({ stage: stageSchema }), z.strictObject({ outcome: outcomeSchema })]),
          rule: z.string(),
          words: z.string(),
        }),
      )
      .meta({ description: 'Where it can still lead next, what needs nobody’s act first' }),
  })
  .meta({ id: 'Outlook' });
