/** Composes the record of a look back from its facts: who keeps one and who checks one do it here (PRO-14, REC-1). */
import type { LookbackState } from '../../rules/lookback/state.ts';
import { councilIn } from '../parts/council.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { recordFormat } from '../parts/figures-schema.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import type { LookbackRecord } from './schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface LookbackFacts extends Pick<
  LookbackRecord,
  'id' | 'charter' | 'rules' | 'council' | 'evidence'
> {
  readonly timeline: readonly TimelineEntry[];
}

/** @throws {TypeError} where the timeline has no beginning or no ending */
export function composeLookback(facts: LookbackFacts): LookbackRecord {
  const { id, charter, rules, evidence, ...entries } = facts;
  const timeline = asTheyHappened(entries.timeline);
  const planned = told(timeline, 'planned');
  const opened = told(timeline, 'looking-back-opened');
  const ended = told(timeline, 'ended');
  if (planned === undefined || ended === undefined)
    throw new TypeError(`the timeline of ${id} has no beginning or no ending`);
  const { title, ...of } = planned.facts['of'] as LookbackState['of'];
  const { outcome, rule, keep, change, end, to } = ended.facts;
  const isInterrupted = outcome === 'interrupted';
  const composed = {
    id,
    charter,
    rules,
    ...councilIn(facts),
    evidence,
    format: recordFormat,
    kind: 'lookback',
    title: title,
    of,
    createdAt: planned.at,
    opens: fact<string>(planned.facts['opens']),
    closes: fact<string | null>(opened?.facts['closes']),
    endedAt: ended.at,
    outcome: outcome as LookbackRecord['outcome'],
    asked: ((opened?.facts['asked'] ?? []) as readonly string[]).length,
    answers: isInterrupted
      ? null
      : { keep: fact<number>(keep), change: fact<number>(change), end: fact<number>(end) },
    continuationOf: fact<string | null>(told(timeline, 'continuation-of')?.facts['id']),
    continuedBy: isInterrupted ? fact<string | null>(to) : null,
    ending: { rule: fact<string>(rule) },
  } as const;
  const { answers, asked, ending } = composed;
  return {
    ...composed,
    rationale: [
      ...(answers === null ? [] : [{ rule: 'PRO-14', asked, ...answers }]),
      { rule: ending.rule, outcome: composed.outcome },
    ],
  };
}
