/** The record of an ended proposal, format 1: what its canonical JSON holds (REC-1). Published as schemas/record-1.schema.json. */
import { z } from 'zod';
import { outcomes } from '../../../rules/model.ts';
import type { RefusalCode } from '../../../rules/refusal.ts';
import { council } from '../council.ts';
import { appeal, approval, asked, escalation, mandate, requirement, stage, veto } from './course.ts';
import { charterCopied, positionsByPart, recordFormat, roots, tally, tookPart } from './figures.ts';
import { nodeVetoesOn } from './node-veto.ts';
import { rules, thresholdParts, words } from './rules.ts';
import { digest, doneBefore, count, hash, instant, ordinal } from './parts.ts';
import { type Permission, tierNumbers } from '../../../charter/choices.ts';

export type { RecordRules } from './rules.ts';

/** The positions of a round, in electors, and how they were judged (CON-3). */
export const roundFigures = z.strictObject({
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
    threshold: z.strictObject({ ...thresholdParts, met: z.boolean() }),
    parts: positionsByPart.optional(),
    by: z.enum(['consent', 'lazy']).optional(),
  }),
});

const window = { version: ordinal, opens: instant, closes: instant, closedAt: instant };

const round = z.strictObject({
  round: ordinal,
  ...window,
  participation: tookPart.participation,
  positions: roundFigures.nullable().meta({ description: 'Null where the decision ended within the round' }),
  preferences: z
    .strictObject({ rankings: count, condorcetWinner: z.string().nullable() })
    .nullable()
    .meta({ description: 'The whole preference map stands in the evidence (CON-1)' }),
});

const vote = z.strictObject({
  vote: ordinal,
  ...window,
  ...tookPart,
  extended: z.array(z.strictObject({ at: instant, closes: instant, tally })),
  tally: tally.nullable().meta({ description: 'Null where the decision ended within the vote' }),
});

const dissent = z.strictObject({
  round: ordinal,
  member: z.string(),
  position: z.string(),
  reason: z.union([z.string(), digest]).nullable(),
  version: ordinal,
  at: instant,
});

const refusal = z.strictObject({
  code: words<RefusalCode>(),
  rule: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

const resolution = z
  .strictObject({
    guardian: z.string().nullable(),
    opens: instant.nullable().meta({ description: 'Null where the guardian was recused before it opened' }),
    closes: instant.nullable(),
    recused: refusal.nullable(),
    adopt: z.boolean().nullable().meta({ description: 'Null: silence' }),
    reason: z.union([z.string(), digest]).nullable(),
    at: instant.nullable(),
  })
  .meta({ description: 'The guardian’s word on the last deadlock (DEA-2)' });

const outcome = z.enum(outcomes);

export const proposalRecordSchema = z
  .strictObject({
    format: z.literal(recordFormat),
    kind: z.literal('proposal'),
    id: z.string(),
    category: z.string(),
    tier: z.literal(tierNumbers),
    title: z.string().nullable().meta({ description: 'Null where the text is private (AUT-2)' }),
    author: z.string().nullable(),
    originator: z.string().nullable().meta({
      description: 'Who wrote the matter that it goes on with, where it opened by itself (PRO-12)',
    }),
    createdAt: instant,
    submittedAt: instant,
    endedAt: instant,
    outcome,
    links: z.array(z.strictObject({ relation: z.string(), id: z.string() })),
    family: z.string().nullable().meta({
      description: 'The family that decided; of what escalated to the council, the one it came from',
    }),
    names: z.literal('hashed').optional().meta({
      description:
        'Where accused, victims and who objected stand in it as salted hashes, and what was said too (REC-5); left out of all else',
    }),
    mandate: mandate.nullable(),
    escalation: escalation.nullable(),
    charter: charterCopied,
    rules,
    council,
    electorate: z
      .strictObject({ size: count, quorum: count })
      .nullable()
      .meta({ description: 'Null where nobody was asked' }),
    counted: z
      .strictObject({ council: count, recused: z.array(z.string()), at: instant })
      .nullable()
      .meta({
        description:
          'When the hearing was over: out of how many the electors were counted, and which victims said that they are one (GUA-2); null where no victim was named',
      }),
    version: ordinal.meta({ description: 'The version of the text in force at the end' }),
    versions: z.array(
      z.strictObject({
        version: ordinal,
        round: count,
        at: instant,
        inForceAt: instant.nullable(),
        correction: z.boolean().meta({ description: 'None of the amendments (PRO-6)' }),
        permission: words<Permission>().nullable().meta({
          description: 'What its action asks of the category (EXE-1); null where the text is private (AUT-2)',
        }),
        hash: hash.meta({
          description:
            'The leaf hash of the text, which stands in the evidence; of a private one, with its salt',
        }),
      }),
    ),
    stages: z.array(stage),
    rounds: z.array(round),
    votes: z.array(vote),
    endorsement: z
      .strictObject({ needed: ordinal, members: z.array(z.string()), at: instant.nullable() })
      .optional()
      .meta({
        description:
          'Who endorsed the submission, of how many that were needed, and since when it counts: null where they were too few (PRO-2); left out where nobody was asked',
      }),
    requirements: z.array(requirement),
    vetoes: z.array(veto),
    nodeVetoes: nodeVetoesOn,
    asks: z.array(asked).nullable().meta({ description: 'Null for whatever is no veto’s question' }),
    declared: z.record(z.string(), count).meta({
      description: 'How many members declared something, by kind; the evidence has each declaration',
    }),
    resolution: resolution.nullable(),
    approval: approval.nullable(),
    appeal: appeal.nullable(),
    dissent: z
      .strictObject({
        none: z.boolean(),
        count,
        positions: z.union([z.array(dissent), digest]),
      })
      .meta({
        description:
          'Positions other than agree as the rounds ended; many of them stand in the evidence only (PRO-5)',
      }),
    ending: z
      .strictObject({
        rule: z.string(),
        facts: z
          .union([z.strictObject({ told: z.record(z.string(), z.unknown()) }), digest])
          .nullable()
          .meta({ description: 'Null where they are private (AUT-2)' }),
        doneBefore,
      })
      .meta({ description: 'The rule and the facts that ended it (PRO-9)' }),
    rationale: z
      .array(z.looseObject({ rule: z.string() }))
      .meta({ description: 'Step by step: the rule, its figures, the reasons given' }),
    evidence: roots('proposal'),
  })
  .meta({
    id: 'ProposalRecord',
    title: 'The record of an ended proposal',
  });

/** A personal decision is its author's alone: nothing of its text, action or result stands in its record but hashes (TIE-1, AUT-2). */
export const isPrivate = ({ tier }: Pick<ProposalRecord, 'tier'>): boolean => tier === 1;

/** Whether a salt hides what stands in it as hashes. */
export const isVeiled = (record: Pick<ProposalRecord, 'tier' | 'names'>): boolean =>
  isPrivate(record) || record.names !== undefined;

export type ProposalRecord = z.output<typeof proposalRecordSchema>;
export type RoundRecord = z.output<typeof round>;
export type VoteRecord = z.output<typeof vote>;
export type Resolution = z.output<typeof resolution>;
export type Dissent = z.output<typeof dissent>;
