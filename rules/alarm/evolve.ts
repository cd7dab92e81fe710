/** The state of an alarm after an entry: the workflow, the store and the verifier fold the same (ALM-3 to ALM-5). */
import { after, laterOf } from '../window.ts';
import type { AlarmEntry } from './entries.ts';
import { areEnough, countedOf, hasSecond, wrongSensors } from './sources.ts';
import { type AlarmState, lastStep, type Source, stepOf } from './state.ts';
import { next } from './step.ts';

/** @param entry with the instant at which it happened */
export function evolve(before: AlarmState, entry: AlarmEntry): AlarmState {
  const state = changed(before, entry);
  return { ...state, deadline: next(state)?.at ?? null };
}

function changed(state: AlarmState, { at, ...entry }: AlarmEntry): AlarmState {
  switch (entry.kind) {
    case 'continuation-of':
      return state;
    case 'raised': {
      const { by, owner: byOwner, duty, doubted, alert, sources, told, until, ends } = entry.facts;
      const raised: AlarmState = {
        ...state,
        alert,
        raisedBy: { by, byOwner },
        doubted,
        until,
        ladder: { n: stepOf(told), told: at, ends },
      };
      return put(raised, { duty, sources }, at);
    }
    case 'corroborated':
      return put(state, entry.facts, at);
    case 'unrefuted':
      return confirmed(state, 'unrefuted', at);
    case 'told': {
      const { n, ends } = entry.facts;
      return { ...state, ladder: { n, told: at, ends }, acknowledged: null };
    }
    case 'acknowledged': {
      const { by, until } = entry.facts;
      return { ...state, acknowledged: { by, at, until } };
    }
    case 'updated': {
      const { by, severity, until } = entry.facts;
      const alert = state.alert === null || severity === null ? state.alert : { ...state.alert, severity };
      const acknowledged = { by: state.acknowledged?.by ?? by, at, until };
      return { ...state, alert, acknowledged, updatedAt: at };
    }
    case 'refuted': {
      const { by, owner, duty, sensors } = entry.facts;
      return { ...state, refutations: [...state.refutations, { by, owner, duty, at, sensors }] };
    }
    case 'cleared':
      return { ...state, clearedBy: entry.facts.by };
    case 'ended': {
      const { outcome, to } = entry.facts;
      const continuedBy = typeof to === 'string' ? to : state.continuedBy;
      const ended: AlarmState = { ...state, stage: 'ended', outcome, endedAt: at, continuedBy };
      return outcome === 'refuted' ? { ...ended, wrong: wrongIn(state) } : ended;
    }
  }
}

/** More sources: enough of them, or a duty holder's, confirm it; and where a second one was waited for, the ladder goes on from then. */
function put(
  before: AlarmState,
  { duty, sources }: { readonly duty: boolean; readonly sources: readonly Source[] },
  at: string,
): AlarmState {
  const state = { ...before, sources: [...before.sources, ...sources.map(countedOf)] };
  if (state.stage === 'unconfirmed') {
    if (duty) return confirmed(state, 'duty', at);
    return areEnough(state.sources, state.charter.alarms) ? confirmed(state, 'sources', at) : state;
  }
  const isSecond = state.doubted && !hasSecond(before) && hasSecond(state);
  return isSecond ? ladderFrom(state, at) : state;
}

function confirmed(
  state: AlarmState,
  confirmedBy: NonNullable<AlarmState['confirmedBy']>,
  at: string,
): AlarmState {
  const { acknowledged, charter } = state;
  const until = after(at, charter.alarms.update);
  return ladderFrom(
    {
      ...state,
      stage: 'confirmed',
      confirmedAt: at,
      confirmedBy,
      acknowledged: acknowledged === null ? null : { ...acknowledged, until },
    },
    at,
  );
}

/** What was due while it rested is due now, and not before. */
const ladderFrom = (state: AlarmState, at: string): AlarmState => {
  const { ladder, acknowledged } = state;
  return {
    ...state,
    ladder: { ...ladder, ends: ladder.ends === null ? null : laterOf(ladder.ends, at) },
    acknowledged:
      acknowledged?.until == null
        ? acknowledged
        : { ...acknowledged, until: laterOf(acknowledged.until, at) },
  };
};

const wrongIn = (state: AlarmState): AlarmState['wrong'] => ({
  sensors: wrongSensors(state),
  owners: [...new Set(state.sources.map(({ byOwner }) => byOwner))],
});

/** The step after this one, and when it ends (ALM-4). */
export function stepAfter({ ladder, charter }: Pick<AlarmState, 'ladder' | 'charter'>, at: string) {
  const n = Math.min(ladder.n + 1, lastStep);
  const length = charter.alarms.ladder[n - 1];
  return { n, ends: length === undefined ? null : after(at, length) };
}
