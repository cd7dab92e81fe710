/** What a record and its evidence are held against, kind by kind: the one list of them in the log. */
import type { CharterCopy } from '../../charter/types.ts';
import { appealDifferences, appealFigures } from '../appeal/recomputation.ts';
import { conflictFigures } from '../conflict/figures.ts';
import { conflictDifferences } from '../conflict/recomputation.ts';
import type { Difference } from '../recount/difference.ts';
import { emergencyDifferences, emergencyFigures } from '../emergency/recomputation.ts';
import { figureDifferences } from '../proposal/figures.ts';
import { lookbackDifferences, lookbackFigures } from '../lookback/recomputation.ts';
import { alarmDifferences, alarmFigures } from '../alarm/recomputation.ts';
import { familyDifferences, familyFigures } from '../family/recomputation.ts';
import { nodeVetoDifferences, nodeVetoFigures } from '../node-veto/recomputation.ts';
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
  rules(charter: CharterCopy['charter'], record: RecordDocument): RecordDocument['rules'] | undefined;
  /** In what the record differs from its own figures. */
  figures(record: RecordDocument): Generator<Difference>;
  /** In what it differs from its evidence, which is of its kind. */
  differences(record: RecordDocument, evidence: Packed<Evidence>): Generator<Difference>;
}

/** To be asked about a record of the kind alone. */
export const recordedKinds: Readonly<Record<RecordKind, RecordedKind>> = {
  proposal: {
    rules: (charter, record) => proposalRulesOf(charter, record as ProposalRecord),
    figures: figureDifferences,
    differences: proposalDifferences,
  },
  emergency: { rules: emergencyRulesOf, figures: emergencyFigures, differences: emergencyDifferences },
  conflict: { rules: conflictRulesOf, figures: conflictFigures, differences: conflictDifferences },
  appeal: { rules: appealRulesOf, figures: appealFigures, differences: appealDifferences },
  lookback: { rules: lookbackRulesOf, figures: lookbackFigures, differences: lookbackDifferences },
  family: { rules: familyRulesOf, figures: familyFigures, differences: familyDifferences },
  'node-veto': { rules: nodeVetoRulesOf, figures: nodeVetoFigures, differences: nodeVetoDifferences },
  repair: { rules: repairRulesOf, figures: repairFigures, differences: repairDifferences },
  alarm: { rules: alarmRulesOf, figures: alarmFigures, differences: alarmDifferences },
  restorative: {
    rules: restorativeRulesOf,
    figures: restorativeFigures,
    differences: restorativeDifferences,
  },
};
