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

/** Characters: of base64url, 256 bits have 43. */
const leastSalt = 40;

export const evidenceSchema = z
  .strictObject({
    ballots: z.array(ballot),
    declarations: z
      .array(
        z.strictObject({
          decision,
          kind: z.string(),
          member: z.string(),
          number: ordinal.meta({
            description: 'Counts the member’s declarations of the kind; the last counts',
          }),
          facts: z.record(z.string(), z.unknown()),
          at: instant,
        }),
      )
      .meta({ description: 'What members said beside the polls: consents, hearings, requests, disclosures' }),
    delegatedVotes: z
      .array(
        z.strictObject({
          decision,
          pollNumber: ordinal,
          elector: z.string(),
          delegation: z.string().meta({ description: 'The delegation that counted' }),
          to: z.string(),
          representative: z.string().nullable().meta({ description: 'At whom the vote ended (DEL-4)' }),
          fate: z.string().meta({ description: '`carried`, or why it was not' }),
          exceeding: z.boolean().meta({ description: 'Beyond the cap (DEL-3)' }),
        }),
      )
      .meta({ description: 'What became of each delegated vote as its poll closed (DEL-1 to DEL-6)' }),
    delegations: z
      .array(
        z.strictObject({
          decision,
          id: z.string(),
          sequence: ordinal,
          from: z.string(),
          to: z.string(),
          scope: z.union([
            z.strictObject({ proposal: z.string() }),
            z.strictObject({ category: z.string() }),
            z.strictObject({}),
          ]),
          madeAt: instant,
          until: instant,
          revokedAt: instant.nullable(),
        }),
      )
      .meta({ description: 'The delegations of electors that the votes were resolved from' }),
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
    salt: z.string().min(leastSalt).nullable().meta({
      description:
        'Of what is private; its leaf hash comes after the entries of each part, so that no root can be guessed (AUT-2)',
    }),
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
export type DelegatedVoteEntry = Evidence['delegatedVotes'][number];
export type Declaration = Evidence['declarations'][number];
export type Departure = Evidence['departures'][number];
export type TimelineEntry = Evidence['timeline'][number];
export type VersionEntry = Evidence['versions'][number];
export type PreferenceMapEntry = Evidence['preferenceMaps'][number];
