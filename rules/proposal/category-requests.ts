/** Asking that what would punish a member be decided where they are heard, or can appeal (TIE-6). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Permission } from '../../charter/choices.ts';
import type { Action, Content } from '../model.ts';
import type { CategoryRequest, ProposalState } from './state.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { leastReaching } from '../polls/share.ts';
import { permissionOf, vetoQuestion } from './tiers.ts';
import { boundBy } from './vetoes/vetoes.ts';

/** A category with a hearing or an appeal that another lacks. */
export interface Guarded {
  readonly name: string;
  readonly actions: readonly Permission[];
}

type Rules = NonNullable<Charter['categoryRequests']>;

/** The council's categories with a hearing or an appeal that one of them lacks, by name; a higher threshold is no ground. */
export function guardedCategories(
  own: Pick<Category, 'hearing' | 'appeal'>,
  { categories, appeals, guardian }: Pick<Charter, 'categories' | 'appeals' | 'guardian'>,
): Guarded[] {
  // Without a window or a guardian nobody appeals, whatever the category says (APP-1).
  const appealing = appeals !== null && guardian !== null;
  return Object.values(categories)
    .filter(({ name, tier }) => tier === 3 && name !== vetoQuestion)
    .filter(({ hearing, appeal }) => (hearing && !own.hearing) || (appealing && appeal && !own.appeal))
    .map(({ name, actions }) => ({ name, actions }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whom a text names by its impact or its action; an impact of everyone names nobody here. */
export function namedBy({ impact, action }: Pick<Content, 'impact' | 'action'>): readonly string[] {
  const affected = impact === null || impact.affected === 'everyone' ? [] : impact.affected;
  return [...new Set([...affected, ...boundBy(action)])];
}

/** Never of what opened by itself, is mandated, or is a family's. */
export const mayBeAsked = ({
  tier,
  author,
  mandate,
}: {
  readonly tier: number;
  readonly author: string | null;
  readonly mandate: unknown;
}): boolean => tier === 3 && author !== null && mandate === null;

/** The categories in which one may ask that a text be decided instead: those that permit its action, where it names somebody. */
export function otherCategories(
  { impact, action }: Pick<Content, 'impact' | 'action'>,
  guarded: readonly Guarded[],
): string[] {
  if (action === null || namedBy({ impact, action }).length === 0) return [];
  const permission = permissionOf(action);
  return guarded.filter(({ actions }) => actions.includes(permission)).map(({ name }) => name);
}

/** Refuses a request for a category that is none of these, or about a member whom the text does not name. Facts: `category` and `permits`, or `member` and `named`. */
export function requestFault(
  { category, punishes }: CategoryRequest,
  { otherCategories: permits }: Pick<ProposalState, 'otherCategories'>,
  content: Pick<Content, 'impact' | 'action'>,
): Refusal | undefined {
  if (!permits.includes(category)) return refuse('category-not-permitted', 'TIE-6', { category, permits });
  const named = namedBy(content);
  return named.includes(punishes)
    ? undefined
    : refuse('not-named', 'TIE-6', { member: punishes, named: named.slice(0, mostShown) });
}

/** Members that a refusal shows; an impact may name thousands. */
const mostShown = 20;

/**
 * How many must ask for the same: a share of the electors that are left (MEM-2), and of what is put again a greater one. Nobody asking is
 * never enough.
 */
export const asksNeeded = (rules: Rules, electors: number, isAgain: boolean): number =>
  Math.max(1, leastReaching(isAgain ? rules.again : { ...rules, strict: false }, electors));

/** A decision that ended in the wrong category: its action, which named the member, would have punished them. */
export interface Former {
  readonly decision: string;
  readonly member: string;
  /** ISO 8601, UTC. */
  readonly endedAt: string;
}

/**
 * Refuses what is put again too early where it was in the wrong category. Facts: `category`, `action`, `member`, `decision` and `until` when.
 * @param former the last one that was the same
 * @param at ISO 8601; at `until` itself it can be put again
 */
export function againFault(
  { category, action }: { readonly category: string; readonly action: Action },
  { decision, member, endedAt }: Former,
  { memory }: Pick<Rules, 'memory'>,
  at: string,
): Refusal | undefined {
  const until = new Date(Date.parse(endedAt) + memory).toISOString();
  return at < until
    ? refuse('wrong-category', 'TIE-6', { category, action: action.type, member, decision, until })
    : undefined;
}
