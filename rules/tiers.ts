/** What a category lets a proposal be: which categories a member may open, and which actions each may carry (TIE-5, VET-2). */
import type { Category, Charter, Permission } from '../charter/types.ts';
import type { Action } from './model.ts';
import { refuse, type Refusal } from './refusal.ts';

/** The category that only a contested veto opens (VET-2). */
const vetoQuestion = 'veto-question';

/** The permission an action needs (EXE-1). An allocation without an end is permanent, whether or not it says so (TIE-5). */
export function permissionOf(action: Action): Permission {
  if (action.type !== 'allocation.grant') return action.type;
  return action.permanent === undefined && action.until !== undefined
    ? 'allocation.temporary'
    : 'allocation.permanent';
}

/**
 * Refuses an action that the category does not permit (TIE-5); asked at submission and again at execution. Facts: `category`, `action`
 * (the permission it would need) and `permits` (those the category has).
 */
export function actionFault(
  action: Action,
  category: Pick<Category, 'name' | 'actions'>,
): Refusal | undefined {
  const needed = permissionOf(action);
  if (category.actions.includes(needed)) return undefined;
  const facts = { category: category.name, action: needed, permits: category.actions };
  return refuse('action-not-permitted', 'TIE-5', facts);
}

/**
 * Refuses a category that a member cannot open a proposal in: one the charter does not have, or the one that opens by itself only
 * (VET-2). Facts: `category` and `author`.
 */
export function categoryFault(
  name: string,
  charter: Pick<Charter, 'categories'>,
  facts: { readonly author: string },
): Refusal | undefined {
  const told = { category: name, author: facts.author };
  if (!Object.hasOwn(charter.categories, name)) return refuse('unknown-category', 'TIE-5', told);
  if (name === vetoQuestion) return refuse('opens-by-itself', 'VET-2', told);
  return undefined;
}
