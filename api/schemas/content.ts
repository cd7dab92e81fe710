/** What a proposal says, as bodies bring it: a submission, a draft, an edit, an amendment (PRO-1, PRO-2, PRO-6). */
import { z } from 'zod';
import type { Content } from '../../rules/model.ts';
import { actionOf, actionSchema } from './actions.ts';
import { slug, text } from './common.ts';

/** Lengths in UTF-16 code units, and counts. */
const longest = { title: 200, text: 50_000, rationale: 20_000, impact: 5_000, alternative: 10_000 };
const most = { affected: 1_000, alternatives: 20 };

export const impactSchema = z.strictObject({
  affected: z
    .union([z.literal('everyone'), z.array(slug)], {
      error: 'must be a list of members, or the word everyone',
    })
    .refine((affected) => affected === 'everyone' || affected.length <= most.affected, {
      error: `names more than ${most.affected}`,
    })
    .refine((affected) => affected === 'everyone' || new Set(affected).size === affected.length, {
      error: 'names one twice',
    }),
  statement: text(longest.impact),
});

export const alternativeSchema = z.strictObject({
  title: text(longest.title),
  text: text(longest.alternative),
});

/** What some categories need beside: whose consent, whose case (REP-1, JUS-1). They do not change after the submission. */
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
};

/** Parts that may be left out: of a draft all, and PRO-2 names those that a submission lacks. */
const parts = {
  title: text(longest.title).optional(),
  text: text(longest.text).optional(),
  rationale: text(longest.rationale).optional(),
  impact: impactSchema.optional(),
  alternatives: z.array(alternativeSchema).max(most.alternatives).optional(),
  action: actionSchema.optional(),
};

export const newProposalSchema = z
  .strictObject({ category: text(64), ...parts, ...named, draft: z.boolean().optional() })
  .meta({ id: 'NewProposal' });

export const changesSchema = z
  .strictObject(parts)
  .refine((changes) => Object.keys(changes).length > 0, {
    error: 'must change something',
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ id: 'Changes' });

type Parts = z.output<typeof changesSchema>;
type Named = { readonly [Name in keyof typeof named]?: z.output<(typeof named)[Name]> };

/** The content of a new proposal: what is left out is missing. */
export function contentOf(sent: Parts & Named): Content {
  const { parents, diversity, accused, victims } = sent;
  return {
    title: sent.title ?? null,
    text: sent.text ?? null,
    rationale: sent.rationale ?? null,
    impact: sent.impact ?? null,
    alternatives: sent.alternatives ?? [],
    action: sent.action === undefined ? null : actionOf(sent.action),
    ...(parents === undefined ? {} : { parents }),
    ...(diversity === undefined ? {} : { diversity }),
    ...(accused === undefined ? {} : { accused }),
    ...(victims === undefined ? {} : { victims }),
  };
}

/** Only the parts that change. */
export function changesOf(sent: Parts): Partial<Content> {
  const { title, text: body, rationale, impact, alternatives, action } = sent;
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { text: body }),
    ...(rationale === undefined ? {} : { rationale }),
    ...(impact === undefined ? {} : { impact }),
    ...(alternatives === undefined ? {} : { alternatives }),
    ...(action === undefined ? {} : { action: actionOf(action) }),
  };
}
