/** Computes an appeal again: from its record alone, and from its evidence too (APP-2, GUA-1, REC-1). */
import { type AppealEntry, appealEntries } from '../../rules/appeal/entries.ts';
import { evolve } from '../../rules/appeal/evolve.ts';
import { appeal } from '../../rules/appeal/kind.ts';
import { mayAct } from '../../rules/appeal/permissions.ts';
import { type AppealState, begunAppeal } from '../../rules/appeal/state.ts';
import { next } from '../../rules/appeal/step.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { type Course, ownCase, replay, type Told, toldBy, toldIn } from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { later, notBefore } from '../proposal/course/windows.ts';
import { isHashedName, unveiled } from '../parts/veil.ts';
import { appealPlaces, composeAppeal } from './composition.ts';
import type { AppealEvidence, AppealRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* appealFigures(record: AppealRecord): Generator<Difference> {
  const { rules, createdAt, endedAt, appellant } = record;
  if (!isHashedName(appellant)) yield inRecord('/appellant', 'names who appealed (REC-5)');
  if (rules.charter.guardian === null)
    yield inRecord('/rules/charter/guardian', 'is null, but then nobody could be appealed to (GUA-1)');
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it was lodged' });
  const told = retold(record);
  yield* replay(course(record), begun(record), told);
  const timeline = told.map(({ entry }, place) => ({ decision: record.id, number: place + 1, ...entry }));
  yield* compared('', record, composeAppeal({ ...record, timeline, nameSalt: null }));
}

/** Everything in which the record of an appeal differs from what follows from its evidence. */
export function* appealDifferences(
  record: AppealRecord,
  { timeline, nameSalt }: AppealEvidence,
): Generator<Difference> {
  yield* numberedDifferences('timeline', timeline);
  const isWhole = timeline.some(({ kind }) => kind === 'lodged') && timeline.at(-1)?.kind === 'ended';
  if (!isWhole) {
    yield inEvidence('/timeline', 'has no beginning, or no ending (PRO-9)');
    return;
  }
  yield* compared('', record, composeAppeal({ ...record, timeline, nameSalt }));
  const names = timeline.flatMap(({ kind, facts }) => (kind === 'lodged' ? [String(facts.by)] : []));
  const named = unveiled(record, { names, salt: nameSalt }, appealPlaces);
  yield* replay(course(named), begun(named), toldIn('timeline', timeline));
}

const begun = ({ id, of, appellant, principle, createdAt }: AppealRecord): AppealState =>
  begunAppeal({ id, of, appellant, principle, reason: '', remanded: false, createdAt });

const course = ({ rules: { charter } }: AppealRecord): Course<AppealState, AppealEntry> => ({
  entries: appealEntries,
  evolve,
  rows: {
    lodged: {
      due: (_state, { at }) =>
        charter.guardian === null ? {} : { closes: later(at, charter.guardian.answer) },
    },
    'guardian-changed': {
      due: ({ guardian }) => ({ from: guardian }),
      wrong: (state, { facts: { to } }) => ownCase(to, appeal.concerned(state), 'to'),
    },
    ended: {
      due: (state, { facts: { outcome, silent, recused = null } }) => {
        if (outcome === 'interrupted') return { rule: 'PRO-9' };
        if (silent !== true) return { rule: 'APP-2', recused: undefined };
        // Who is recused counts as silent at once (GUA-1).
        const silence = { rule: 'APP-2', outcome: 'upheld' };
        return recused === null ? { ...silence, at: next(state)?.at } : silence;
      },
      wrong: (state, { facts }) =>
        isRuling(facts) ? ownCase(facts.guardian, appeal.concerned(state), 'guardian') : [],
      refused: (state, { at, facts }) =>
        isRuling(facts)
          ? mayAct('ruling', state, { id: facts.guardian ?? '', status: 'active' }, at)
          : undefined,
      said: ({ code }, { at }, { deadline }) =>
        code === 'window-closed' ? `is ${at}, but silence upheld at ${deadline ?? ''} (APP-2)` : undefined,
    },
  },
});

const isRuling = ({ outcome, silent }: Extract<AppealEntry, { readonly kind: 'ended' }>['facts']): boolean =>
  outcome !== 'interrupted' && silent !== true;

/** What happened as the record alone tells it. */
function retold(record: AppealRecord): readonly Told<AppealEntry>[] {
  const { of, appellant: by, principle, reason, guardian, closes, createdAt, endedAt } = record;
  const { outcome, ruling, recused, continuationOf, continuedBy: to, ending } = record;
  const said =
    ruling === null ? { guardian, silent: true, recused } : { ...ruling, ...(recused && { recused }) };
  const at = ruling === null ? '/endedAt' : '/ruling/at';
  const places = { at, rule: '/ending/rule', outcome: '/outcome', recused: '/recused' };
  const before = continuationOf === null ? [] : [{ id: continuationOf }];
  return [
    ...before.map((facts) => toldBy<AppealEntry>('', 'continuation-of', createdAt, facts)),
    toldBy('', 'lodged', createdAt, { of, by, principle, reason, guardian, closes }),
    toldBy('/ruling', 'ended', ruling?.at ?? endedAt, { outcome, rule: ending.rule, to, ...said }, places),
  ];
}
