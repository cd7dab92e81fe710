/** Tools that put a proposal and change its text. */
import { z } from 'zod';
import { charterCopy } from '../../charter/copy.ts';
import type { Action } from '../../rules/model.ts';
import { judging } from '../../rules/polls/majority.ts';
import { mostAlternatives } from '../../rules/proposal/options.ts';
import { mostReferences } from '../../rules/submission/attachments.ts';
import { earliestEnd, fixedWindows } from '../../rules/submission/earliest.ts';
import { permissionOf } from '../../rules/proposal/tiers.ts';
import { type Council, type Fields, ask, fieldsOf, read, Refused } from '../council.ts';
import { decision, key, tool } from '../tool.ts';
import { quote } from '../words.ts';
import { show, shownSchema } from './shapes.ts';

const impact = z.strictObject({
  affected: z.union([z.literal('everyone'), z.array(z.string().max(64)).max(1_000)]),
  statement: z.string().max(20_000),
});

const content = {
  title: z.string().max(1_000).describe('One line'),
  text: z.string().max(100_000).describe('What shall hold'),
  rationale: z.string().max(50_000).describe('Why'),
  impact: impact.describe('Whom it touches and how: their ids, or everyone'),
  alternatives: z
    .array(z.strictObject({ title: z.string().max(1_000), text: z.string().max(50_000) }))
    .max(mostAlternatives)
    .describe('What could be done instead'),
  references: z
    .array(z.strictObject({ title: z.string().max(200), url: z.string().max(2_000) }))
    .max(mostReferences)
    .optional()
    .describe('Pages that it refers to'),
  action: z
    .looseObject({ type: z.string().max(64) })
    .describe(
      'What is done when it is adopted: {type: "none"}, {type: "task", assignee, instructions, by}, {type: "family.admit", member}, …',
    ),
};

/** What its charter says of its category, so that who proposes sees what follows. */
async function following(council: Council, state: Fields): Promise<unknown> {
  const { charterVersion: version, pace, submittedAt } = state;
  // What has only begun cannot be read yet.
  if (typeof version !== 'number') return {};
  const { document, hash } = await read(council, `/v1/charter/versions/${version}`);
  const { charter } = charterCopy({ version, hash: String(hash), document }, Number(pace));
  const own = charter.categories[String(state.category)];
  if (own === undefined) return {};
  const { family, action } = state as { readonly family: string | null; readonly action: Action | null };
  const category = judging(own, { family, permission: action && permissionOf(action) });
  const { tier, tierName, threshold, quorum, actions, gates, hearing, appeal, approval } = category;
  const fixed = fixedWindows(category, charter);
  const { discussion, voting } = charter;
  const windows = {
    ...Object.fromEntries(fixed.map(({ stage, length }) => [stage, length])),
    ...(tier === 1 ? {} : { rounds: discussion.rounds, round: discussion.round, voting: voting.window }),
  };
  return {
    ...fieldsOf(
      quote(
        { tier, decides: tierName, threshold, quorum, actions, gates, hearing, appeal, approval },
        'council',
      ),
    ),
    windows,
    earliestEnd: typeof submittedAt === 'string' ? earliestEnd(submittedAt, fixed) : null,
  };
}

const followed = z.looseObject({
  decision: shownSchema,
  follows: z
    .looseObject({
      tier: z.int().optional().describe('1: the author alone. 2: a family. 3: the council'),
      windows: z
        .looseObject({})
        .optional()
        .describe(
          'Milliseconds by stage at the council’s pace; `rounds`: how many rounds of discussion at most',
        ),
      earliestEnd: z
        .string()
        .nullable()
        .optional()
        .describe('When it can take effect if everybody answers at once; null: a draft'),
    })
    .describe('What the charter says of the category: who decides, threshold, quorum, windows'),
});

/** As it stands; where it has only begun and cannot be read yet, what was answered of it. */
async function readBegun(council: Council, begun: Fields): Promise<Fields> {
  try {
    return await read(council, `/v1/proposals/${String(begun.id)}`);
  } catch (error) {
    if (!(error instanceof Refused) || error.answer.status !== 404) throw error;
    return { deadline: null, outcome: null, can: [], ...begun };
  }
}

const withRules = async (council: Council, state: Fields): Promise<Fields> => ({
  decision: show(state),
  follows: await following(council, state),
});

export const proposingTools = [
  tool({
    name: 'propose',
    title: 'Put a proposal',
    description:
      'Puts a proposal in a category of the charter; it goes into review at once, or stays yours as a draft. Answers with what follows from ' +
      'the category. `charter` names the categories and what each may do.',
    input: z.strictObject({
      category: z.string().max(64),
      ...content,
      more: z
        .looseObject({})
        .optional()
        .describe(
          'What else: parents, diversity, accused, victims, as its category needs them; attachments {name, mediaType, sha256, size} of files that were sent before; startsAt, when it is submitted by itself',
        ),
      draft: z.boolean().default(false),
      key,
    }),
    output: followed,
    reads: false,
    idempotent: false,
    run: async (council, { key: again, more = {}, ...body }) => {
      const state = await ask(council, {
        method: 'POST',
        path: '/v1/proposals',
        body: { ...more, ...body },
        key: again,
      });
      return withRules(council, { category: body.category, ...(await readBegun(council, state)) });
    },
  }),
  tool({
    name: 'amend',
    title: 'Amend a proposal',
    description:
      'Its author puts a new text: in review at once, in a round at its end. Answers that were given to the text before are taken anew.',
    input: z.strictObject({ id: decision, ...z.strictObject(content).partial().shape, key }),
    output: followed,
    reads: false,
    idempotent: false,
    run: async (council, { id, key: again, ...body }) => {
      const path = `/v1/proposals/${id}`;
      await ask(council, { method: 'POST', path: `${path}/amendments`, body, key: again });
      return withRules(council, await read(council, path));
    },
  }),
];
