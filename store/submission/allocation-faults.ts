/** What an allocation, or a definition of what can be allocated, is checked for before a text with it is taken (ALC-1, ALC-2). Execution asks again, and has the last word. */
import type { Category } from '../../charter/types.ts';
import { giverOf } from '../../rules/council/allocations.ts';
import type { Action } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { definitionFault, grantFault } from '../../rules/council/resources.ts';
import { partsOf } from '../council/allocations.ts';
import type { Db } from '../postgres/database.ts';
import { familiesOf } from '../council/members.ts';
import { resourceAt } from '../council/resources.ts';

/** The problems that these are refused with. */
export const allocationProblems = [
  'not-held',
  'unknown-resource',
  'over-total',
  'below-allocated',
  'other-unit',
] as const;

/**
 * What one member or one family decides alone gives only what they hold (ALC-2); the council gives no more than there is, and sets no total
 * below what it gave (ALC-1).
 * @param by the category and the author; null of an emergency, which gives what is the council's
 */
export async function allocationFault(
  db: Db,
  action: Action | null,
  by: { readonly category: Category; readonly author: string } | null,
  at: string,
): Promise<Refusal | undefined> {
  if (action?.type === 'resource.define') return definitionFault(action, await resourceAt(db, action.id, at));
  if (action?.type !== 'allocation.grant') return undefined;
  const giver = by === null || by.category.tier === 3 ? null : await giverFor(db, by);
  const refused = grantFault(action, giver, await resourceAt(db, action.resource, at));
  if (refused !== undefined || giver === null) return refused;
  const found = await partsOf(db, action, giver, at);
  return 'refusal' in found ? found.refusal : undefined;
}

async function giverFor(
  db: Db,
  { category, author }: { readonly category: Category; readonly author: string },
) {
  const family = (await familiesOf(db, [author])).get(author) ?? null;
  return giverOf(category, { author, family });
}
