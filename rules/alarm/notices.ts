/** Whom each entry of an alarm concerns, and who owes what in it (ALM-4, ALM-5, CNF-5). */
import { type Audience, type Notification, type OwedAct, people } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import type { AlarmEntry } from './entries.ts';
import { isRefuted } from './sources.ts';
import { type AlarmState, steps, type Told } from './state.ts';

/** Members as each step names them: those of the council by the charter that the alarm carries. */
const audienceOf = (told: Told | undefined, { charter }: AlarmState): readonly Audience[] => {
  switch (told) {
    case 'duty':
    case 'leadership':
      return [{ role: told }];
    case 'council':
      return [{ council: charter.version }];
    case 'nobody':
    case undefined:
      return [];
  }
};

const heard: readonly Audience[] = [{ heard: true }];

/** Danger is told to who has muted it too. */
const urgently = (
  to: readonly Audience[],
  { owes = null, due = null, but = null }: Partial<Omit<Notification, 'to' | 'insists'>> = {},
): readonly Notification[] => to.map((audience) => ({ to: audience, owes, due, but, insists: true }));

/** Where the charter has tasks given, whoever is told owes an acknowledgement (ALM-1). */
const asking = (to: readonly Audience[], state: AlarmState, due: string | null): readonly Notification[] =>
  urgently(to, isAsking(state) ? { owes: 'acknowledgement', due } : {});

const isAsking = ({ charter }: AlarmState): boolean => charter.alarms.actions.includes('task');

/** Those who put something to it, whom no step may name. */
const putters = ({ sources }: AlarmState): readonly Audience[] => people(...sources.map(({ by }) => by));

/** Whom an entry concerns, and what they owe from then on and until when (ALM-4, ALM-5). @param state as it is after the entry */
export function alarmNotices(state: AlarmState, { kind, facts, at }: AlarmEntry): readonly Notification[] {
  switch (kind) {
    case 'raised':
      return asking(audienceOf(facts.told, state), state, facts.ends);
    case 'told':
      return asking(audienceOf(facts.to, state), state, facts.ends);
    case 'corroborated':
      return urgently(state.confirmedAt === at ? [...heard, ...putters(state)] : heard, { but: facts.by });
    case 'refuted':
      // What ends it is told with the ending.
      return isRefuted(state) ? [] : urgently([...heard, ...putters(state)], { but: facts.by });
    case 'acknowledged':
    case 'updated':
      return urgently([...heard, ...putters(state)], { but: facts.by });
    case 'unrefuted':
    case 'ended':
      return urgently([...heard, ...putters(state)]);
    case 'cleared':
    case 'continuation-of':
      return [];
  }
}

/** The windows in which something is owed now. */
export function alarmOwed(state: AlarmState): readonly OwedWindow[] {
  const { stage, ladder, acknowledged } = state;
  if (!isAsking(state) || stage === 'ended') return [];
  if (acknowledged?.until != null)
    return [{ act: 'updates', opens: acknowledged.at, due: acknowledged.until }];
  if (acknowledged !== null || ladder.ends === null) return [];
  return [{ act: 'acknowledgement', opens: ladder.told, due: ladder.ends }];
}

/** Who still owes an act as it stands; nobody where it is none of its acts (ALM-4, CNF-5). */
export function owingAlarm(state: AlarmState, act: OwedAct): readonly Audience[] {
  const { acknowledged, ladder } = state;
  switch (act) {
    case 'acknowledgement':
      return acknowledged === null ? audienceOf(steps[ladder.n - 1], state) : [];
    case 'updates':
      return people(acknowledged?.by);
    default:
      return [];
  }
}
