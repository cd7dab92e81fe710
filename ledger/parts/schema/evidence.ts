/** The evidence beside the record of a proposal, format 1: what is large or private, entry by entry (REC-1). Published as schemas/evidence-1.schema.json. */
import { z } from 'zod';
import { mostAlternatives } from '../../../rules/proposal/options.ts';
import { positions } from '../../../rules/model.ts';
import {
  answer,
  choice,
  decision,
  declaration,
  proposalElector,
  evidenceFormat,
  options,
  salt,
  signed,
  timelineEntry,
} from '../evidence-entries.ts';
import { count, instant, ordinal } from './parts.ts';

export const ballot = z.strictObject({
  ...answer,
  ...signed,
  poll: z.literal('votes'),
  choice,
  ranking: z.null(),
});

const position = z.strictObject({
  ...answer,
  ...signed,
  poll: z.literal('positions'),
  choice: z.enum(positions),
  ranking: z.null(),
});

const preference = z.strictObject({
  ...answer,
  ...signed,
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
  alternatives: z.array(z.strictObject({ title: z.string(), text: z.string() })).max(mostAlternatives),
  action: z.looseObject({ type: z.string() }).nullable(),
  attachments: z
    .array(
      z.strictObject({
        name: z.string(),
        mediaType: z.string(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        size: z.int().min(1),
      }),
    )
    .optional()
    .meta({ description: 'Files by the SHA-256 of their bytes, in lower case hexadecimal' }),
});

export const proposalEvidenceSchema = z
  .strictObject({
    ballots: z.array(ballot),
    declarations: z
      .array(declaration)
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
    electorate: z.array(proposalElector),
    format: z.literal(evidenceFormat),
    positions: z.array(position),
    preferenceMaps: z.array(z.strictObject({ decision, round: ordinal, map: preferenceMap })),
    preferences: z.array(preference),
    salt: salt.nullable().meta({
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
        replyTo: ordinal.nullable().meta({ description: 'The statement that it answers (PRO-4)' }),
        corrects: ordinal
          .nullable()
          .meta({ description: 'The statement of the same member in whose place it stands (REC-2)' }),
        at: instant,
      }),
    ),
    timeline: z.array(timelineEntry),
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
    id: 'ProposalEvidence',
    title: 'The evidence beside the record of a proposal',
  });

export type ProposalEvidence = z.output<typeof proposalEvidenceSchema>;
export type Ballot = z.output<typeof ballot>;
export type PositionTaken = z.output<typeof position>;
export type RankingGiven = z.output<typeof preference>;
export type DelegatedVoteEntry = ProposalEvidence['delegatedVotes'][number];
export type VersionEntry = ProposalEvidence['versions'][number];
export type PreferenceMapEntry = ProposalEvidence['preferenceMaps'][number];
