/** Composes the record of an appeal from its facts: who keeps one and who checks one do it here (APP-1, APP-2, REC-1). */
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { councilIn } from '../parts/council.ts';
import { recordFormat } from '../parts/figures-schema.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import { inlineFact, titleOf } from '../parts/inline.ts';
import type { AppealRecord } from './schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface AppealFacts extends Pick<AppealRecord, 'id' | 'charter' | 'rules' | 'council' | 'evidence'> {
  readonly timeline: readonly TimelineEntry[];
}

/** @throws {TypeError} where the timeline has no beginning or no ending */
export function composeAppeal(facts: AppealFacts): AppealRecord {
  const { id, charter, rules, evidence, ...entries } = facts;
  const timeline = asTheyHappened(entries.timeline);
  const lodged = told(timeline, 'lodged');
  const ended = told(timeline, 'ended');
  if (lodged === undefined || ended === undefined)
    throw new TypeError(`the timeline of ${id} has no beginning or no ending`);
  const { of, by, principle, reason, closes } = lodged.facts;
  const { outcome, guardian, silent, recused, rule } = ended.facts;
  const composed = {
    id,
    charter,
    rules,
    ...councilIn(facts),
    evidence,
    format: recordFormat,
    kind: 'appeal',
    title: titleOf(reason) ?? '',
    of: of as AppealRecord['of'],
    appellant: fact<string>(by),
    principle: fact<string>(principle),
    reason: inlineFact<string>(reason),
    guardian: fact<string | null>(guardian),
    createdAt: lodged.at,
    closes: fact<string>(closes),
    endedAt: ended.at,
    outcome: outcome as AppealRecord['outcome'],
    ruling:
      silent === true || outcome === 'interrupted'
        ? null
        : {
            guardian: fact<string>(guardian),
            reason: inlineFact<string>(ended.facts.reason),
            at: ended.at,
          },
    recused: fact<AppealRecord['recused']>(recused),
    continuationOf: fact<string | null>(told(timeline, 'continuation-of')?.facts.id),
    continuedBy: outcome === 'interrupted' ? fact<string | null>(ended.facts.to) : null,
    ending: { rule: fact<string>(rule) },
  } as const;
  return { ...composed, rationale: appealRationale(composed) };
}

/** Why it ended so: what was said to be violated, and the guardian's word or silence. */
const appealRationale = ({
  appellant,
  principle,
  reason,
  outcome,
  ruling,
  recused,
  ending,
}: Pick<
  AppealRecord,
  'appellant' | 'principle' | 'reason' | 'outcome' | 'ruling' | 'recused' | 'ending'
>): AppealRecord['rationale'] => [
  { rule: 'APP-1', by: appellant, principle, reason },
  ...(outcome === 'interrupted'
    ? []
    : [
        ruling === null
          ? { rule: 'APP-2', silent: true, recused: recused === null ? null : recused.rule }
          : { rule: 'APP-2', guardian: ruling.guardian, reason: ruling.reason },
      ]),
  { rule: ending.rule, outcome },
];
