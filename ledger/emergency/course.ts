/** What the rules say of each thing that happens in an emergency, row by row (EMG-1 to EMG-7, EXE-1). */
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
  type Duty,
  type EmergencyPollKind,
  emergencyPollKinds,
  type EmergencyState,
  owed,
} from '../../rules/emergency/state.ts';
import { decidedBy, next } from '../../rules/emergency/step.ts';
import type { Action } from '../../rules/model.ts';
import { votesForQuorum } from '../../rules/polls/quorum.ts';
import { later } from '../proposal/course/windows.ts';
import type { Course, Row, Wrong } from '../recount/replay.ts';
import type { EmergencyRecord } from './schema.ts';

type State = EmergencyState;
type Happens<Kind extends EmergencyEntry['kind']> = Extract<EmergencyEntry, { readonly kind: Kind }>;

/** An emergency of which nothing has been told yet; what it does, as far as its record has it. */
export function begun({ id, actor, act, charter, createdAt, retryOf, rules }: EmergencyRecord): State {
  const { report, justify, limit } = rules.emergency;
  const actionIn = (action: object | undefined): Action =>
    action !== undefined && 'type' in action ? (action as Action) : { type: 'none' };
  const state = begunEmergency({
    id,
    actor,
    what: '',
    reason: '',
    action: actionIn(act?.action),
    reversal: actionIn(act?.reversal),
    charter,
    createdAt,
    reportDue: later(createdAt, report),
    justificationDue: later(createdAt, justify),
    limit: limit === null ? null : later(createdAt, limit),
  });
  return { ...state, stage: retryOf === null ? 'in-force' : 'reversal', retryOf };
}

const rulesOfDuties = { report: 'EMG-3', justification: 'EMG-4' } as const;

export function emergencyCourse({
  rules: { emergency: rules },
}: Pick<EmergencyRecord, 'rules'>): Course<State, EmergencyEntry> {
  /** What the table of permissions says; whether a member was of the council, only the members of that time would tell. */
  const may = (act: EmergencyAct, state: State, id: string, at: string) =>
    mayAct(
      act,
      { ...state, anotherOverrideUntil: anotherOverrideUntil(state, rules.override.window) },
      { id, status: 'active', council: true, electorOf: [], operator: false },
      at,
    );

  const given = (duty: Duty): Row<State, Happens<'reported' | 'justified'>> => ({
    due: (state, { at }) => ({ late: at >= dueAt(state, duty) }),
    refused: (state, { at, facts: { by } }) => may(duty, state, by, at),
  });

  const opened = (kind: EmergencyPollKind): Row<State, Happens<`${EmergencyPollKind}-opened`>> => ({
    due: (state, { at, facts: { opens, electorate } }) => ({
      opens: at,
      closes: pollCloses(kind, opens, state, rules),
      electorate: { ...electorate, quorum: votesForQuorum(rules[kind].quorum, electorate.size) },
    }),
    *wrong(state, { facts: { by, opens } }) {
      if (by !== null) return;
      if (kind !== 'override' || state.breaches.length === 0)
        yield ['by', 'is null, but only a breach opens an override by itself (EMG-3)'];
      else if (isAnswered(state, kind)) yield unasked(opens);
    },
    refused: (state, { at, facts: { by } }) =>
      by === null ? undefined : may(`${kind}-calls`, state, by, at),
    said: ({ code }, { facts: { by, opens } }) => {
      if (code === 'not-permitted') return ['by', `is ${by ?? 'null'}, whose own act it is (EMG-5)`];
      return code === 'already-done' ? unasked(opens) : undefined;
    },
  });

  const closed = (kind: EmergencyPollKind): Row<State, Happens<`${EmergencyPollKind}-closed`>> => ({
    due: (_state, { at }) => ({ closedAt: at }),
    *wrong({ polls }, { facts: { closedAt, tally } }) {
      const poll = polls[kind];
      if (poll?.closedAt !== null) {
        yield 'counts a poll that was not open (EMG-5, EMG-6)';
        return;
      }
      // How many of those who abstained were only assumed to, the ballots say.
      const figures = { ...tally, answered: tally.participating, offlineUnanswered: 0 };
      if (closedAt < poll.closes && !decidedByElectorate(figures, rules[kind])) yield ['closedAt', tooEarly];
    },
  });

  return {
    entries: emergencyEntries,
    evolve,
    rows: {
      acted: {
        due: ({ reportDue, justificationDue, limit }) => ({ reportDue, justificationDue, limit }),
      },
      reported: given('report'),
      justified: given('justification'),
      breach: {
        due: (state, { facts: { duty } }) => ({ due: dueAt(state, duty), at: dueAt(state, duty) }),
        // What falls due at the same instant may be told before or after it.
        *wrong(state, { facts: { duty } }) {
          if (!owed(state).includes(duty) || next(state, rules)?.at !== dueAt(state, duty))
            yield `is of the ${duty}, of which none fell due then (${rulesOfDuties[duty]})`;
        },
      },
      'override-opened': opened('override'),
      'ratification-opened': opened('ratification'),
      'override-closed': closed('override'),
      'ratification-closed': closed('ratification'),
      'removal-opened': {
        *wrong({ breaches }) {
          if (breaches.length === 0) yield 'was opened by no breach (EMG-3)';
        },
      },
      decided: {
        due(state) {
          // Breaches that nobody noted are found at the end.
          const missed = owed(state).map((kind) => ({ kind, at: dueAt(state, kind) }));
          const due = next({ ...state, breaches: [...state.breaches, ...missed] }, rules);
          const { outcome, rule, at } = decidedBy(state, due) ?? {};
          return { outcome, rule, at };
        },
        *wrong({ polls }, { at }) {
          for (const kind of emergencyPollKinds) {
            const { closedAt, closes = at } = polls[kind] ?? {};
            if (closedAt === null && closes < at)
              yield `comes after the ${kind} was over, which was not counted (EMG-5, EMG-6)`;
          }
        },
      },
      'task-confirmed': {
        refused: (state, { at, facts: { of, assignee } }) => {
          const awaited = { ...state, [of === 'action' ? 'actionState' : 'reversalState']: 'awaited' };
          const task = state[of];
          // What it asks may stand in the record as its hash alone, or be anything.
          const isTold = task.type === 'task' && typeof task.by === 'string';
          return isTold ? may('task', awaited, assignee, at) : undefined;
        },
      },
      'reversal-opened': {
        *wrong({ stage }) {
          if (stage !== 'reversal') yield 'is told, but nothing was to be reversed (EMG-7)';
        },
      },
      ended: { due: outcomeOf, wrong: unfinished },
    },
  };
}

const unasked = (opens: string): Wrong => [
  'opens',
  `is ${opens}, but the polls before left no question open (EMG-6)`,
];

export const tooEarly =
  'is before the window’s end, but the votes for were not enough of the whole electorate (EMG-5, EMG-6)';

/** Where its workflow was lost, what was decided stays decided, else it is interrupted (PRO-9). */
function outcomeOf({ retryOf, outcome }: State, { facts: { rule } }: Happens<'ended'>) {
  const isGone = rule === 'PRO-9';
  if (retryOf !== null) return isGone ? {} : { rule: 'EXE-2' };
  return { outcome: outcome ?? (isGone ? 'interrupted' : null) };
}

/**
 * It ends only once what it did is done or has failed for good, and what was owed was given in time or its breach is noted, also where it
 * came late: never both, never neither (EMG-3, EMG-4, EMG-7).
 */
function* unfinished(state: State, { facts }: Happens<'ended'>): Generator<Wrong> {
  const { outcome, rule, actionState, reversalState } = facts;
  const isReversed = outcome !== 'ratified' && outcome !== 'stood';
  if (!isReversed && reversalState !== null)
    yield ['reversalState', `is ${reversalState}, but nothing was to be reversed (EMG-7)`];
  const parts = {
    ...(state.retryOf === null && { actionState }),
    ...(isReversed && { reversalState }),
  };
  for (const [part, reached] of Object.entries(parts))
    if (reached !== 'done' && reached !== 'failed')
      yield [part, `is ${reached ?? 'null'}, but it ended, so it was done or had failed (EMG-7)`];
  if (rule === 'PRO-9' || state.retryOf !== null) return;
  for (const duty of duties) {
    const noted = state.breaches.filter(({ kind }) => kind === duty).length;
    const due = state[duty]?.late === false ? 0 : 1;
    if (noted !== due)
      yield ['breaches', `has ${noted} of the ${duty}, but ${due} follows (${rulesOfDuties[duty]})`];
  }
}
