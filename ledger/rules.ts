/** The rules that a record holds, out of the charter copy that its decision carried (CHA-1, TIE-3). */
import type { CharterCopy } from '../charter/types.ts';
import { escalatedCategory } from '../rules/tiers.ts';
import type { RecordDocument, RecordRules } from './record-schema.ts';

/**
 * The parts of a charter that the outcome of a decision follows from; undefined where the charter does not have its category. A family's
 * matter that went to the council is decided there as one of tier 3 (TIE-3).
 * @param charter at the decision's pace
 */
export function rulesOf(
  charter: CharterCopy['charter'],
  { category: name, tier }: Pick<RecordDocument, 'category' | 'tier'>,
): RecordRules | undefined {
  const own = Object.hasOwn(charter.categories, name) ? charter.categories[name] : undefined;
  if (own === undefined) return undefined;
  const category = own.tier === 2 && tier === 3 ? escalatedCategory(own, charter) : own;
  const { offline, guardian, review, discussion, voting, deadlock } = charter;
  const { escalation, gates, hearing, vetoes, appeals, delegation, mandates } = charter;
  return {
    category,
    charter: {
      offline,
      guardian,
      review,
      discussion,
      voting,
      deadlock,
      escalation,
      gates,
      hearing,
      vetoes,
      appeals,
      delegation,
      mandates,
    },
  } as RecordRules;
}
