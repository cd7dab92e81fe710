/** Tools by which an elector answers: a statement, a ranking, a position, a ballot, a disclosure; and a delegation. */
import { z } from 'zod';
import { choices, positions } from '../../rules/model.ts';
import { ask, type Asked, type Council, type Fields, fieldsOf } from '../council.ts';
import { decision, key, tool } from '../tool.ts';
import { quote } from '../words.ts';

const version = z
  .int()
  .min(1)
  .optional()
  .describe('The version of the text that you answer: refused where it is not in force any more');
const reason = z.string().max(5_000).optional().describe('Why; everybody reads it');

const acknowledged = z.looseObject({
  acknowledgement: z
    .looseObject({ decision: z.string(), at: z.string() })
    .describe('What was taken, with the signed promise that the record will hold it: keep it'),
});

async function answer(council: Council, asked: Asked): Promise<Fields> {
  const { acknowledgement } = await ask(council, asked);
  // The promise is the log's own, and is kept to the byte.
  const { promise, ...taken } = fieldsOf(acknowledgement);
  return { acknowledgement: { ...fieldsOf(quote(taken, 'you')), promise } };
}

const given = (id: string, what: string): string => `/v1/proposals/${id}/${what}`;

/** What an elector's own program signed: no key is ever handed to a tool. */
const signed = z
  .strictObject({
    number: z.int().min(1).describe('Which of the decision’s polls it answers'),
    sequence: z.int().min(1).describe('Counts your answers in that poll from 1'),
    signature: z
      .string()
      .max(1_000)
      .describe('A detached JWS over the answer as canonical JSON; `folkmoot sign` makes one'),
  })
  .optional()
  .describe('Your own signature, where the charter asks for one; a refusal says what it is made for');

/** Given again, the last counts: the same answer twice changes nothing. */
const answering = { reads: false, idempotent: true, output: acknowledged };

export const answeringTools = [
  tool({
    ...answering,
    idempotent: false,
    name: 'comment',
    title: 'Say something',
    description:
      'A statement in the discussion of a proposal: a question, a concern, a reason. Everybody reads it, and it stays on record.',
    input: z.strictObject({
      id: decision,
      text: z.string().min(1).max(20_000),
      replyTo: z
        .int()
        .min(1)
        .optional()
        .describe('The number of the statement of this decision that it answers'),
      corrects: z
        .int()
        .min(1)
        .optional()
        .describe('The number of your own statement in whose place it stands; the old one stays readable'),
      key,
    }),
    run: (council, { id, key: again, ...body }) =>
      answer(council, { method: 'POST', path: given(id, 'statements'), body, key: again }),
  }),
  tool({
    ...answering,
    name: 'rank',
    title: 'Rank the options',
    description:
      'Ranks the options of a proposal in a round, best first: `options` of `get_decision` has their ids. Those of one group are tied; what is left out is last, or compared with nothing where the charter says `preferences: {unranked: not-compared}`.',
    input: z.strictObject({
      id: decision,
      ranking: z.array(z.array(z.string().max(64)).min(1).max(22)).max(22),
      version,
      signed,
    }),
    run: (council, { id, ...body }) =>
      answer(council, { method: 'PUT', path: given(id, 'preferences'), body }),
  }),
  tool({
    ...answering,
    name: 'take_position',
    title: 'Take a position',
    description:
      'In a round of discussion: how you stand to the proposal. A block keeps it from being adopted by consensus, and should say why. The last of each elector counts.',
    input: z.strictObject({ id: decision, position: z.enum(positions), reason, version, signed }),
    run: (council, { id, ...body }) => answer(council, { method: 'PUT', path: given(id, 'position'), body }),
  }),
  tool({
    ...answering,
    name: 'vote',
    title: 'Cast a ballot',
    description:
      'In a vote: for, against or abstain. The last ballot of each elector counts. Ballots are not secret.',
    input: z.strictObject({
      id: decision,
      choice: z.enum(choices),
      matter: z.string().max(64).optional().describe('Of a veto’s question: which matter'),
      reason,
      version,
      signed,
    }),
    run: (council, { id, ...body }) => answer(council, { method: 'PUT', path: given(id, 'ballot'), body }),
  }),
  tool({
    name: 'delegate',
    title: 'Give your vote to another',
    description:
      'Another elector carries your vote where you do not vote yourself: in one decision, one category, or all; until an instant, 90 days ahead at most.',
    input: z.strictObject({
      to: z.string().max(64),
      decision: z.uuid().optional(),
      category: z.string().max(64).optional(),
      until: z.iso.datetime(),
      key,
    }),
    output: z.looseObject({ delegation: z.looseObject({ id: z.string() }) }),
    reads: false,
    idempotent: false,
    run: async (council, { to, decision: proposal, category, until, key: again }) => {
      const scope = {
        ...(proposal === undefined ? {} : { proposal }),
        ...(category === undefined ? {} : { category }),
      };
      const body = { to, scope, until };
      const made = await ask(council, { method: 'POST', path: '/v1/delegations', body, key: again });
      return { delegation: quote(made, 'you') };
    },
  }),
  tool({
    name: 'disclose',
    title: 'Disclose your interests',
    description:
      'Says what interest of your own a proposal touches, or "none". Who carries the votes of others owes it before the vote closes.',
    input: z.strictObject({ id: decision, interests: z.string().min(1).max(5_000), key }),
    output: z.looseObject({ disclosure: z.looseObject({}) }),
    reads: false,
    idempotent: false,
    run: async (council, { id, interests, key: again }) => {
      const body = { interests };
      const made = await ask(council, { method: 'POST', path: given(id, 'disclosures'), body, key: again });
      return { disclosure: quote(made, 'you') };
    },
  }),
];
