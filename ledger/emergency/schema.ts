/** The record of an ended emergency and the evidence beside it, format 1 (EMG-1 to EMG-8, REC-1). */
import { z } from 'zod';
import { actionStates, duties, emergencyOutcomes, emergencyPollKinds } from '../../rules/emergency/state.ts';
import { council } from '../parts/council.ts';
import {
  answer,
  choice,
  decision,
  electorParts,
  evidenceFormat,
  signed,
  timelineEntry,
} from '../parts/evidence-entries.ts';
import {
  charterCopied,
  electorate,
  recordFormat,
  roots,
  tally,
  tookPart,
  window,
} from '../parts/schema/figures.ts';
import { nodeVetoesOn } from '../parts/schema/node-veto.ts';
import { emergencyRules } from '../parts/schema/rules.ts';
import { digest, doneBefore, instant, ordinal } from '../parts/schema/parts.ts';

const text = z.union([z.string(), digest]);
const action = z.union([z.looseObject({ type: z.string() }), digest]);

const poll = z.strictObject({
  calledBy: z.string().nullable().meta({ description: 'Null where it opened by itself' }),
  reason: text.nullable(),
  ...window,
  electorate,
  ...tookPart,
  tally: tally
    .nullable()
    .meta({ description: 'Null where the outcome was fixed otherwise while it was open' }),
});

const account = z.strictObject({ at: instant, text, late: z.boolean() }).nullable();

const pollKind = z.enum(emergencyPollKinds);

const outcome = z.enum(emergencyOutcomes);

const actionState = z.enum(actionStates);

export const emergencyRecordSchema = z
  .strictObject({
    format: z.literal(recordFormat),
    kind: z.literal('emergency'),
    id: z.string(),
    title: z.string().nullable().meta({ description: 'Null of what runs a reversal again' }),
    actor: z.string(),
    createdAt: instant,
    endedAt: instant,
    outcome,
    charter: charterCopied,
    rules: emergencyRules,
    council,
    retryOf: z.string().nullable().meta({
      description:
        'The emergency whose reversal was run again: it alone has the act, its accounts and its polls (EXE-2)',
    }),
    act: z.strictObject({ what: text, reason: text, action, reversal: action }).nullable(),
    dues: z
      .strictObject({ report: instant, justification: instant, limit: instant.nullable() })
      .nullable()
      .meta({ description: 'Null of what runs a reversal again' }),
    report: account,
    justification: account,
    nodeVetoes: nodeVetoesOn,
    breaches: z.array(
      z.strictObject({
        duty: z.enum(duties),
        due: instant,
        at: instant,
      }),
    ),
    polls: z
      .strictObject({ override: z.array(poll), ratification: z.array(poll) })
      .meta({ description: 'In the order in which they were opened: there may be more than one (EMG-6)' }),
    removal: z.string().nullable().meta({
      description: 'The proposal that a breach opened, to take the actor’s leadership (EMG-3, EMG-4)',
    }),
    decided: z
      .strictObject({ outcome, rule: z.string(), at: instant })
      .nullable()
      .meta({ description: 'What fixed the outcome, and when; after it, what is owed is waited for' }),
    actionState: actionState.nullable(),
    reversalState: actionState.nullable().meta({ description: 'Null where nothing was to be reversed' }),
    ending: z.strictObject({ rule: z.string(), doneBefore }),
    rationale: z.array(z.looseObject({ rule: z.string() })),
    evidence: roots('emergency'),
  })
  .meta({ id: 'EmergencyRecord', title: 'The record of an ended emergency' });

export const emergencyEvidenceSchema = z
  .strictObject({
    ballots: z.array(z.strictObject({ ...answer, ...signed, poll: pollKind, choice, ranking: z.null() })),
    departures: z.array(
      z.strictObject({ decision, poll: pollKind, pollNumber: ordinal, member: z.string(), at: instant }),
    ),
    electorate: z
      .array(z.strictObject({ decision, poll: pollKind, pollNumber: ordinal, ...electorParts }))
      .meta({ description: 'Of each poll its own, fixed as it was called (MEM-3, GUA-2)' }),
    format: z.literal(evidenceFormat),
    kind: z.literal('emergency'),
    salt: z.null(),
    timeline: z.array(timelineEntry),
  })
  .meta({ id: 'EmergencyEvidence', title: 'The evidence beside the record of an emergency' });

export type EmergencyRecord = z.output<typeof emergencyRecordSchema>;
export type EmergencyEvidence = z.output<typeof emergencyEvidenceSchema>;
export type EmergencyPollRecord = z.output<typeof poll>;
