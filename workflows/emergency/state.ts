/** An emergency under way: its state, and how it is written down. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { PollOpening, ProcessWrite } from '../../activities/index.ts';
import type { Charter } from '../../charter/types.ts';
import { type EmergencyState, nextDue } from '../../rules/emergency.ts';
import { anotherOverrideUntil } from '../../rules/emergency-polls.ts';
import type { EmergencyEntry, EmergencyFacts } from '../../rules/emergency/entries.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { activitiesFor } from '../activities.ts';
import { after, now } from '../clock.ts';
import { addEntry, type Journal, openJournal, writeDown } from '../journal.ts';
import type { EmergencyInput } from '../messages.ts';
import { showToOperators, untilWords } from '../operators.ts';
import type { Telling } from '../reminders.ts';

/** Whoever owes an act is reminded of it at this instant. */
export interface Reminder {
  readonly at: string;
  readonly act: 'report' | 'justification' | 'polls/override/ballot' | 'polls/ratification/ballot' | 'task';
  readonly opens: string;
  readonly due: string;
}

/** What the workflow holds. Handlers and stages change it; each change is written by `write`. */
export interface Emergency {
  readonly input: EmergencyInput;
  readonly rules: NonNullable<Charter['emergency']>;
  readonly journal: Journal<EmergencyEntry>;
  readonly telling: Telling;
  state: EmergencyState;
  /** Polls that open with the next write. */
  polls: PollOpening[];
  /** Counts what was done to it, so that whoever waits looks again. */
  revision: number;
  /** A poll may close early, or a status has changed: it is looked at again. */
  lookAgain: boolean;
  refused: Refusal | null;
  /** What the assignee of the task that is awaited has confirmed. */
  confirmation: { readonly evidence: string; readonly at: string } | null;
  reminders: readonly Reminder[];
}

export function openEmergency(input: EmergencyInput): Emergency {
  const { id, actor, what, reason, action, reversal, charter: copy, createdAt, retryOf } = input;
  const { emergency: rules } = copy.charter;
  if (rules === null) throw ApplicationFailure.nonRetryable('the charter has no emergencies');
  const { version, hash, pace } = copy;
  const acted: EmergencyState = {
    ...{ id, stage: 'in-force', actor, what, reason, action, reversal, createdAt },
    charter: { version, hash, pace },
    reportDue: after(createdAt, rules.report),
    justificationDue: after(createdAt, rules.justify),
    limit: rules.limit === null ? null : after(createdAt, rules.limit),
    deadline: null,
    report: null,
    justification: null,
    breaches: [],
    polls: {},
    formerPolls: [],
    anotherOverrideUntil: null,
    removal: null,
    actionState: 'pending',
    reversalState: null,
    outcome: null,
    decidedAt: null,
    endedAt: null,
    retryOf: null,
    retriedBy: null,
    retryUntil: null,
  };
  const state: EmergencyState =
    retryOf === null
      ? acted
      : {
          ...retryOf,
          id,
          stage: 'reversal',
          retryOf: retryOf.id,
          retriedBy: null,
          createdAt,
          endedAt: null,
          retryUntil: null,
        };
  return {
    ...{ input, rules, journal: openJournal(), telling: { underWay: 0 }, state, polls: [] },
    ...{ revision: 0, lookAgain: false, refused: null, confirmation: null, reminders: [] },
  };
}

/** Notes what happened, for the next write. */
export function note<Kind extends EmergencyEntry['kind']>(
  act: Emergency,
  kind: Kind,
  facts: EmergencyFacts<Kind>,
  at: string = now(),
): void {
  addEntry(act.journal, { at, kind, facts } as EmergencyEntry);
}

/** Writes the state and what was noted; answers once readers can see it. */
export async function write(act: Emergency): Promise<void> {
  await writeDown(act.journal, (sequence) =>
    activitiesFor(electorsOf(act)).recordProcess(takeChange(act, sequence)),
  );
}

/** The state, and everything that is new since the change before; whoever waits for something to happen looks again. */
export function takeChange(act: Emergency, sequence: number): ProcessWrite<'emergency'> {
  act.revision += 1;
  act.state = {
    ...act.state,
    deadline: nextDue(act.state, act.rules)?.at ?? null,
    anotherOverrideUntil: anotherOverrideUntil(act.state, act.rules.override.window),
  };
  const { journal, state, polls } = act;
  const { entries } = journal;
  journal.entries = [];
  act.polls = [];
  const { stage, deadline, outcome } = state;
  showToOperators(`emergency: ${outcome ?? stage}${untilWords(deadline)}`, state);
  return {
    ...{ kind: 'emergency', sequence, state, entries, polls },
    ...{ parties: [state.actor], confidential: false },
  };
}

/** Of its larger poll. */
export const electorsOf = ({ state: { polls } }: Emergency): number =>
  Math.max(polls.override?.electorate?.size ?? 0, polls.ratification?.electorate?.size ?? 0);
