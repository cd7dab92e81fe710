/** What electors give and how it is acknowledged: statements, rankings, positions, ballots. */
import { z } from 'zod';
import type { ProblemCode } from '../problems/problem.ts';
import { longestSignature } from '../../ledger/acts/jws.ts';
import { choices, pollKinds, positions } from '../../rules/model.ts';
import { mostOptions } from '../../rules/proposal/options.ts';
import {
  at,
  decisionId,
  line,
  ordinal,
  pageQuery,
  pageSchema,
  stageSchema,
  text,
  words,
} from '../http/schemas.ts';

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

export const choiceSchema = z.enum(choices);

export const positionSchema = z.enum(positions);

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
        description:
          'Ids of options, best first; those of one group are tied; what is left out is last, or compared with nothing where the charter says so',
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

export const ranking = z.array(z.array(z.string()));

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

/** What an answer is refused with, whatever the poll. */
export const lateAnswer = [
  'wrong-stage',
  'window-closed',
  'not-an-elector',
  'stale-version',
  'interests-undeclared',
  'limit-reached',
  'signature-required',
  'signature-refused',
] as const satisfies readonly ProblemCode[];
