/** Computes a look back again: from its record alone, and from its evidence too (PRO-14, REC-1). */
import { type LookbackEntry, lookbackEntries } from '../../rules/lookback/entries.ts';
import { evolve } from '../../rules/lookback/evolve.ts';
import { mayAct } from '../../rules/lookback/permissions.ts';
import {
  answersCounted,
  begunLookback,
  lookbackDays,
  type LookbackState,
  opensAt,
} from '../../rules/lookback/state.ts';
import { allAnswered } from '../../rules/lookback/step.ts';
import { later, notBefore } from '../proposal/course/windows.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { type Course, replay, toldIn } from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { composeLookback } from './composition.ts';
import type { LookbackEvidence, LookbackRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* lookbackFigures(record: LookbackRecord): Generator<Difference> {
  const { of, opens, closes, endedAt, asked, answers, outcome, rules, rationale, ending } = record;
  yield* compared('/opens', opens, opensAt({ ...record, of: { ...of, title: '' } }));
  if (of.days < lookbackDays.least || of.days > lookbackDays.most)
    yield inRecord(
      '/of/days',
      `is ${of.days}, not from ${lookbackDays.least} to ${lookbackDays.most} (PRO-14)`,
    );
  if (closes !== null) yield* compared('/closes', closes, later(opens, rules.charter.lookBack));
  const isInterrupted = outcome === 'interrupted';
  yield* compared('/ending/rule', ending.rule, isInterrupted ? 'PRO-9' : 'PRO-14');
  yield* notBefore('/endedAt', endedAt, {
    earliest: isInterrupted ? record.createdAt : opens,
    what: isInterrupted ? 'when it began' : 'when it opened',
  });
  if ((answers === null) !== isInterrupted || (closes === null && !isInterrupted))
    yield inRecord('/answers', 'do not agree with the outcome (PRO-14)');
  if (answers !== null) {
    const given = answers.keep + answers.change + answers.end;
    if (given > asked) yield inRecord('/answers', `are ${given}, but ${asked} were asked (PRO-14)`);
    if (given < asked) yield* compared('/endedAt', endedAt, closes);
    else if (closes !== null && endedAt > closes) yield inRecord('/endedAt', `is after the close, ${closes}`);
  }
  const steps = [
    ...(answers === null ? [] : [{ rule: 'PRO-14', asked, ...answers }]),
    { rule: ending.rule, outcome },
  ];
  yield* compared('/rationale', rationale, steps);
}

/** Everything in which the record differs from what follows from its evidence. */
export function* lookbackDifferences(
  record: LookbackRecord,
  { timeline }: LookbackEvidence,
): Generator<Difference> {
  yield* numberedDifferences('timeline', timeline);
  const isWhole = timeline.some(({ kind }) => kind === 'planned') && timeline.at(-1)?.kind === 'ended';
  if (!isWhole) {
    yield inEvidence('/timeline', 'has no beginning, or no ending (PRO-9)');
    return;
  }
  yield* compared('', record, composeLookback({ ...record, timeline }));
  yield* replay(course, begun(record), toldIn('timeline', timeline));
}

const begun = ({ of, rules, ...record }: LookbackRecord): LookbackState =>
  begunLookback({ ...record, of: { ...of, title: '' }, window: rules.charter.lookBack });

const course: Course<LookbackState, LookbackEntry> = {
  entries: lookbackEntries,
  evolve,
  rows: {
    planned: { due: (state) => ({ opens: opensAt(state) }) },
    'looking-back-opened': {
      due: ({ deadline, window }) =>
        deadline === null ? {} : { at: deadline, closes: later(deadline, window) },
      *wrong({ stage }, { facts: { asked } }) {
        if (stage !== 'waiting') yield 'is asked a second time (PRO-14)';
        if (new Set(asked).size !== asked.length) yield ['asked', 'name one twice (PRO-14)'];
      },
    },
    answered: {
      refused: (state, { at, facts: { by } }) => mayAct('answer', state, { id: by, status: 'active' }, at),
    },
    ended: {
      due: (state, { facts: { outcome } }) => {
        if (outcome === 'interrupted') return { rule: 'PRO-9' };
        const counted = { rule: 'PRO-14', ...answersCounted(state.answers) };
        return allAnswered(state) ? counted : { ...counted, at: state.deadline };
      },
    },
  },
};
