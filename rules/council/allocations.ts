/** Who may give what to whom: what a member or a family passes on they hold themselves, for as long as they hold it (ALC-1 to ALC-3). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Action, Holder } from '../model.ts';
import { refuse, type Refusal } from '../refusal.ts';

export type Grant = Extract<Action, { type: 'allocation.grant' }>;

/** Of an allocation in force, what its holder has not passed on. */
export interface Holding {
  readonly id: string;
  readonly amount: number;
  /** ISO 8601, UTC; null where it does not end. */
  readonly until: string | null;
}

/** The part of a grant that comes from one holding. */
export type Part = Pick<Holding, 'id' | 'amount'>;

/**
 * Who gives: the author of a personal decision; the family of a family's, also where that went to the council, which then decides of what is
 * the family's; null of the council, which holds what nobody does (TIE-1 to TIE-3).
 * @param of `family`: whose matter it is; null of what was the council's from the beginning
 */
export function giverOf(
  { tier }: Pick<Category, 'tier'>,
  of: { readonly author: string | null; readonly family: string | null },
): Holder | null {
  if (tier === 1) return of.author;
  return of.family === null ? null : { family: of.family };
}

/** Whether something held until one instant lasts to another; null: for ever. */
const lasts = (held: string | null, until: string | null): boolean =>
  held === null || (until !== null && held >= until);

/**
 * From which holdings an amount is passed on: of those that last as long, the one that ends last comes first. Refused where they are not
 * enough; facts: `resource`, `giver`, `amount`, `until`, and `held` for as long.
 */
export function passedOn(
  {
    resource,
    amount,
    until = null,
  }: { readonly resource: string; readonly amount: number; readonly until?: string | null | undefined },
  giver: Holder,
  holdings: readonly Holding[],
): { readonly parts: readonly Part[] } | { readonly refusal: Refusal } {
  const lasting = inOrder(holdings.filter((one) => lasts(one.until, until)));
  const held = lasting.reduce((sum, one) => sum + one.amount, 0);
  if (held < amount)
    return { refusal: refuse('not-held', 'ALC-2', { resource, giver, amount, until, held }) };
  const parts: Part[] = [];
  let missing = amount;
  for (const { id, amount: there } of lasting) {
    if (missing === 0) break;
    const taken = Math.min(there, missing);
    parts.push({ id, amount: taken });
    missing -= taken;
  }
  return { parts };
}

/** In the order in which they are passed on. */
export const inOrder = <Held extends Pick<Holding, 'id' | 'until'>>(holdings: readonly Held[]): Held[] =>
  holdings.toSorted(byEnd);

/** The one that ends last comes first; of two that end together, the older. */
function byEnd(one: Pick<Holding, 'id' | 'until'>, other: Pick<Holding, 'id' | 'until'>): number {
  const [own, others] = [one.until ?? '~', other.until ?? '~'];
  if (own !== others) return own > others ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** Refuses a temporary allocation that lasts longer than the charter lets one. @param at when it is asked, ISO 8601, UTC */
export function lengthFault(
  action: Action | null,
  { allocations: { longest } }: Pick<Charter, 'allocations'>,
  at: string,
): Refusal | undefined {
  if (action?.type !== 'allocation.grant' || action.until === undefined) return undefined;
  const latest = new Date(Date.parse(at) + longest).toISOString();
  return Date.parse(action.until) <= Date.parse(latest)
    ? undefined
    : refuse('too-far-ahead', 'ALC-3', { path: '/action/until', instant: action.until, latest });
}
