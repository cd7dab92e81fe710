/** Emergencies as they are answered, and what the acts on them take (EMG-1 to EMG-7). */
import { z } from 'zod';
import {
  actionStates,
  duties,
  emergencyOutcomes,
  emergencyPollKinds,
  emergencyStages,
} from '../../rules/emergency/state.ts';
import { emergencyActs } from '../../rules/emergency/permissions.ts';
import { nodeVetoesOnSchema } from '../node-vetoes/on-act.ts';
import { storedAction } from '../proposals/actions.ts';
import {
  at,
  decisionId,
  openQuery,
  pageQuery,
  pageSchema,
  slug,
  stewardsSchema,
  words,
} from '../http/schemas.ts';
import { figuresSchema } from '../polls/schemas.ts';
import { tookPart } from '../polls/took-part.ts';

const longestText = 10_000;

export const emergencyBody = z.strictObject({
  what: words(longestText),
  reason: words(longestText).meta({ description: 'Why it cannot wait' }),
  action: storedAction,
  reversal: storedAction.meta({
    description: 'What undoes a task or a call, should the council not want it; else `none`',
  }),
});

export const accountBody = z.strictObject({ text: words(longestText) }).meta({ id: 'Account' });
export const overrideCallBody = z.strictObject({ reason: words(5_000) });
export const ratificationCallBody = z.strictObject({ reason: words(5_000).optional() }).optional();

const stage = z.enum(emergencyStages);

const outcome = z.enum(emergencyOutcomes);

const duty = z.enum(duties);

const actionState = z.enum(actionStates);

const act = z.enum(emergencyActs);

const account = z
  .strictObject({
    text: z.string(),
    at,
    late: z.boolean().meta({ description: 'It came when it was due, or later: the breach stays' }),
  })
  .nullable();

const poll = z
  .strictObject({
    calledBy: z.string().nullable().meta({ description: 'Null where it opened by itself' }),
    reason: z.string().nullable(),
    opens: at,
    closes: at,
    closedAt: at.nullable(),
    electorate: z.strictObject({ size: z.int(), quorum: z.int() }).nullable(),
    ...tookPart,
    tally: figuresSchema.nullable().meta({
      description:
        'As it stands, or as it closed; null where the act was over before, and while it shows at the close only (VOT-7)',
    }),
  })
  .meta({ id: 'EmergencyPoll' });

export const emergencySchema = z
  .strictObject({
    id: decisionId,
    stage,
    actor: z.string(),
    stewards: stewardsSchema,
    what: z.string(),
    reason: z.string(),
    action: storedAction,
    reversal: storedAction,
    actedAt: at,
    reportDue: at,
    justificationDue: at,
    limit: at
      .nullable()
      .meta({ description: 'When the act ends unless ratified; null: the charter has no limit' }),
    deadline: at.nullable().meta({ description: 'When something next happens by itself' }),
    report: account,
    justification: account,
    breaches: z.array(z.strictObject({ kind: duty, at })),
    polls: z
      .strictObject({ override: poll.optional(), ratification: poll.optional() })
      .meta({ description: 'The newest of each kind' }),
    formerPolls: z
      .array(poll.extend({ kind: z.enum(emergencyPollKinds) }))
      .meta({ description: 'Those before it: one that ended without its quorum may be called once more' }),
    anotherOverrideUntil: at
      .nullable()
      .meta({ description: 'Until when one more override may be called of what nothing limits' }),
    removal: decisionId
      .nullable()
      .meta({ description: 'The proposal that would take the actor’s leadership, opened by a breach' }),
    actionState: actionState.meta({
      description: '`awaited`: a task that its assignee has not confirmed yet',
    }),
    reversalState: actionState.nullable(),
    outcome: outcome.nullable(),
    decidedAt: at.nullable().meta({ description: 'When the outcome was fixed' }),
    endedAt: at.nullable(),
    charterVersion: z.int(),
    pace: z.int(),
    nodeVetoes: nodeVetoesOnSchema,
    retryOf: decisionId.nullable(),
    retriedBy: decisionId.nullable(),
    retryUntil: at
      .nullable()
      .meta({ description: 'Until when its reversal, which failed, may be run again; null: not at all' }),
    can: z.array(act).meta({ description: 'What the caller may do now' }),
  })
  .meta({ id: 'Emergency' });

export const emergenciesSchema = pageSchema(emergencySchema);
export const emergenciesQuery = z.strictObject({
  stage: stage.optional(),
  actor: slug.optional(),
  open: openQuery,
  ...pageQuery,
});
export const emergencyPollParams = z.strictObject({
  id: decisionId,
  poll: z.enum(emergencyPollKinds),
});

export type EmergencyAnswer = z.output<typeof emergencySchema>;
