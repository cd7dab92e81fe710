/** What of the charter the outcome of a proposal follows from, as its record holds it (CHA-1, TIE-3). */
import type { Charter } from '../../charter/types.ts';
import { guardedCategories } from '../../rules/proposal/category-requests.ts';
import { escalatedCategory, vetoQuestion } from '../../rules/proposal/tiers.ts';
import { questionCharter } from '../../rules/proposal/vetoes/vetoes.ts';
import { hidingOf } from '../../rules/polls/hiding.ts';
import { interestsAsked } from '../../rules/proposal/interests.ts';
import { comparingOf } from '../../rules/polls/preferences.ts';
import type { ProposalRecord, RecordRules } from '../parts/schema/record.ts';
import { signed } from '../parts/signatures.ts';

/**
 * The parts of a charter that the outcome of a proposal follows from; undefined where the charter does not have its category. A family's
 * matter that went to the council is decided there as one of tier 3 (TIE-3).
 * @param charter at the decision's pace
 */
export function proposalRulesOf(
  charter: Charter,
  { category: name, tier }: Pick<ProposalRecord, 'category' | 'tier'>,
): RecordRules | undefined {
  const own = Object.hasOwn(charter.categories, name) ? charter.categories[name] : undefined;
  if (own === undefined) return undefined;
  const category = own.tier === 2 && tier === 3 ? escalatedCategory(own, charter) : own;
  const { discussion, voting, deadlock } = name === vetoQuestion ? questionCharter(charter) : charter;
  const { offline, guardian, review, lazy, amendments, execution, escalation } = charter;
  const { categoryRequests, gates, hearing, recusal, vetoes, appeals, delegation, mandates } = charter;
  return {
    category,
    guarded: guardedCategories(category, charter),
    charter: {
      offline,
      guardian,
      review,
      ...(lazy === undefined ? {} : { lazy }),
      amendments,
      discussion,
      voting,
      deadlock,
      execution,
      escalation,
      categoryRequests,
      gates,
      hearing,
      recusal,
      vetoes,
      appeals,
      delegation,
      mandates,
      ...signed(charter.signatures),
      ...hidingOf(charter),
      ...comparingOf(charter),
      ...interestsAsked(charter, { tier, category: name }),
    },
  } as RecordRules;
}
