/** What a record and its evidence are held against, kind by kind: the one list of them in the log. */
import type { CharterCopy } from '../../charter/types.ts';
import { appealDifferences, appealFigures } from '../appeal/recomputation.ts';
import { conflictFigures } from '../conflict/figures.ts';
import { conflictDifferences } from '../conflict/recomputation.ts';
import { composeAlarm } from '../alarm/composition.ts';
import { composeFamily } from '../family/composition.ts';
import { composeLookback } from '../lookback/composition.ts';
import { composeNodeVeto } from '../node-veto/composition.ts';
import { composeRepair } from '../repair/composition.ts';
import { composeRestorative } from '../restorative/composition.ts';
import type { Difference } from '../recount/difference.ts';
import { emergencyDifferences, emergencyFigures } from '../emergency/recomputation.ts';
import { figureDifferences } from '../proposal/figures.ts';
import { lookbackDifferences, lookbackFigures } from '../lookback/recomputation.ts';
import { alarmDifferences, alarmFigures } from '../alarm/recomputation.ts';
import { familyDifferences, familyFigures } from '../family/recomputation.ts';
import { nodeVetoDifferences, nodeVetoFigures } from '../node-veto/recomputation.ts';
import type { FramedFacts } from './frame.ts';
import type { RecordKind } from './kinds.ts';
import type { Packed } from './packed.ts';
import { proposalDifferences } from '../proposal/recomputation.ts';
import type { ProposalRecord } from './schema/record.ts';
import type { Evidence, RecordDocument } from './records.ts';
import { repairDifferences, repairFigures } from '../repair/recomputation.ts';
import { restorativeDifferences, restorativeFigures } from '../restorative/recomputation.ts';
import { alarmRulesOf } from '../alarm/rules.ts';
import { appealRulesOf } from '../appeal/rules.ts';
import { conflictRulesOf } from '../conflict/rules.ts';
import { emergencyRulesOf } from '../emergency/rules.ts';
import { familyRulesOf } from '../family/rules.ts';
import { lookbackRulesOf } from '../lookback/rules.ts';
import { nodeVetoRulesOf } from '../node-veto/rules.ts';
import { repairRulesOf } from '../repair/rules.ts';
import { restorativeRulesOf } from '../restorative/rules.ts';
import { proposalRulesOf } from '../proposal/rules.ts';

/** Its functions are methods, so that one list holds those of each kind's own record and evidence. */
interface RecordedKind {
  /** The rules in a charter copy that the record must hold; undefined where the charter has no such decisions (CHA-1). */
  rulesOf(charter: CharterCopy['charter'], record?: RecordDocument): RecordDocument['rules'] | undefined;
  /** Composes the record, of what every kind on the kit leaves. */
  compose?(facts: FramedFacts): RecordDocument;
  /** In what the record differs from its own figures. */
  figures(record: RecordDocument): Generator<Difference>;
  /** In what it differs from its evidence, which is of its kind. */
  differences(record: RecordDocument, evidence: Packed<Evidence>): Generator<Difference>;
}

/** To be asked about a record of the kind alone. */
export const recordedKinds: Readonly<Record<RecordKind, RecordedKind>> = {
  proposal: {
    rulesOf: (charter, record) => proposalRulesOf(charter, record as ProposalRecord),
    figures: figureDifferences,
    differences: proposalDifferences,
  },
  emergency: { rulesOf: emergencyRulesOf, figures: emergencyFigures, differences: emergencyDifferences },
  conflict: { rulesOf: conflictRulesOf, figures: conflictFigures, differences: conflictDifferences },
  appeal: { rulesOf: appealRulesOf, figures: appealFigures, differences: appealDifferences },
  lookback: {
    rulesOf: lookbackRulesOf,
    compose: composeLookback,
    figures: lookbackFigures,
    differences: lookbackDifferences,
  },
  family: {
    rulesOf: familyRulesOf,
    compose: composeFamily,
    figures: familyFigures,
    differences: familyDifferences,
  },
  'node-veto': {
    rulesOf: nodeVetoRulesOf,
    compose: composeNodeVeto,
    figures: nodeVetoFigures,
    differences: nodeVetoDifferences,
  },
  repair: {
    rulesOf: repairRulesOf,
    compose: composeRepair,
    figures: repairFigures,
    differences: repairDifferences,
  },
  alarm: {
    rulesOf: alarmRulesOf,
    compose: composeAlarm,
    figures: alarmFigures,
    differences: alarmDifferences,
  },
  restorative: {
    rulesOf: restorativeRulesOf,
    compose: composeRestorative,
    figures: restorativeFigures,
    differences: restorativeDifferences,
  },
};
