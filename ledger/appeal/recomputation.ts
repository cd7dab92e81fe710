/** Computes an appeal again: from its record alone, and from its evidence too (APP-2, GUA-1, REC-1). */
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { millisecond, notBefore, written } from '../proposal/course/windows.ts';
import { appealRationale, composeAppeal } from './composition.ts';
import type { AppealEvidence, AppealRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* appealFigures(record: AppealRecord): Generator<Difference> {
  const { rules, createdAt, closes, endedAt, ruling, recused, outcome, guardian, ending } = record;
  yield* compared('/rationale', record.rationale, appealRationale(record));
  yield* compared('/ending/rule', ending.rule, outcome === 'interrupted' ? 'PRO-9' : 'APP-2');
  if ((record.continuedBy !== null) !== (outcome === 'interrupted'))
    yield inRecord('/continuedBy', `is ${record.continuedBy ?? 'null'}, but it is ${outcome} (PRO-9)`);
  const { guardian: office } = rules.charter;
  if (office === null)
    yield inRecord('/rules/charter/guardian', 'is null, but then nobody could be appealed to (GUA-1)');
  else yield* compared('/closes', closes, written(millisecond(createdAt) + office.answer));
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it was lodged' });
  if (outcome === 'interrupted') {
    yield* compared('/ruling', ruling, null);
    return;
  }
  if (ruling === null) {
    yield* compared('/outcome', outcome, 'upheld');
    if (recused === null) yield* compared('/endedAt', endedAt, closes);
    return;
  }
  yield* compared('/ruling/guardian', ruling.guardian, guardian);
  if (recused !== null) yield inRecord('/recused', 'is told, but the guardian ruled (GUA-1)');
  if (ruling.at >= closes)
    yield inRecord('/ruling/at', `is ${ruling.at}, but silence upheld at ${closes} (APP-2)`);
  if (ruling.guardian === record.appellant)
    yield inRecord('/ruling/guardian', `is ${ruling.guardian}, who would judge their own case (GUA-1)`);
}

/** Everything in which the record of an appeal differs from what follows from its evidence. */
export function* appealDifferences(
  record: AppealRecord,
  { timeline }: AppealEvidence,
): Generator<Difference> {
  yield* numberedDifferences('timeline', timeline);
  const isWhole = timeline.some(({ kind }) => kind === 'lodged') && timeline.at(-1)?.kind === 'ended';
  if (!isWhole) yield inEvidence('/timeline', 'has no beginning, or no ending (PRO-9)');
  else yield* compared('', record, composeAppeal({ ...record, timeline }));
}
