/** Who took part in a poll, and the first reasons against: what each result begins with, wherever it is read (VOT-5, VOT-7). */
import { z } from 'zod';
import { mostReasons } from '../../rules/polls/participation.ts';
import type { TookPart } from '../../store/ballots/took-part.ts';
import { at } from '../http/schemas.ts';

const byKind = z.strictObject({ person: z.int(), agent: z.int() });

/** What a result begins with. */
export const tookPart = {
  participation: z
    .strictObject({
      counted: byKind.meta({ description: 'Who answered in person' }),
      represented: byKind.meta({ description: 'Whose vote a representative carried (DEL-2)' }),
      assumed: byKind.meta({
        description: 'Of whom an abstention is assumed that counts to the quorum (MEM-4)',
      }),
      absent: byKind,
      recused: z.int().meta({
        description: 'Who would be an elector but for their own case: none of the electorate (GUA-2)',
      }),
    })
    .meta({ id: 'Participation' })
    .nullable()
    .meta({
      description:
        'Who took part, people and agents apart, as they were when the electorate was fixed; null before a poll was judged',
    }),
  reasonsAgainst: z
    .array(z.strictObject({ member: z.string(), reason: z.string(), at }).meta({ id: 'ReasonAgainst' }))
    .meta({
      description: `The ${mostReasons} reasons given first by who stands against: votes against, in a round blocks`,
    }),
};

/** Of a list of ballots: those against in person, with their reasons. */
export const againstQuery = {
  choice: z.literal('against').optional().meta({
    description:
      'Only ballots in person that stand against; none of a poll whose answers show at the close, until then (VOT-7)',
  }),
};
/** As it was kept, or as it stands. */
export const tookPartShown = ({ participation, reasonsAgainst }: TookPart) => ({
  participation,
  reasonsAgainst: [...(reasonsAgainst ?? [])],
});
