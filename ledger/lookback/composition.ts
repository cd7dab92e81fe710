/** Composes the record of a look back from its facts: who keeps one and who checks one do it here (PRO-14, REC-1). */
import type { LookbackState } from '../../rules/lookback/state.ts';
import { composeFrame, type FactsOf } from '../parts/frame.ts';
import { fact, told } from '../proposal/entries.ts';
import type { LookbackRecord } from './schema.ts';

/** @throws {TypeError} where the timeline has no beginning or no ending */
export function composeLookback(facts: FactsOf<LookbackRecord>): LookbackRecord {
  const { timeline, begun, ended, frame } = composeFrame<LookbackRecord>('lookback', facts, 'planned');
  const { title, ...of } = begun['of'] as LookbackState['of'];
  const opened = told(timeline, 'looking-back-opened');
  const { keep, change, end } = ended;
  const isInterrupted = frame.outcome === 'interrupted';
  const composed = {
    ...frame,
    title,
    of,
    opens: fact<string>(begun['opens']),
    closes: fact<string | null>(opened?.facts['closes']),
    asked: ((opened?.facts['asked'] ?? []) as readonly string[]).length,
    answers: isInterrupted
      ? null
      : { keep: fact<number>(keep), change: fact<number>(change), end: fact<number>(end) },
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
