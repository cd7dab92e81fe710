/** How what electors gave stands: tallies, ballots, positions and the map of preferences. */
import { z } from 'zod';
import { quorumVotes, thresholdBases } from '../../charter/thresholds.ts';
import { votesByPart } from '../../ledger/parts/schema/figures.ts';
import { thresholdParts } from '../../ledger/parts/schema/rules.ts';
import { verdicts } from '../../rules/polls/deadlock.ts';
import { notCarried } from '../../rules/delegation/columns.ts';
import { at, ordinal, pageQuery, pageSchema } from '../http/schemas.ts';
import { wholeOrPaged } from '../proposals/schemas.ts';
import { choiceSchema, positionSchema, ranking } from './answer-schemas.ts';
import { againstQuery, tookPart } from './took-part.ts';

const share = { num: z.int(), den: z.int() };

export const tallyFigures = {
  for: z.int(),
  against: z.int(),
  abstain: z.int(),
  represented: z.int().meta({ description: 'Votes carried by a representative' }),
  electorate: z.int(),
  participating: z.int(),
  quorum: z.strictObject({
    ...share,
    strict: z.boolean().optional().meta({ description: 'More than the share, not at least' }),
    of: z
      .enum(quorumVotes)
      .optional()
      .meta({ description: 'Which votes count; left out: all that take part' }),
    least: z.int().optional().meta({ description: 'So many of them besides' }),
    met: z.boolean(),
  }),
  threshold: z.strictObject({
    ...share,
    strict: z.boolean().meta({ description: 'More than the share, not at least' }),
    unanimous: z.boolean(),
    of: z.enum(thresholdBases),
    least: z.int().optional().meta({ description: 'So many votes for besides' }),
    most: z.int().optional().meta({ description: 'So many votes against at most' }),
    seats: z.int().optional().meta({ description: 'Of how many seats' }),
    parts: thresholdParts.parts,
    electors: thresholdParts.electors,
    met: z.boolean(),
  }),
  parts: votesByPart
    .optional()
    .meta({ description: 'How the parts stand, where the threshold asks for majorities of them' }),
  verdict: z.enum(verdicts).meta({ description: 'What follows if the vote closes as it stands' }),
  decided: z.boolean().meta({ description: 'No ballot still out can change the verdict' }),
};

export const figuresSchema = z.strictObject(tallyFigures).meta({ id: 'TallyFigures' });

const untilClose = 'Null until the poll closes, where the charter says `answers: at-close` (VOT-7)';

const ofVote = {
  vote: z.int().meta({ description: 'Votes on a proposal are counted from 1' }),
  matter: z.string().nullable().meta({ description: 'Of a veto’s question: what the vote is about' }),
  version: z.int(),
  opens: at,
  closes: at,
  closedAt: at.nullable(),
  countedAt: at.meta({
    description: 'As of when: the close, or now; of a large electorate at most some seconds ago',
  }),
};

const shownTally = z
  .strictObject({
    ...ofVote,
    hidden: z.literal(false),
    ...tookPart,
    extended: z.array(z.strictObject({ at, closes: at, tally: figuresSchema })),
    ...tallyFigures,
    delegated: z.int().meta({ description: 'Delegated votes: without who voted in person, chains resolved' }),
    cap: z
      .int()
      .nullable()
      .meta({ description: 'How many of them one representative carries at most; null: no limit' }),
    representatives: z
      .array(z.strictObject({ member: z.string(), received: z.int(), carried: z.int() }))
      .meta({
        description: 'At whom delegated votes end, the 100 with the most; how many of them each carries',
      }),
    notCarried: z
      .array(
        z.strictObject({
          because: z.enum(notCarried),
          votes: z.int(),
        }),
      )
      .meta({ description: 'How many delegated votes are not carried, and why' }),
  })
  .meta({ id: 'Tally' });

/** What any member sees of a vote under `answers: at-close` until it closes: what it takes, and how many have answered. */
const hiddenTally = z
  .strictObject({
    ...ofVote,
    hidden: z.literal(true).meta({ description: 'The tally shows once the vote has closed (VOT-7)' }),
    extended: z.array(z.strictObject({ at, closes: at })),
    answered: z.int().meta({ description: 'Electors who have voted in person' }),
    electorate: z.int(),
    quorum: tallyFigures.quorum.omit({ met: true }),
    threshold: tallyFigures.threshold.omit({ met: true }),
  })
  .meta({ id: 'HiddenTally' });

export const tallySchema = z.discriminatedUnion('hidden', [shownTally, hiddenTally]);

export const voteQuery = z.strictObject({
  vote: ordinal.optional().meta({ description: 'The k-th vote; the newest unless given' }),
});
export const ballotsQuery = z.strictObject({ ...voteQuery.shape, ...againstQuery, ...pageQuery });
export const positionsQuery = z.strictObject({
  round: ordinal.optional(),
  position: z.literal('block').optional().meta({
    description: 'Only blocks; none of a round whose positions show at the close, until then (VOT-7)',
  }),
  ...wholeOrPaged,
});
export const preferencesQuery = z.strictObject({ round: ordinal.optional() });

const ballot = { choice: choiceSchema, reason: z.string().nullable(), at, version: z.int() };
const carriedBy = z
  .string()
  .nullable()
  .meta({ description: 'The representative who carried it; null for a vote in person' });

export const ballotsSchema = pageSchema(
  z.strictObject({
    member: z.string(),
    ...ballot,
    choice: choiceSchema.nullable().meta({ description: untilClose }),
    at: at.nullable().meta({ description: untilClose }),
    carriedBy,
    replaced: z.array(z.strictObject(ballot)).meta({ description: 'What it replaced, oldest first' }),
  }),
).meta({ id: 'Ballots' });

export const positionsSchema = pageSchema(
  z.strictObject({
    member: z.string(),
    position: positionSchema.nullable().meta({ description: untilClose }),
    reason: z.string().nullable(),
    round: z.int(),
    version: z.int(),
    at: at.nullable().meta({ description: untilClose }),
  }),
);

const countByOption = z.record(z.string(), z.int());

export const preferencesSchema = z.strictObject({
  rounds: z.array(
    z
      .strictObject({
        round: z.int(),
        version: z.int(),
        closed: z.boolean(),
        rankings: z.array(
          z.strictObject({
            member: z.string(),
            ranking: ranking.nullable().meta({ description: untilClose }),
          }),
        ),
        options: z.array(z.string()),
        firstChoices: countByOption.nullable().meta({ description: untilClose }),
        pairwise: z
          .record(z.string(), countByOption)
          .nullable()
          .meta({ description: 'How many electors rank the first above the second' }),
        condorcetWinner: z.string().nullable(),
        schulze: ranking
          .nullable()
          .meta({ description: 'The Schulze order, best first; tied options together' }),
        aboveStatusQuo: countByOption.nullable(),
      })
      .meta({ id: 'PreferenceMap' }),
  ),
});
