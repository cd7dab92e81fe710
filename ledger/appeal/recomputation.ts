/** Computes an appeal again: from its record alone, and from its evidence too (APP-2, GUA-1, REC-1). */
import { type AppealEntry, appealEntries } from '../../rules/appeal/entries.ts';
import { evolve } from '../../rules/appeal/evolve.ts';
import { appeal } from '../../rules/appeal/kind.ts';
import { mayAct } from '../../rules/appeal/permissions.ts';
import { type AppealState, begunAppeal } from '../../rules/appeal/state.ts';
import { next } from '../../rules/appeal/step.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import {
  type Course,
  differs,
  inTheRecord,
  judges,
  permitted,
  type Place,
  replay,
  type Told,
  toldIn,
  wrong,
} from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { millisecond, notBefore, written } from '../proposal/course/windows.ts';
import { composeAppeal } from './composition.ts';
import type { AppealEvidence, AppealRecord } from './schema.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* appealFigures(record: AppealRecord): Generator<Difference> {
  const { rules, createdAt, endedAt } = record;
  if (rules.charter.guardian === null)
    yield inRecord('/rules/charter/guardian', 'is null, but then nobody could be appealed to (GUA-1)');
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it was lodged' });
  const told = retold(record);
  yield* replay(course(record), begun(record), told);
  const timeline = told.map(({ entry }, place) => ({ decision: record.id, number: place + 1, ...entry }));
  yield* compared('', record, composeAppeal({ ...record, timeline }));
}

/** Everything in which the record of an appeal differs from what follows from its evidence. */
export function* appealDifferences(
  record: AppealRecord,
  { timeline }: AppealEvidence,
): Generator<Difference> {
  yield* numberedDifferences('timeline', timeline);
  const isWhole = timeline.some(({ kind }) => kind === 'lodged') && timeline.at(-1)?.kind === 'ended';
  if (!isWhole) {
    yield inEvidence('/timeline', 'has no beginning, or no ending (PRO-9)');
    return;
  }
  yield* compared('', record, composeAppeal({ ...record, timeline }));
  yield* replay(course(record), begun(record), toldIn('timeline', timeline));
}

const begun = ({ id, of, appellant, principle, createdAt }: AppealRecord): AppealState =>
  begunAppeal({ id, of, appellant, principle, reason: '', remanded: false, createdAt });

const course = ({ rules: { charter } }: AppealRecord): Course<AppealState, AppealEntry> => ({
  entries: appealEntries,
  evolve,
  *follows(state, entry, place) {
    const { at } = entry;
    switch (entry.kind) {
      case 'continuation-of':
        return true;
      case 'lodged':
        if (charter.guardian !== null) {
          const closes = written(millisecond(at) + charter.guardian.answer);
          yield* differs(place, 'closes', entry.facts.closes, closes);
        }
        return true;
      case 'guardian-changed':
        yield* differs(place, 'from', entry.facts.from, state.guardian);
        yield* judges(place, entry.facts.to, appeal.concerned(state), 'to');
        return true;
      case 'ended':
        yield* ends(state, entry, place);
        return true;
    }
  },
});

function* ends(
  state: AppealState,
  { at, facts }: Extract<AppealEntry, { readonly kind: 'ended' }>,
  place: Place,
): Generator<Difference> {
  const { outcome, rule, guardian, silent = false, recused = null } = facts;
  const isGone = outcome === 'interrupted';
  yield* differs(place, 'rule', rule, isGone ? 'PRO-9' : 'APP-2');
  if (isGone) return;
  if (silent) {
    yield* differs(place, 'outcome', outcome, 'upheld');
    // Who is recused counts as silent at once (GUA-1).
    if (recused === null) yield* differs(place, 'at', at, next(state)?.at);
    return;
  }
  if (recused !== null) yield wrong(place, 'is told, but the guardian ruled (GUA-1)', 'recused');
  yield* judges(place, guardian, appeal.concerned(state), 'guardian');
  yield* permitted(place, mayAct('ruling', state, { id: guardian ?? '', status: 'active' }, at), {
    at,
    by: guardian ?? 'nobody',
    own: ({ code }) =>
      code === 'window-closed'
        ? `is ${at}, but silence upheld at ${state.deadline ?? ''} (APP-2)`
        : undefined,
  });
}

/** What happened as the record alone tells it. */
function retold(record: AppealRecord): readonly Told<AppealEntry>[] {
  const { of, appellant: by, principle, reason, guardian, closes, createdAt, endedAt } = record;
  const { outcome, ruling, recused, continuationOf, continuedBy, ending } = record;
  const lodged = { of, by, principle, reason, guardian, closes };
  const said = ruling === null ? { guardian, silent: true, recused } : { ...ruling, recused };
  const told = (
    pointer: string,
    kind: AppealEntry['kind'],
    at: string,
    facts: object,
    places: Record<string, string>,
  ) => inTheRecord(pointer, { kind, at, facts } as unknown as AppealEntry, places);
  return [
    ...(continuationOf === null
      ? []
      : [told('/continuationOf', 'continuation-of', createdAt, { id: continuationOf }, {})]),
    told('', 'lodged', createdAt, lodged, {}),
    told(
      '/ruling',
      'ended',
      ruling?.at ?? endedAt,
      { outcome, rule: ending.rule, to: continuedBy, ...said },
      {
        at: ruling === null ? '/endedAt' : '/ruling/at',
        rule: '/ending/rule',
        outcome: '/outcome',
        recused: '/recused',
      },
    ),
  ];
}
