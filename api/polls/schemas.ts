/** What electors give, how it is acknowledged, and how it stands: statements, rankings, positions, ballots, tallies. */
import { z } from 'zod';
import { quorumVotes, thresholdBases } from '../../charter/types.ts';
import { longestSignature } from '../../ledger/acts/jws.ts';
import { choices, pollKinds, positions } from '../../rules/model.ts';
import { turns } from '../../rules/proposal/courses.ts';
import { verdicts } from '../../rules/proposal/deadlock.ts';
import { notCarried } from '../../rules/delegation/columns.ts';
import {
  at,
  decisionId,
  line,
  ordinal,
  outcomeSchema,
  pageSchema,
  pageQuery,
  stageSchema,
  text,
  words,
} from '../http/schemas.ts';
import { wholeOrPaged } from '../proposals/schemas.ts';

/** Options are 22 at most: the proposal, 20 alternatives, the status quo. */
const mostOptions = 22;

const version = z.int().min(1).optional().meta({
  description: 'The version of the text that is answered: refused where it is not in force any more',
});

export const signed = z
  .strictObject({
    number: z.int().min(1).meta({ description: 'Which of the decision’s polls of the kind it answers' }),
    sequence: z.int().min(1).meta({ description: 'Counts the elector’s answers in that poll from 1' }),
    signature: z.string().max(longestSignature).meta({
      description: 'A detached JWS (RFC 7515, RFC 7797, Ed25519) over the answer as canonical JSON',
    }),
  })
  .optional()
  .meta({
    description: 'The elector’s own signature, where the charter asks for one, and what else it was made for',
  });

/** What is signed names the version, so that it must be said. */
const namesVersion = {
  test: ({ signed: given, version: answered }: { readonly signed?: unknown; readonly version?: unknown }) =>
    given === undefined || answered !== undefined,
  fault: { path: ['version'], error: 'is missing, and what is signed names it' },
};

const choiceSchema = z.enum(choices);

const positionSchema = z.enum(positions);

export const ballotBody = z
  .strictObject({
    choice: choiceSchema,
    matter: line(64).optional().meta({
      description: 'Of a veto’s question: which matter, where it asks about more than one',
    }),
    reason: text(5_000).optional(),
    version,
    signed,
  })
  .refine(namesVersion.test, namesVersion.fault)
  .meta({ id: 'Ballot' });

export const positionBody = z
  .strictObject({ position: positionSchema, reason: text(5_000).optional(), version, signed })
  .refine(namesVersion.test, namesVersion.fault)
  .meta({ id: 'Position' });

export const preferencesBody = z
  .strictObject({
    ranking: z
      .array(z.array(line(64)).min(1).max(mostOptions))
      .max(mostOptions)
      .meta({
        description: 'Ids of options, best first; those of one group are tied, and what is left out is last',
      }),
    version,
    signed,
  })
  .refine(namesVersion.test, namesVersion.fault)
  .meta({ id: 'Preferences' });

const statementNumber = z.int().min(1).optional();

export const statementBody = z
  .strictObject({
    text: words(20_000),
    replyTo: statementNumber.meta({
      description: 'The number of the statement of this decision that it answers',
    }),
    corrects: statementNumber.meta({
      description:
        'The number of one’s own statement in whose place it stands; what that answers, it answers too',
    }),
  })
  .refine(({ replyTo, corrects }) => replyTo === undefined || corrects === undefined, {
    path: ['replyTo'],
    error: 'is what the corrected statement answers, and is not said again',
  })
  .meta({ id: 'Statement' });

const hash = z
  .string()
  .meta({ description: 'The RFC 6962 leaf hash of the rest as canonical JSON (RFC 8785), lower-case hex' });

/** What the log promises of what was taken: one signature over the Merkle root of all that was committed together (VOT-6). */
const promise = z
  .strictObject({
    index: z.int().meta({ description: 'The place among what was committed together, from 0' }),
    size: z.int(),
    path: z.array(z.string()).meta({ description: 'The RFC 6962 inclusion path, base64' }),
    note: z.string().meta({ description: 'A C2SP signed note over the size and the root' }),
  })
  .meta({ id: 'Promise' });

export const promised = { hash, promise };

const ranking = z.array(z.array(z.string()));

/** What was taken, its hash, and the log's signed promise: what is acknowledged is counted (VOT-6). */
export const acknowledgementSchema = z
  .strictObject({
    acknowledgement: z
      .strictObject({
        decision: decisionId,
        poll: z.enum(pollKinds),
        pollNumber: z.int(),
        elector: z.string(),
        number: z
          .int()
          .meta({ description: 'Counts the elector’s answers in this poll from 1; the last counts' }),
        choice: z.string().nullable(),
        ranking: ranking.nullable(),
        reason: z.string().nullable(),
        version: z.int(),
        at,
        signature: z.string().optional().meta({ description: 'As it was given, where answers are signed' }),
        ...promised,
      })
      .meta({ id: 'Acknowledgement' }),
  })
  .meta({ id: 'Acknowledged' });

const statement = z.strictObject({
  decision: decisionId,
  number: z.int(),
  member: z.string(),
  stage: stageSchema,
  round: z.int(),
  version: z.int(),
  text: z.string(),
  replyTo: z.int().nullable().meta({ description: 'The statement that it answers, by its number' }),
  corrects: z
    .int()
    .nullable()
    .meta({ description: 'The statement of the same member in whose place it stands' }),
  at,
});
export const statementsQuery = z.strictObject({
  ...pageQuery,
  replyTo: ordinal.optional().meta({ description: 'Only the replies to this statement' }),
});
export const statementsSchema = pageSchema(
  z.strictObject({
    ...statement.shape,
    correctedBy: z
      .int()
      .nullable()
      .meta({ description: 'The statement that stands in its place; what was said stays' }),
  }),
);
export const statementAcknowledgementSchema = z.strictObject({
  acknowledgement: z.strictObject({ ...statement.shape, ...promised }),
});

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
    met: z.boolean(),
  }),
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
export const ballotsQuery = z.strictObject({ ...voteQuery.shape, ...pageQuery });
export const positionsQuery = z.strictObject({ round: ordinal.optional(), ...wholeOrPaged });
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
        counts: z.strictObject({
          agree: count,
          'agree-with-reservations': count,
          'stand-aside': count,
          block: count,
        }),
        electorate: count,
        consensus: z.strictObject({
          reached: z.boolean(),
          quorate: z.boolean(),
          blocks: count,
          blocksBorne: count,
          agreeing: count,
          positions: count,
          threshold: z.strictObject({
            ...share,
            strict: z.boolean(),
            unanimous: z.boolean(),
            least: tallyFigures.threshold.shape.least,
            most: tallyFigures.threshold.shape.most,
            met: z.boolean(),
          }),
          by: z.enum(['consent', 'lazy']).optional().meta({
            description:
              'What is asked instead of consensus: that nobody blocks, as the rounds end or before them',
          }),
        }),
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
