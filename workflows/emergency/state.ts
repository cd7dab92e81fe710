/** An emergency under way: its state, and how it is written down. */
import {
  ApplicationFailure,
  condition,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ProcessWrite } from '../../activities/processes.ts';
import type { Charter } from '../../charter/types.ts';
import { type EmergencyState, nextDue } from '../../rules/emergency.ts';
import type { Facts, Refusal } from '../../rules/refusal.ts';
import { after, now } from '../clock.ts';
import { activities } from '../swift.ts';
import { type EmergencyInput, searchAttributes } from '../messages.ts';

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
  state: EmergencyState;
  /** Counts what was done to it, so that whoever waits looks again. */
  revision: number;
  /** A poll may close early, or a status has changed: it is looked at again. */
  lookAgain: boolean;
  refused: Refusal | null;
  /** What the assignee of the task that is awaited has confirmed. */
  confirmation: { readonly evidence: string; readonly at: string } | null;
  reminders: readonly Reminder[];
  /** What happened since the last write. */
  entries: ProcessWrite['entries'][number][];
  sequence: number;
  written: number;
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
    removal: null,
    actionState: 'pending',
    reversalState: null,
    outcome: null,
    decidedAt: null,
    endedAt: null,
    retryOf: null,
    retriedBy: null,
  };
  const state: EmergencyState =
    retryOf === null
      ? acted
      : { ...retryOf, id, stage: 'reversal', retryOf: retryOf.id, retriedBy: null, createdAt, endedAt: null };
  return {
    ...{ input, rules, state, revision: 0, lookAgain: false, refused: null, confirmation: null },
    ...{ reminders: [], entries: [], sequence: 0, written: 0 },
  };
}

/** Notes what happened, for the next write. */
export function note(act: Emergency, kind: string, facts: Facts, at: string = now()): void {
  act.entries.push({ at, kind, facts });
}

/** The state and what was noted, under the next number; whoever waits for something to happen looks again. */
export function nextChange(act: Emergency): ProcessWrite & { readonly state: EmergencyState } {
  act.sequence += 1;
  act.revision += 1;
  act.state = { ...act.state, deadline: nextDue(act.state, act.rules)?.at ?? null };
  const { sequence, state, entries } = act;
  act.entries = [];
  showToOperators(act);
  return { kind: 'emergency', sequence, state, entries, parties: [state.actor], confidential: false };
}

/** Writes the state and what was noted; answers once readers can see it. */
export async function write(act: Emergency, more: Pick<ProcessWrite, 'polls'> = {}): Promise<void> {
  const change = nextChange(act);
  await activities.recordProcess({ ...change, ...more });
  act.written = Math.max(act.written, change.sequence);
}

/** Answers once everything that has been asked to be written can be read. */
export async function allWritten(act: Emergency): Promise<void> {
  const { sequence } = act;
  await condition(() => act.written >= sequence);
}

function showToOperators({ state }: Emergency): void {
  const { stage, deadline, outcome, what } = state;
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.deadline, value: deadline === null ? null : new Date(deadline) },
  ]);
  setCurrentDetails(`${what}: ${outcome ?? stage}${deadline === null ? '' : ` until ${deadline}`}`);
}
