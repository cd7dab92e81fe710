/** What a proposal says, as bodies bring it: a submission, a draft, an edit, an amendment (PRO-1, PRO-2, PRO-6). */
import { z } from 'zod';
import { whyNot } from '../../charter/faults/forms.ts';
import { lookbackDays } from '../../rules/lookback/state.ts';
import type { Action, Content } from '../../rules/model.ts';
import { mostAlternatives } from '../../rules/proposal/options.ts';
import { attachmentsSchema, referencesSchema } from '../attachments/schemas.ts';
import { actionSchema } from './actions.ts';
import { instant, line, slug, text } from '../http/schemas.ts';

/** Lengths in characters (Unicode code points), and counts. */
const longest = { title: 200, text: 50_000, rationale: 20_000, impact: 5_000, alternative: 10_000 };
const mostAffected = 1_000;

export const impactSchema = z.strictObject({
  affected: z
    .union([z.literal('everyone'), z.array(slug)], {
      error: 'must be a list of members, or the word everyone',
    })
    .refine((affected) => affected === 'everyone' || affected.length <= mostAffected, {
      error: `names more than ${mostAffected}`,
    })
    .refine((affected) => affected === 'everyone' || new Set(affected).size === affected.length, {
      error: 'names one twice',
    }),
  statement: text(longest.impact),
});

export const alternativeSchema = z.strictObject({
  title: line(longest.title),
  text: text(longest.alternative),
});

/** What some categories need beside: whose consent, whose case (REP-1, JUS-1). A draft's can be changed, and a submission's cannot. */
const named = {
  parents: z
    .array(slug)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'names one twice' })
    .optional(),
  diversity: text(longest.rationale).optional(),
  accused: slug.optional(),
  victims: z
    .array(slug)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'names one twice' })
    .optional(),
  lookBack: z.int().min(lookbackDays.least).max(lookbackDays.most).optional().meta({
    description: 'After how many days from its execution it is looked back upon (PRO-14)',
  }),
};

/** Parts that may be left out: of a draft all, and PRO-2 names those that a submission lacks. */
const parts = {
  title: line(longest.title).optional(),
  text: text(longest.text).optional(),
  rationale: text(longest.rationale).optional(),
  impact: impactSchema.optional(),
  alternatives: z.array(alternativeSchema).max(mostAlternatives).optional(),
  action: actionSchema.optional(),
  references: referencesSchema.optional(),
  attachments: attachmentsSchema.optional(),
};

export const newProposalSchema = z
  .strictObject({
    category: line(64),
    ...parts,
    ...named,
    draft: z.boolean().optional(),
    startsAt: instant.nullable().optional(),
  })
  .meta({
    id: 'NewProposal',
    examples: [
      {
        category: 'operations',
        title: 'Open the workshop on Sundays',
        text: 'The workshop is open on Sundays from noon to six.',
        rationale: 'Many have no other day for it.',
        impact: { affected: 'everyone', statement: 'Who lives next door hears it.' },
        alternatives: [{ title: 'Saturdays', text: 'The workshop is open on Saturdays.' }],
        action: { type: 'none' },
      },
    ],
  });

const changing = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape).refine((changes) => Object.keys(changes).length > 0, {
    error: 'must change something',
    when: ({ issues }) => issues.length === 0,
  });

/** What no text changes is not looked for elsewhere in it. */
const keptCategory = {
  category: 'stays as it was: a proposal is decided in the category that it was begun in',
};
const keptOnceSubmitted = Object.fromEntries(
  [...Object.keys(named), 'startsAt'].map((part) => [part, 'stays as it was submitted']),
);

/** An edit of a draft: any part but its category; null takes back its start date, or that it is looked back upon (PRO-1, PRO-14). */
export const editSchema = changing({
  ...parts,
  ...named,
  lookBack: named.lookBack.unwrap().nullable().optional(),
  startsAt: instant.nullable().optional(),
})
  .meta({
    id: 'Edit',
    minProperties: 1,
  })
  .register(whyNot, keptCategory);

/** An amendment of what is submitted (PRO-6). */
export const changesSchema = changing(parts)
  .meta({ id: 'Changes', minProperties: 1 })
  .register(whyNot, { ...keptCategory, ...keptOnceSubmitted });

type Parts = z.output<typeof changesSchema>;
type Named = { readonly [Name in keyof typeof named]?: z.output<(typeof named)[Name]> };

/** The content of a new proposal: what is left out is missing. @param action that of the body, completed */
export function contentOf(sent: Parts & Named, action?: Action): Content {
  return {
    title: sent.title ?? null,
    text: sent.text ?? null,
    rationale: sent.rationale ?? null,
    impact: sent.impact ?? null,
    alternatives: sent.alternatives ?? [],
    action: action ?? null,
    ...optionalIn(sent),
  };
}

/** Only those that are there. */
function optionalIn(sent: Parts & Named): Partial<Content> {
  const { parents, diversity, accused, victims, lookBack, references, attachments } = sent;
  return {
    ...(references === undefined ? {} : { references }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(parents === undefined ? {} : { parents }),
    ...(diversity === undefined ? {} : { diversity }),
    ...(accused === undefined ? {} : { accused }),
    ...(victims === undefined ? {} : { victims }),
    ...(lookBack === undefined ? {} : { lookBack }),
  };
}

/** Only the parts that change. @param action that of the body, completed */
export function changesOf(sent: Parts & Named, action?: Action): Partial<Content> {
  const { title, text: body, rationale, impact, alternatives } = sent;
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { text: body }),
    ...(rationale === undefined ? {} : { rationale }),
    ...(impact === undefined ? {} : { impact }),
    ...(alternatives === undefined ? {} : { alternatives }),
    ...(action === undefined ? {} : { action }),
    ...optionalIn(sent),
  };
}
