/** The evidence beside a record, format 1: what is large or private, entry by entry (REC-1). Published as schemas/evidence-1.schema.json. */
import { z } from 'zod';
import type { Choice, Position } from '../rules/model.ts';
import { count, instant, ordinal } from './schema-parts.ts';

export const evidenceFormat = 'folkmoot-evidence-1';

const decision = z.string();
const options = z.array(z.string());

const answer = {
  decision,
  pollNumber: ordinal.meta({ description: 'The vote, or the round' }),
  elector: z.string(),
  number: ordinal.meta({ description: 'Counts the elector’s answers in this poll; the last counts' }),
  reason: z.string().nullable(),
  version: ordinal,
  at: instant,
};

const ballot = z.strictObject({
  ...answer,
  poll: z.literal('votes'),
  choice: z.enum({ for: 'for', against: 'against', abstain: 'abstain' } satisfies { [Name in Choice]: Name }),
  ranking: z.null(),
});

const position = z.strictObject({
  ...answer,
  poll: z.literal('positions'),
  choice: z.enum({
    agree: 'agree',
    'agree-with-reservations': 'agree-with-reservations',
    'stand-aside': 'stand-aside',
    block: 'block',
  } satisfies { [Name in Position]: Name }),
  ranking: z.null(),
});

const preference = z.strictObject({
  ...answer,
  poll: z.literal('preferences'),
  choice: z.null(),
  ranking: z.array(options),
});

const byOption = z.record(z.string(), count);

const preferenceMap = z.strictObject({
  options,
  firstChoices: byOption,
  pairwise: z.record(z.string(), byOption),
  condorcetWinner: z.string().nullable(),
  schulze: z.array(options),
  aboveStatusQuo: byOption,
});

/** The API takes 20; a preference map of a hundred options is computed in milliseconds. */
const mostAlternatives = 100;

/** The text of a proposal. Later categories bring more parts. */
const content = z.looseObject({
  title: z.string().nullable(),
  text: z.string().nullable(),
  rationale: z.string().nullable(),
  impact: z
    .strictObject({
      affected: z.union([z.array(z.string()), z.literal('everyone')]),
      statement: z.string(),
    })
    .nullable(),
  // Each more makes the preference map longer to compute, by the cube of their number.
  alternatives: z.array(z.strictObject({ title: z.string(), text: z.string() })).max(mostAlternatives),
  action: z.looseObject({ type: z.string() }).nullable(),
});

export const evidenceSchema = z
  .strictObject({
    ballots: z.array(ballot),
    departures: z
      .array(
        z.strictObject({
          decision,
          poll: z.enum(['preferences', 'positions', 'votes']),
          pollNumber: ordinal,
          member: z.string(),
          at: instant,
        }),
      )
      .meta({ description: 'Electors who departed without an answer before a poll closed (MEM-2)' }),
    electorate: z.array(z.strictObject({ decision, member: z.string(), offline: z.boolean() })),
    format: z.literal(evidenceFormat),
    positions: z.array(position),
    preferenceMaps: z.array(z.strictObject({ decision, round: ordinal, map: preferenceMap })),
    preferences: z.array(preference),
    statements: z.array(
      z.strictObject({
        decision,
        number: ordinal,
        member: z.string(),
        stage: z.string(),
        round: count,
        version: ordinal,
        text: z.string(),
        at: instant,
      }),
    ),
    timeline: z.array(
      z.strictObject({
        decision,
        number: ordinal,
        at: instant,
        kind: z.string(),
        facts: z.record(z.string(), z.unknown()),
      }),
    ),
    versions: z.array(
      z.strictObject({
        decision,
        version: ordinal,
        round: count,
        at: instant,
        inForceAt: instant.nullable(),
        content,
      }),
    ),
  })
  .meta({
    title: 'The evidence beside a record, format 1',
    description:
      'Canonical JSON (RFC 8785). The record holds the number of entries of each part and the RFC 6962 root over their canonical JSON.',
  });

export type Evidence = z.output<typeof evidenceSchema>;
export type Ballot = z.output<typeof ballot>;
export type PositionTaken = z.output<typeof position>;
export type RankingGiven = z.output<typeof preference>;
export type Answer = Ballot | PositionTaken | RankingGiven;
export type Departure = Evidence['departures'][number];
export type TimelineEntry = Evidence['timeline'][number];
export type VersionEntry = Evidence['versions'][number];
export type PreferenceMapEntry = Evidence['preferenceMaps'][number];
