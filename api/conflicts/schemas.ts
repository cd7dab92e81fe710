/** Conflicts as they are answered, and what the acts in them take (CNF-1 to CNF-4). */
import { z } from 'zod';
import { appealOutcomes } from '../../rules/appeal/state.ts';
import { restorativeOutcomes, restorativeStages } from '../../rules/restorative/state.ts';
import {
  arbitrationOutcomes,
  arbitrationSteps,
  conflictOutcomes,
  conflictStages,
  wordEndings,
} from '../../rules/conflict/state.ts';
import { conflictActs } from '../../rules/conflict/permissions.ts';
import {
  at,
  decisionId,
  line,
  openQuery,
  ordinal,
  pageQuery,
  pageSchema,
  slug,
  stewardsSchema,
  words,
} from '../http/schemas.ts';
import { figuresSchema } from '../polls/schemas.ts';
import { tookPart } from '../polls/took-part.ts';
import { signed } from '../polls/answer-schemas.ts';

/** Members who can be named on the other side. */
const mostOpponents = 50;

/** Remedies that a conflict can have, and so a ranking. */
const mostRemedies = 50;

export const conflictBody = z.strictObject({
  against: z
    .array(slug)
    .min(1)
    .max(mostOpponents)
    .meta({ description: 'The ids of the other parties; the caller is the first side' }),
  what: words(4_000).meta({ description: 'What happened' }),
  remedy: words(2_000).meta({ description: 'What would mend it' }),
});

export const termsBody = z.strictObject({ text: words(5_000) });
export const messageBody = z.strictObject({ text: words(2_000) });
export const noPartyBody = z.strictObject({ reason: words(2_000) });
export const noPartyContestBody = z.strictObject({
  member: slug.meta({ description: 'Whose word is contested' }),
  reason: words(2_000),
});
export const noPartyRulingBody = z.strictObject({
  member: slug.meta({ description: 'About whose word it is' }),
  party: z.boolean(),
  reason: words(2_000),
});
export const remedyBody = z.strictObject({ text: words(5_000) });
export const remedyResolutionBody = z.strictObject({ remedy: line(64), reason: words(5_000) });
export const termsParams = z.strictObject({ id: decisionId, n: ordinal });

export const remediesRanking = z.strictObject({
  ranking: z
    .array(z.array(line(64)).min(1).max(mostRemedies))
    .max(mostRemedies)
    .meta({
      description:
        'Ids of remedies, best first; those of one group are tied; what is left out is last, or compared with nothing where the charter says so',
    }),
  signed,
});

const stage = z.enum(conflictStages);

const step = z
  .enum(arbitrationSteps)
  .nullable()
  .meta({ description: 'Of arbitration: remedies are put and ranked, then the first of them is voted on' });

const outcome = z.enum(conflictOutcomes);

const appealOutcome = z.enum(appealOutcomes);

const act = z.enum(conflictActs);

const members = z.array(z.string());
const passage = z.strictObject({ stage, step, opens: at, closes: at.nullable() });

/** All that is told of restorative work where it came from (RST-5). */
const returned = z.strictObject({ ending: z.enum(restorativeOutcomes), stage: z.enum(restorativeStages) });

export const conflictSchema = z
  .strictObject({
    id: decisionId,
    stage,
    step,
    parties: z.tuple([members, members]).meta({ description: 'Two sides, the opener’s first' }),
    stewards: stewardsSchema,
    dropped: members.meta({
      description: 'Parties who have departed, or whose word stands that they are none',
    }),
    noParty: z
      .array(
        z.strictObject({
          member: z.string(),
          at,
          until: at.meta({ description: 'Until when it can be contested' }),
          contests: z.array(z.strictObject({ by: z.string(), at })),
          guardian: z.string().nullable().meta({ description: 'Who is asked, once it is contested' }),
          asked: at.nullable(),
          due: at.meta({ description: 'When it ends, if nobody says anything more' }),
          ended: z
            .strictObject({
              party: z.boolean(),
              because: z.enum(wordEndings),
              at,
            })
            .nullable(),
        }),
      )
      .meta({ description: 'Who has said that they are no party; to the room only' }),
    heldSince: at
      .nullable()
      .meta({ description: 'Since when talks that are over wait for the end of such a word' }),
    mostMessages: z.int().meta({ description: 'How often each in the room writes; 0 outside it' }),
    mediators: z.array(z.string()).meta({ description: 'Who mediates; from mediation on, to the room only' }),
    mediatorsBySide: z.tuple([z.int(), z.int()]).nullable().meta({
      description:
        'How many of them the families of each side gave; null before mediation, and outside the room',
    }),
    what: z.string(),
    remedy: z.string(),
    mostTerms: z.int().meta({ description: 'How often each party, and each mediator, puts terms' }),
    terms: z
      .array(
        z.strictObject({
          n: z.int(),
          by: z.string(),
          at,
          text: z.string(),
          acceptedBy: members,
          replacedBy: z.int().nullable(),
        }),
      )
      .meta({ description: 'None to who is not in the room, now and later' }),
    impasse: members.meta({ description: 'Who has declared one in the stage at hand' }),
    electorate: z
      .strictObject({
        size: z.int(),
        quorum: z.int(),
        council: z.int().meta({ description: 'How many they were with the parties' }),
      })
      .nullable(),
    remedies: z.array(z.strictObject({ id: z.string(), by: z.string(), text: z.string() })),
    chosen: z.string().nullable().meta({ description: 'The remedy that is voted on, or that was decided' }),
    ...tookPart,
    tally: figuresSchema.nullable().meta({
      description: 'As it stands, or as the vote closed; null while it shows at the close only (VOT-7)',
    }),
    guardian: z.string().nullable().meta({ description: 'Who may decide in guardian-resolution' }),
    resolution: z.strictObject({ remedy: z.string(), reason: z.string(), at }).nullable(),
    decided: z
      .enum(arbitrationOutcomes)
      .nullable()
      .meta({ description: 'What it ends as unless an appeal changes it' }),
    appeal: z.strictObject({ id: decisionId, outcome: appealOutcome.nullable() }).nullable(),
    deadline: at.nullable(),
    path: z.array(
      z.strictObject({
        ...passage.shape,
        ended: at.nullable(),
        waited: z
          .strictObject({ since: at, until: at.nullable(), returned: returned.nullable() })
          .optional()
          .meta({ description: 'Where it waited for restorative work' }),
      }),
    ),
    ahead: z.array(passage).meta({ description: 'The stages that follow if nobody does anything more' }),
    outcome: outcome.nullable(),
    createdAt: at,
    endedAt: at.nullable(),
    remandOf: decisionId.nullable(),
    remandedTo: decisionId.nullable(),
    referred: z
      .strictObject({
        at,
        since: at
          .nullable()
          .meta({ description: 'Since when it waits; null while a poll runs to its close' }),
        left: z.int().nullable().meta({ description: 'How many milliseconds its stage had left' }),
        returned: z.strictObject({ ...returned.shape, at }).nullable(),
      })
      .nullable()
      .meta({ description: 'That it was referred to restorative work, for which it waits' }),
    restorative: decisionId
      .nullable()
      .meta({ description: 'The restorative work that came of it; to who is in that only' }),
    continuationOf: decisionId
      .nullable()
      .meta({ description: 'The interrupted conflict that it goes on from' }),
    continuedBy: decisionId
      .nullable()
      .meta({ description: 'The conflict in which this one, interrupted, goes on' }),
    charterVersion: z.int(),
    pace: z.int(),
    can: z.array(act).meta({ description: 'What the caller may do now' }),
  })
  .meta({ id: 'Conflict' });

export const conflictsSchema = pageSchema(conflictSchema);
export const conflictsQuery = z.strictObject({
  stage: stage.optional(),
  party: slug.optional(),
  open: openQuery,
  ...pageQuery,
});

export const remedyRankingsSchema = z.strictObject({
  closed: z.boolean(),
  participation: tookPart.participation,
  rankings: z.array(z.strictObject({ member: z.string(), ranking: z.array(z.array(z.string())).nullable() })),
  options: z.array(z.string()),
  firstChoices: z.record(z.string(), z.int()).nullable(),
  pairwise: z.record(z.string(), z.record(z.string(), z.int())).nullable(),
  condorcetWinner: z.string().nullable(),
  schulze: z.array(z.array(z.string())).nullable(),
});

export type ConflictAnswer = z.output<typeof conflictSchema>;

export const messagesSchema = pageSchema(z.strictObject({ by: z.string(), text: z.string(), at }));
