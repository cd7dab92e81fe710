/** Disclosures that stand: what a member says once for the decisions of a category (DEL-5). */
import type { Charter } from '../../charter/types.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { categoryFault } from './making.ts';

/**
 * Refuses a standing disclosure. In order: a charter without delegation, or under which each act is signed in its own decision (facts:
 * `section`); a category that it does not have (`category`), or in which nobody votes (`category`, `permits`).
 * @param charter the one in force
 */
export function standingDisclosureFault(
  category: string,
  charter: Pick<Charter, 'delegation' | 'categories' | 'signatures'>,
): Refusal | undefined {
  if (charter.delegation === null) return refuse('switched-off', 'DEL-5', { section: 'delegation' });
  if (charter.signatures === 'all')
    return refuse('switched-off', 'DEL-5', { section: 'standing disclosures' });
  return categoryFault(category, charter.categories, 'DEL-5');
}
