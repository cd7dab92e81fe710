/** Whom each entry of an emergency concerns: its actor, the council, and the electors of its polls (EMG-3 to EMG-7). */
import type { EmergencyState } from './state.ts';
import { electorateOfPoll } from './polls.ts';
import type { EmergencyEntry } from './entries.ts';
import type { Action } from '../model.ts';
import { type Audience, owing, people, type Notification, telling } from '../audience.ts';

const actor = (state: EmergencyState): readonly Audience[] => people(state.actor);

const everyone = (state: EmergencyState): readonly Audience[] => [
  ...actor(state),
  { council: state.charter.version },
];

/** Whoever is to do a task, by the date that it names (EXE-1). */
const assigned = (action: Action): readonly Notification[] =>
  action.type === 'task' ? owing(people(action.assignee), 'task', action.by) : [];

export function emergencyNotices(
  state: EmergencyState,
  { kind, facts }: EmergencyEntry,
): readonly Notification[] {
  switch (kind) {
    case 'acted':
      return [
        ...owing(actor(state), 'report', state.reportDue),
        ...owing(actor(state), 'justification', state.justificationDue),
        ...assigned(state.action),
        ...telling(everyone(state)),
      ];
    case 'reported':
    case 'justified':
      return telling(everyone(state), facts.by);
    case 'breach':
    case 'action-failed':
    case 'decided':
    case 'node-vetoed':
    case 'hold-ended':
    case 'node-veto-ended':
    case 'ended':
      return telling(everyone(state));
    case 'override-opened':
    case 'ratification-opened': {
      const poll = kind === 'override-opened' ? 'override' : 'ratification';
      const electors = [{ electorate: electorateOfPoll(state, poll) }];
      return [...owing(electors, `polls/${poll}/ballot`, facts.closes), ...telling(actor(state))];
    }
    case 'override-closed':
      return telling([{ electorate: electorateOfPoll(state, 'override') }, ...actor(state)]);
    case 'ratification-closed':
      return telling([{ electorate: electorateOfPoll(state, 'ratification') }, ...actor(state)]);
    case 'reversal-opened':
    case 'retry-of':
      return [...assigned(state.reversal), ...telling(actor(state))];
    case 'reversal-failed':
      // An operator may run it again (EMG-7).
      return telling([...actor(state), { role: 'operator' }]);
    case 'task-confirmed':
    case 'override-passed-over':
    case 'removal-opened':
    case 'removal-passed-over':
    case 'reversal-done':
    case 'allocation-ended':
    case 'retried-by':
      return telling([...actor(state), ...people(granted(state))]);
    case 'action-done':
      return [];
  }
}

/** Who was given something by the act. */
const granted = ({ action }: EmergencyState): string | null =>
  action.type === 'allocation.grant' && typeof action.to === 'string' ? action.to : null;
