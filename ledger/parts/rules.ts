/** The rules that records hold, out of the charter copy that its decision carried (CHA-1, TIE-3). */
import type { CharterCopy } from '../../charter/types.ts';
import { guardedCategories } from '../../rules/proposal/category-requests.ts';
import { escalatedCategory, vetoQuestion } from '../../rules/proposal/tiers.ts';
import { questionCharter } from '../../rules/proposal/vetoes.ts';
import { hidingOf } from '../../rules/polls/hiding.ts';
import { interestsAsked } from '../../rules/proposal/interests.ts';
import { comparingOf } from '../../rules/polls/preferences.ts';
import type { ProposalRecord, RecordRules } from './schema/record.ts';
import type {
  AlarmRules,
  FamilyRules,
  LookbackRules,
  NodeVetoRules,
  RepairRules,
  RestorativeRules,
} from './schema/kind-rules.ts';
import type { AppealRules, ConflictRules, EmergencyRules } from './schema/rules.ts';

type Charter = CharterCopy['charter'];

/** Of charters under which nothing is signed, records say nothing of it. */
const signed = (signatures: Charter['signatures']): { readonly signatures?: 'ballots' | 'all' } =>
  signatures === 'none' ? {} : { signatures };

/** What an emergency follows (EMG-1 to EMG-7); undefined where the charter has none. */
export const emergencyRulesOf = ({ emergency, offline, signatures }: Charter): EmergencyRules | undefined =>
  emergency === null ? undefined : { emergency, charter: { offline, ...signed(signatures) } };

/** What a conflict follows (CNF-1 to CNF-5, APP-1); undefined where the charter has none. */
export const conflictRulesOf = ({
  conflicts,
  offline,
  deadlock,
  guardian,
  appeals,
  recusal,
  signatures,
}: Charter): ConflictRules | undefined =>
  conflicts === null
    ? undefined
    : {
        conflicts,
        charter: {
          offline,
          deadlock,
          guardian,
          appeals,
          recusal,
          ...signed(signatures),
        },
      };

/** What an appeal follows (APP-2). */
export const appealRulesOf = ({ guardian, signatures }: Charter): AppealRules => ({
  charter: { guardian, ...signed(signatures) },
});

/** What looking back on a decision follows (PRO-14). */
export const lookbackRulesOf = ({ lookBack, signatures }: Charter): LookbackRules => ({
  charter: { lookBack, ...signed(signatures) },
});

/** What the founding of a family follows; undefined where the charter has none founded (MEM-7). */
export const familyRulesOf = ({ families, signatures }: Charter): FamilyRules | undefined =>
  families === null ? undefined : { families, charter: signed(signatures) };

/** What a node veto follows (NVP-1 to NVP-4); undefined where the charter has none. */
export const nodeVetoRulesOf = ({ nodeVetoes, signatures }: Charter): NodeVetoRules | undefined =>
  nodeVetoes === null ? undefined : { nodeVetoes, charter: signed(signatures) };

/** What an alarm follows (ALM-3 to ALM-5); undefined where the charter has none. */
export const alarmRulesOf = ({ alarms, signatures }: Charter): AlarmRules | undefined =>
  alarms === null
    ? undefined
    : {
        alarms: { ...alarms, ladder: [...alarms.ladder], actions: [...alarms.actions] },
        charter: signed(signatures),
      };

/** What a repair plan follows (MND-1 to MND-4); undefined where the charter has none. */
export const repairRulesOf = ({ repairs, signatures }: Charter): RepairRules | undefined =>
  repairs === null ? undefined : { repairs, charter: signed(signatures) };

/** What restorative work follows, and the plan that it may come to (RST-1 to RST-5); undefined where the charter has none. */
export const restorativeRulesOf = ({
  restorative,
  repairs,
  signatures,
}: Charter): RestorativeRules | undefined =>
  restorative === null || repairs === null
    ? undefined
    : {
        restorative: { ...restorative, checks: [...restorative.checks] },
        repairs,
        charter: signed(signatures),
      };

/**
 * The parts of a charter that the outcome of a proposal follows from; undefined where the charter does not have its category. A family's
 * matter that went to the council is decided there as one of tier 3 (TIE-3).
 * @param charter at the decision's pace
 */
export function rulesOf(
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
