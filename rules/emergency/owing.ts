/** Who owes what in an emergency, and in which window: its actor, the electors of its polls, whoever is to do a task (CNF-5, EMG-3 to EMG-6). */
import { type Audience, type OwedAct, people } from '../audience.ts';
import { dueAt, emergencyPollKinds, type EmergencyState, owed } from './state.ts';
import { taskAwaited } from './permissions.ts';
import type { OwedWindow } from '../reminders.ts';

/** @param since when the task at hand was asked for; null while none is */
export function emergencyOwed(emergency: EmergencyState, since: string | null): readonly OwedWindow[] {
  const { createdAt: opens, stage, polls, retryOf } = emergency;
  const task = taskAwaited(emergency);
  return [
    ...(retryOf === null ? owed(emergency) : []).map((act) => ({ act, opens, due: dueAt(emergency, act) })),
    ...emergencyPollKinds.flatMap((kind) => {
      const poll = stage === 'in-force' ? polls[kind] : undefined;
      return poll?.closedAt === null
        ? [{ act: `polls/${kind}/ballot` as const, opens: poll.opens, due: poll.closes }]
        : [];
    }),
    ...(task === undefined || since === null ? [] : [{ act: 'task' as const, opens: since, due: task.by }]),
  ];
}

export function owingEmergency(emergency: EmergencyState, act: OwedAct): readonly Audience[] {
  switch (act) {
    case 'report':
    case 'justification':
      return owed(emergency).includes(act) ? people(emergency.actor) : [];
    case 'task':
      return people(taskAwaited(emergency)?.assignee);
    case 'polls/override/ballot':
      return emergency.polls.override?.closedAt === null ? [{ unanswered: 'override' }] : [];
    case 'polls/ratification/ballot':
      return emergency.polls.ratification?.closedAt === null ? [{ unanswered: 'ratification' }] : [];
    default:
      return [];
  }
}
