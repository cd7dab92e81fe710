/** What the rules say of each thing that happens in an emergency, as it is replayed (EMG-1 to EMG-7, EXE-1). */
import { type EmergencyEntry, emergencyEntries } from '../../rules/emergency/entries.ts';
import { evolve } from '../../rules/emergency/evolve.ts';
import { type EmergencyAct, mayAct } from '../../rules/emergency/permissions.ts';
import {
  anotherOverrideUntil,
  decidedByElectorate,
  isAnswered,
  pollCloses,
} from '../../rules/emergency/polls.ts';
import {
  begunEmergency,
  dueAt,
  duties,
  type EmergencyPollKind,
  emergencyPollKinds,
  type EmergencyState,
  owed,
} from '../../rules/emergency/state.ts';
import { decidedBy, next } from '../../rules/emergency/step.ts';
import type { Action } from '../../rules/model.ts';
import { leastWhole } from '../../rules/polls/share.ts';
import { millisecond, written } from '../proposal/course/windows.ts';
import type { Difference } from '../recount/difference.ts';
import { type Course, differs, permitted, type Place, wrong } from '../recount/replay.ts';
import type { EmergencyRecord } from './schema.ts';

type Happens<Kind extends EmergencyEntry['kind']> = Extract<EmergencyEntry, { readonly kind: Kind }>;

const rulesOfDuties = { report: 'EMG-3', justification: 'EMG-4' } as const;

/** An emergency of which nothing has been told yet; what it does, as far as its record has it. */
export function begun({
  id,
  actor,
  act,
  charter,
  createdAt,
  retryOf,
  rules,
}: EmergencyRecord): EmergencyState {
  const { report, justify, limit } = rules.emergency;
  const later = (length: number): string => written(millisecond(createdAt) + length);
  const actionIn = (action: object | undefined): Action =>
    action !== undefined && 'type' in action ? (action as Action) : { type: 'none' };
  return {
    ...begunEmergency({
      id,
      actor,
      what: '',
      reason: '',
      action: actionIn(act?.action),
      reversal: actionIn(act?.reversal),
      charter,
      createdAt,
      reportDue: later(report),
      justificationDue: later(justify),
      limit: limit === null ? null : later(limit),
    }),
    stage: retryOf === null ? 'in-force' : 'reversal',
    retryOf,
  };
}

export function emergencyCourse({
  rules: { emergency: rules },
}: Pick<EmergencyRecord, 'rules'>): Course<EmergencyState, EmergencyEntry> {
  return { entries: emergencyEntries, evolve, follows };

  function* follows(
    before: EmergencyState,
    entry: EmergencyEntry,
    place: Place,
  ): Generator<Difference, boolean> {
    const { at } = entry;
    const state = { ...before, anotherOverrideUntil: anotherOverrideUntil(before, rules.override.window) };
    switch (entry.kind) {
      case 'acted':
        for (const due of ['reportDue', 'justificationDue', 'limit'] as const)
          yield* differs(place, due, entry.facts[due], state[due]);
        return true;
      case 'reported':
      case 'justified': {
        const duty = entry.kind === 'reported' ? 'report' : 'justification';
        const { by, late } = entry.facts;
        yield* differs(place, 'late', late, at >= dueAt(state, duty));
        return yield* permitted(place, may(duty, state, by, at), { at, by });
      }
      case 'breach': {
        const { duty, due } = entry.facts;
        // What falls due at the same instant may be told before or after it.
        const falls = next(state, rules)?.at;
        if (!owed(state).includes(duty) || falls !== dueAt(state, duty)) {
          yield wrong(place, `is of the ${duty}, of which none fell due then (${rulesOfDuties[duty]})`);
          return true;
        }
        yield* differs(place, 'due', due, falls);
        yield* differs(place, 'at', at, falls);
        return true;
      }
      case 'override-opened':
        yield* opens('override', state, entry, place);
        return true;
      case 'ratification-opened':
        yield* opens('ratification', state, entry, place);
        return true;
      case 'override-closed':
        return yield* closes('override', state, entry, place);
      case 'ratification-closed':
        return yield* closes('ratification', state, entry, place);
      case 'removal-opened':
        if (state.breaches.length === 0) yield wrong(place, 'was opened by no breach (EMG-3)');
        return true;
      case 'decided':
        yield* decides(state, entry, place);
        return true;
      case 'task-confirmed': {
        const { of, assignee: by } = entry.facts;
        const awaited = { ...state, [of === 'action' ? 'actionState' : 'reversalState']: 'awaited' };
        const task = state[of];
        // What it asks may stand in the record as its hash alone, or be anything.
        if (task.type !== 'task' || typeof task.by !== 'string') return true;
        return yield* permitted(place, may('task', awaited, by, at), { at, by });
      }
      case 'reversal-opened':
        if (state.stage !== 'reversal') yield wrong(place, 'is told, but nothing was to be reversed (EMG-7)');
        return true;
      case 'ended':
        yield* ends(state, entry, place);
        return true;
      case 'retry-of':
      case 'override-passed-over':
      case 'removal-passed-over':
      case 'action-done':
      case 'action-failed':
      case 'allocation-ended':
      case 'reversal-done':
      case 'reversal-failed':
      case 'retried-by':
        return true;
    }
  }

  function* opens(
    kind: EmergencyPollKind,
    state: EmergencyState,
    { at, facts }: Happens<'override-opened' | 'ratification-opened'>,
    place: Place,
  ): Generator<Difference> {
    const { by, electorate } = facts;
    yield* differs(place, 'opens', facts.opens, at);
    yield* differs(place, 'closes', facts.closes, pollCloses(kind, facts.opens, state, rules));
    const quorum = leastWhole(rules[kind].quorum, electorate.size);
    yield* differs(place, 'electorate', electorate, { ...electorate, quorum });
    const unasked = `is ${at}, but the polls before left no question open (EMG-6)`;
    if (by !== null)
      yield* permitted(place, may(`${kind}-calls`, state, by, at), {
        at,
        by,
        own: ({ code }) => {
          if (code === 'not-permitted')
            return { fact: 'by', sentence: `is ${by}, whose own act it is (EMG-5)` };
          return code === 'already-done' ? { fact: 'opens', sentence: unasked } : undefined;
        },
      });
    else if (kind !== 'override' || state.breaches.length === 0)
      yield wrong(place, 'is null, but only a breach opens an override by itself (EMG-3)', 'by');
    else if (isAnswered(state, kind)) yield wrong(place, unasked, 'opens');
  }

  function* closes(
    kind: EmergencyPollKind,
    { polls }: EmergencyState,
    { at, facts: { closedAt, tally } }: Happens<'override-closed' | 'ratification-closed'>,
    place: Place,
  ): Generator<Difference, boolean> {
    const poll = polls[kind];
    if (poll?.closedAt !== null) {
      yield wrong(place, 'counts a poll that was not open (EMG-5, EMG-6)');
      return false;
    }
    yield* differs(place, 'closedAt', closedAt, at);
    // How many of those who abstained were only assumed to, the ballots say.
    const figures = { ...tally, answered: tally.participating, offlineUnanswered: 0 };
    if (closedAt < poll.closes && !decidedByElectorate(figures, rules[kind]))
      yield wrong(
        place,
        'is before the window’s end, but the votes for were not enough of the whole electorate (EMG-5, EMG-6)',
        'closedAt',
      );
    return true;
  }

  function* decides(
    state: EmergencyState,
    { at, facts }: Happens<'decided'>,
    place: Place,
  ): Generator<Difference> {
    // Breaches that nobody noted are found at the end.
    const missed = owed(state).map((kind) => ({ kind, at: dueAt(state, kind) }));
    const due = next({ ...state, breaches: [...state.breaches, ...missed] }, rules);
    const decided = decidedBy(state, due);
    yield* differs(place, 'outcome', facts.outcome, decided?.outcome);
    yield* differs(place, 'rule', facts.rule, decided?.rule);
    yield* differs(place, 'at', at, decided?.at);
    for (const kind of emergencyPollKinds) {
      const poll = state.polls[kind];
      if (poll?.closedAt === null && poll.closes < at)
        yield wrong(place, `comes after the ${kind} was over, which was not counted (EMG-5, EMG-6)`);
    }
  }

  function* ends(state: EmergencyState, { facts }: Happens<'ended'>, place: Place): Generator<Difference> {
    const { outcome, rule, actionState, reversalState } = facts;
    const isRetry = state.retryOf !== null;
    // Its workflow was lost: what was decided stays decided, else it is interrupted (PRO-9).
    const isGone = rule === 'PRO-9';
    if (!isRetry) yield* differs(place, 'outcome', outcome, state.outcome ?? (isGone ? 'interrupted' : null));
    if (isRetry && !isGone) yield* differs(place, 'rule', rule, 'EXE-2');
    if (!isRetry && !isGone) yield* accounted(state, place);
    const stands = outcome === 'ratified' || outcome === 'stood';
    if (!isRetry) yield* finished('actionState', actionState, place);
    if (!stands) yield* finished('reversalState', reversalState, place);
    else yield* differs(place, 'reversalState', reversalState, null);
  }
}

/** It ends only once what it did is done, or has failed for good (EMG-7). */
function* finished(
  part: 'actionState' | 'reversalState',
  state: EmergencyState['reversalState'],
  place: Place,
): Generator<Difference> {
  if (state !== 'done' && state !== 'failed')
    yield wrong(place, `is ${state ?? 'null'}, but it ended, so it was done or had failed (EMG-7)`, part);
}

/** What was owed was given in time, or its breach is noted, also where it came late; never both, never neither (EMG-3, EMG-4, EMG-7). */
function* accounted(state: EmergencyState, place: Place): Generator<Difference> {
  for (const duty of duties) {
    const noted = state.breaches.filter(({ kind }) => kind === duty).length;
    const due = state[duty]?.late === false ? 0 : 1;
    if (noted !== due)
      yield {
        document: place.document,
        pointer: place.facts?.breaches ?? '/timeline',
        sentence: `has ${noted} of the ${duty}, but ${due} follows (${rulesOfDuties[duty]})`,
      };
  }
}

/** What the table of permissions says; whether a member was of the council, only the members of that time would tell. */
const may = (act: EmergencyAct, state: EmergencyState, id: string, at: string) =>
  mayAct(act, state, { id, status: 'active', council: true, electorOf: [], operator: false }, at);
