/** The state of an emergency after an entry of its timeline (EMG-1 to EMG-8). */
import type { EmergencyEntry } from './entries.ts';
import { closed, opened } from './polls.ts';
import { type EmergencyPollKind, emergencyPollKinds, type EmergencyState, isReversed } from './state.ts';
import { holdEnded, over, stopped } from '../node-veto/on-act.ts';
import { earlierOf } from '../window.ts';

/** @param entry with the instant at which it happened */
export function evolve(state: EmergencyState, entry: EmergencyEntry): EmergencyState {
  const { at } = entry;
  switch (entry.kind) {
    case 'reported': {
      const { text, late } = entry.facts;
      return { ...state, report: { text, at, late } };
    }
    case 'justified': {
      const { text, late } = entry.facts;
      return { ...state, justification: { text, at, late } };
    }
    case 'breach':
      return { ...state, breaches: [...state.breaches, { kind: entry.facts.duty, at }] };
    case 'override-opened':
      return pollOpened(state, 'override', entry.facts);
    case 'ratification-opened':
      return pollOpened(state, 'ratification', entry.facts);
    case 'override-closed':
      return closed(state, 'override', entry.facts);
    case 'ratification-closed':
      return closed(state, 'ratification', entry.facts);
    case 'removal-opened':
      return { ...state, removal: entry.facts.id };
    case 'action-done':
      return { ...state, actionState: 'done' };
    case 'action-failed':
      return { ...state, actionState: 'failed' };
    case 'decided': {
      const { outcome } = entry.facts;
      const stage = isReversed(outcome) ? 'reversal' : 'accounting';
      return { ...abandoned(state, at), outcome, decidedAt: at, stage };
    }
    case 'reversal-opened':
      return { ...state, stage: 'reversal', reversalState: 'pending' };
    case 'reversal-done':
      return { ...state, reversalState: 'done' };
    case 'reversal-failed':
      return { ...state, reversalState: 'failed' };
    case 'ended': {
      const { outcome, actionState, reversalState, to } = entry.facts;
      return {
        ...abandoned(state, at),
        stage: 'ended',
        deadline: null,
        endedAt: at,
        outcome,
        actionState,
        reversalState,
        retriedBy: typeof to === 'string' ? to : state.retriedBy,
      };
    }
    case 'node-vetoed':
      return { ...state, nodeVetoes: stopped(state, entry.facts, at) };
    case 'hold-ended':
      return { ...state, nodeVetoes: holdEnded(state, entry.facts.id, at) };
    case 'node-veto-ended':
      return { ...state, nodeVetoes: over(state, { ...entry.facts, at }) };
    case 'retried-by':
      return { ...state, retriedBy: entry.facts.id };
    // What it begins with says these; what they tell changes nothing else.
    case 'acted':
    case 'retry-of':
    case 'override-passed-over':
    case 'removal-passed-over':
    case 'task-confirmed':
    case 'allocation-ended':
      return state;
  }
}

type Opened = Extract<EmergencyEntry, { kind: `${EmergencyPollKind}-opened` }>['facts'];

const pollOpened = (
  state: EmergencyState,
  kind: EmergencyPollKind,
  { by: calledBy, reason, opens, closes, electorate }: Opened,
): EmergencyState =>
  opened(state, kind, { calledBy, reason, opens, closes, closedAt: null, electorate, tally: null });

/** The outcome is fixed: what is still open takes nothing more, and judges nothing. */
const abandoned = (state: EmergencyState, at: string): EmergencyState =>
  emergencyPollKinds.reduce((held, kind) => {
    const poll = held.polls[kind];
    if (poll?.closedAt !== null) return held;
    const closedAt = earlierOf(poll.closes, at);
    return { ...held, polls: { ...held.polls, [kind]: { ...poll, closedAt } } };
  }, state);
