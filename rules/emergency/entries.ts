/** All that can happen in an emergency, as its timeline tells it (EMG-1 to EMG-8). */
import { actionStates, duties, emergencyOutcomes, type EmergencyPoll } from './state.ts';
import {
  entry,
  type EntryIn,
  flag,
  instant,
  object,
  oneOf,
  openEntry,
  optional,
  orNull,
  text,
} from '../entries.ts';
import type { DoneBefore } from '../actions/execution.ts';
import type { Action } from '../model.ts';
import { type Node, nodeVetoOutcomes } from '../node-veto/state.ts';
import type { Facts } from '../refusal.ts';
import type { Tally } from '../polls/tally.ts';

const account = { by: text, text, late: flag };
const pollOpened = {
  by: orNull(text),
  reason: orNull(text),
  opens: instant,
  closes: instant,
  electorate: object<NonNullable<EmergencyPoll['electorate']>>(),
};
const pollClosed = { closedAt: instant, tally: object<Tally>() };
const done = { action: text, result: object<Facts>(), doneBefore: optional(object<DoneBefore>()) };
const failed = {
  action: text,
  reason: text,
  details: optional(orNull(object<Facts>())),
  mayPass: optional(flag),
  assignee: optional(text),
  by: optional(instant),
};

export const emergencyEntries = {
  acted: entry('The leader acted, and answers for it until these instants (EMG-1 to EMG-4).', {
    by: text,
    what: text,
    reason: text,
    action: object<Action>(),
    reversal: object<Action>(),
    reportDue: instant,
    justificationDue: instant,
    limit: orNull(instant),
  }),
  'retry-of': entry('It runs the reversal of another emergency again (EXE-2).', { id: text }),
  reported: entry('The report; `late`: its breach stays (EMG-3).', account),
  justified: entry('The justification; `late`: its breach stays (EMG-4).', account),
  breach: entry('What was owed did not come in time (EMG-3, EMG-4).', { duty: oneOf(duties), due: instant }),
  'override-opened': entry('Called by a member, or by itself: `by` is null then (EMG-5).', pollOpened),
  'override-closed': entry('The override was counted (EMG-5).', pollClosed),
  'override-passed-over': entry('A breach opened none: the code of the refusal says why (EMG-3).', {
    because: text,
  }),
  'ratification-opened': entry('A member called the ratification (EMG-6).', pollOpened),
  'ratification-closed': entry('The ratification was counted (EMG-6).', pollClosed),
  'removal-opened': entry('The proposal that would take the actor’s leadership (EMG-4).', { id: text }),
  'removal-passed-over': entry('The actor leads no more (EMG-8).', { because: text, member: text }),
  'task-confirmed': entry('The assignee has done the task of the action or of its reversal (EXE-1).', {
    of: oneOf(['action', 'reversal'] as const),
    assignee: text,
    evidence: text,
  }),
  'action-done': entry('What the act does was done (EMG-1).', done),
  'action-failed': entry('What the act does was not done, which stops nothing (EMG-7).', failed),
  decided: entry('The outcome is fixed; what is owed is waited for (EMG-7).', {
    outcome: oneOf(emergencyOutcomes),
    rule: text,
  }),
  'allocation-ended': entry('What the act granted ended with it (EMG-2).', { until: instant }),
  'reversal-opened': entry('The reversal began (EMG-5, EMG-6).', { action: text }),
  'reversal-done': entry('The act was undone (EMG-7).', done),
  'reversal-failed': entry('The act was not undone; an operator may try it again (EXE-2).', failed),
  'node-vetoed': entry(
    'A node whom the action names says that it endangers it; while that holds the action waits (NVP-1, NVP-2).',
    { id: text, by: text, node: object<Node>(), holds: flag, holdEnds: orNull(instant) },
  ),
  'hold-ended': entry(
    'The node veto holds the action no more: its time is over, or it was denied (NVP-2, NVP-3).',
    {
      id: text,
      because: oneOf(['time', 'denied'] as const),
    },
  ),
  'node-veto-ended': entry('What became of a node veto; the act ends where it is `vetoed` (NVP-3).', {
    id: text,
    outcome: oneOf(nodeVetoOutcomes),
  }),
  ended: openEntry('Nothing is owed any more.', {
    outcome: orNull(oneOf(emergencyOutcomes)),
    rule: text,
    actionState: oneOf(actionStates),
    reversalState: orNull(oneOf(actionStates)),
  }),
  'retried-by': entry('The emergency that runs this one’s reversal again (EXE-2).', { id: text }),
};

export type EmergencyEntry = EntryIn<typeof emergencyEntries>;
