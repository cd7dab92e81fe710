/** The record of an ended conflict and the evidence beside it, format 1 (CNF-1 to CNF-5, APP-1, AUT-2, REC-1). */
import { z } from 'zod';
import {
  arbitrationOutcomes,
  arbitrationSteps,
  conflictOutcomes,
  conflictStages,
} from '../../rules/conflict/state.ts';
import { council } from '../parts/council.ts';
import { nameSalt } from '../parts/frame.ts';
import { appeal } from '../parts/schema/course.ts';
import {
  answer,
  decision,
  declaration,
  elector,
  evidenceFormat,
  options,
  salt,
  signed,
  timelineEntry,
} from '../parts/evidence-entries.ts';
import { ballot } from '../parts/schema/evidence.ts';
import {
  charterCopied,
  electorate as counted,
  recordFormat,
  roots,
  tally,
  tookPart,
  window,
} from '../parts/schema/figures.ts';
import { restorativeOutcomes, restorativeStages } from '../../rules/restorative/state.ts';
import { conflictRules } from '../parts/schema/rules.ts';
import { count, digest, hash, instant, ordinal } from '../parts/schema/parts.ts';

const text = z.union([z.string(), digest]);

/** What stays in its room stands in the record as a hash with the salt, which only the evidence has (AUT-2). */
const hidden = z.strictObject({ hash });

const members = z.array(z.string());

const outcome = z.enum(conflictOutcomes);

const electorate = counted.extend({
  council: count.meta({ description: 'How many the council had with the parties (GUA-2)' }),
});

const passage = z.strictObject({
  stage: z.enum(conflictStages).exclude(['ended']),
  step: z.enum(arbitrationSteps).nullable(),
  opens: instant,
  closes: instant,
  waited: z
    .strictObject({
      since: instant,
      until: instant.nullable(),
      returned: z
        .strictObject({ ending: z.enum(restorativeOutcomes), stage: z.enum(restorativeStages) })
        .nullable(),
    })
    .optional()
    .meta({
      description:
        'Where it waited for restorative work, and how and in which stage that ended: it closes so much later; a poll runs to its close first (RST-1, RST-5)',
    }),
});

const remedies = z.strictObject({
  ...window,
  participation: tookPart.participation,
  put: count,
  rankings: count,
  condorcetWinner: z.string().nullable(),
  schulze: z.array(options).nullable().meta({ description: 'Null where it ended within the ranking' }),
  electorate: count.nullable().meta({
    description: 'How many electors had not departed by its close, or had ranked; null where it ended within',
  }),
});

const vote = z.strictObject({
  ...window,
  remedy: z.string(),
  ...tookPart,
  tally: tally.nullable().meta({ description: 'Null where it ended within the vote' }),
});

const resolution = z.strictObject({
  guardian: z.string(),
  opens: instant,
  closes: instant,
  remedy: z.string().nullable().meta({ description: 'Null: silence' }),
  reason: text.nullable(),
  at: instant.nullable(),
});

export const conflictRecordSchema = z
  .strictObject({
    format: z.literal(recordFormat),
    kind: z.literal('conflict'),
    id: z.string(),
    title: z.null().meta({ description: 'What it is about stands in it as hashes (AUT-2, REC-5)' }),
    createdAt: instant,
    endedAt: instant,
    outcome,
    charter: charterCopied,
    rules: conflictRules,
    council,
    links: z.array(z.strictObject({ relation: z.string(), id: z.string() })),
    matter: z
      .union([z.strictObject({ parties: z.tuple([members, members]), what: text, remedy: text }), hidden])
      .meta({
        description:
          'Between whom, what happened and what would mend it: salted hashes of each name and text, and of all in one where it ended in its room (REC-5, AUT-2)',
      }),
    settlement: hidden.nullable().meta({ description: 'The terms that every party accepted (CNF-2)' }),
    path: z.array(passage).meta({ description: 'The stages in the order in which they opened' }),
    electorate: electorate.nullable().meta({ description: 'Null where it came to no arbitration' }),
    remedies: remedies.nullable(),
    vote: vote.nullable(),
    resolution: resolution.nullable().meta({
      description:
        'The guardian’s word where the remedy missed its threshold (CNF-4); null too where the guardian was recused at once',
    }),
    remedy: z
      .strictObject({ id: z.string(), by: z.string(), text })
      .nullable()
      .meta({ description: 'What the arbitration decided on' }),
    decided: z
      .enum(arbitrationOutcomes)
      .nullable()
      .meta({ description: 'What it ends as unless an appeal says otherwise (APP-1)' }),
    appeal: appeal.nullable(),
    ending: z.strictObject({
      rule: z.string(),
      facts: z
        .union([z.strictObject({ told: z.record(z.string(), z.unknown()) }), digest])
        .nullable()
        .meta({ description: 'Null where it ended in its room' }),
    }),
    rationale: z.array(z.looseObject({ rule: z.string() })),
    evidence: roots('conflict'),
  })
  .meta({ id: 'ConflictRecord', title: 'The record of an ended conflict' });

export const conflictEvidenceSchema = z
  .strictObject({
    ballots: z.array(ballot),
    declarations: z.array(declaration).meta({ description: 'The remedies that were put (CNF-4)' }),
    departures: z.array(
      z.strictObject({
        decision,
        poll: z.enum(['remedies', 'votes']),
        pollNumber: ordinal,
        member: z.string(),
        at: instant,
      }),
    ),
    electorate: z.array(elector).meta({ description: 'Of the arbitration: the council without the parties' }),
    format: z.literal(evidenceFormat),
    kind: z.literal('conflict'),
    nameSalt,
    preferences: z.array(
      z.strictObject({
        ...answer,
        ...signed,
        poll: z.literal('remedies'),
        choice: z.null(),
        ranking: z.array(options),
      }),
    ),
    room: z
      .array(timelineEntry)
      .nullable()
      .meta({ description: 'What was said in the room; null for who is not in it (AUT-2)' }),
    salt: salt.nullable().meta({
      description:
        'Of the room; its leaf hash comes after the entries of that part. Null where nothing was said in one',
    }),
    timeline: z.array(timelineEntry).meta({ description: 'What happened before the council' }),
  })
  .meta({ id: 'ConflictEvidence', title: 'The evidence beside the record of a conflict' });

export type ConflictRecord = z.output<typeof conflictRecordSchema>;
export type ConflictEvidence = z.output<typeof conflictEvidenceSchema>;
export type ConflictPassage = z.output<typeof passage>;
export type RemediesRecord = z.output<typeof remedies>;
export type RemedyVoteRecord = z.output<typeof vote>;
export type RemedyResolution = z.output<typeof resolution>;
