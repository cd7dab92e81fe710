/** Who may do what to an emergency, and when (EMG-3 to EMG-6, PRO-10, AUT-1). */
import { type EmergencyPollKind, type EmergencyStage, type EmergencyState, owed } from './state.ts';
import { callFault } from './polls.ts';
import type { MemberStatus } from '../model.ts';
import { confirmedBy, holdingOf } from '../node-veto/on-act.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { late } from '../window.ts';

/** Who acts on an emergency, with what the rules ask of them. */
export interface EmergencyActor {
  readonly id: string;
  readonly status: MemberStatus;
  /** Of council maturity now: who may call a poll (EMG-5, EMG-6). */
  readonly council: boolean;
  /** The polls whose elector they are. */
  readonly electorOf: readonly EmergencyPollKind[];
  readonly operator: boolean;
}

type Permission = Permitted<EmergencyState, EmergencyActor>;

const only = allowing<EmergencyState, EmergencyActor>;

const actor = (rule: string) => only('actor', rule, ({ id }, emergency) => id === emergency.actor);

const running: readonly EmergencyStage[] = ['in-force', 'reversal', 'accounting'];

export const permissions = permitting<Permission>()({
  report: {
    rule: 'EMG-3',
    by: 'Who acted.',
    stages: running,
    who: actor('EMG-3'),
    // After its breach too: the breach stays (EMG-4).
    also: ({ report }) => (report === null ? undefined : refuse('already-done', 'EMG-3', { at: report.at })),
  },
  justification: {
    rule: 'EMG-4',
    by: 'Who acted, after the report.',
    stages: running,
    who: actor('EMG-4'),
    also: (emergency) => {
      const { justification, report } = emergency;
      if (justification !== null) return refuse('already-done', 'EMG-4', { at: justification.at });
      // After the report; where that was missed, it is owed all the same (EMG-7).
      return report === null && owed(emergency).includes('report')
        ? refuse('incomplete', 'EMG-4', { missing: ['report'] })
        : undefined;
    },
  },
  'override-calls': call('override', 'EMG-5'),
  'ratification-calls': call('ratification', 'EMG-6'),
  'polls/override/ballot': ballot('override', 'EMG-5'),
  'polls/ratification/ballot': ballot('ratification', 'EMG-6'),
  task: {
    rule: 'EXE-1',
    by: 'The assignee of the task that is waited for, of the act or of its reversal.',
    stages: running,
    who: only('assignee', 'EXE-1', ({ id }, emergency) => id === taskAwaited(emergency)?.assignee),
    also: (emergency, _actor, at) => {
      const task = taskAwaited(emergency);
      return task && (heldFault(emergency) ?? late(task.by, at));
    },
  },
  retry: {
    rule: 'EMG-7',
    by: 'An operator, where the reversal failed.',
    stages: ['ended'],
    who: only('operator', 'EXE-2', ({ operator }) => operator),
    also: ({ reversalState, retriedBy, retryUntil }, _actor, at) => {
      if (reversalState !== 'failed') return refuse('wrong-stage', 'EMG-7', { reversalState });
      if (retriedBy !== null) return refuse('already-done', 'EXE-2', { retriedBy });
      return late(retryUntil ?? at, at);
    },
  },
});
export type EmergencyAct = keyof typeof permissions;
export const emergencyActs = Object.keys(permissions) as EmergencyAct[];

/**
 * Any council member calls a poll while the act is in force, but its leader no override: an early call that nobody heard of would use it up
 * (EMG-5, EMG-6).
 */
function call(kind: EmergencyPollKind, rule: string): Permission {
  return {
    rule,
    by: kind === 'override' ? 'A member of the council, but not who acted.' : 'A member of the council.',
    stages: ['in-force'],
    who: only(
      'council',
      rule,
      ({ council, id }, { actor: leader }) => council && (kind === 'ratification' || id !== leader),
    ),
    also: (emergency, _actor, at) =>
      callFault(emergency, kind, at) ?? (emergency.limit === null ? undefined : late(emergency.limit, at)),
  };
}

function ballot(kind: EmergencyPollKind, rule: string): Permission {
  return {
    rule,
    by: 'An elector of this poll.',
    stages: ['in-force'],
    who: ({ id, electorOf }, { polls }) =>
      polls[kind] === undefined || electorOf.includes(kind)
        ? undefined
        : refuse('not-an-elector', 'GUA-2', { member: id }),
    also: ({ polls, stage }, _actor, at) => {
      const poll = polls[kind];
      if (poll === undefined) return refuse('wrong-stage', rule, { stage, poll: null });
      if (poll.closedAt !== null) return refuse('window-closed', 'PRO-10', { closedAt: poll.closedAt });
      return late(poll.closes, at);
    },
  };
}

/** The task that waits for its assignee: the reversal's, once that runs, else the action's. */
export function taskAwaited({
  action,
  reversal,
  actionState,
  reversalState,
  createdAt,
  nodeVetoes,
}: EmergencyState): { readonly assignee: string; readonly by: string } | undefined {
  if (reversalState === 'awaited' && reversal.type === 'task') return reversal;
  if (actionState !== 'awaited' || action.type !== 'task') return undefined;
  return { ...action, by: confirmedBy(action.by, createdAt, { nodeVetoes }) };
}

/** What a node veto holds nobody confirms: a reversal is never held (NVP-2). */
function heldFault(emergency: EmergencyState): Refusal | undefined {
  const holding = emergency.reversalState === null ? holdingOf(emergency) : undefined;
  return holding && refuse('wrong-stage', 'NVP-2', { stage: emergency.stage, heldBy: holding.id });
}

/**
 * Whether a member may do something to an emergency at an instant; nothing where they may.
 * @param at ISO 8601; what comes at its deadline is late (PRO-10)
 */
export function mayAct(
  act: EmergencyAct,
  emergency: EmergencyState,
  who: EmergencyActor,
  at: string,
): Refusal | undefined {
  // Each act has an instant of its own, and none that of the process.
  return permitted(permissions[act], emergency, who, { at, closes: null });
}

/** Everything that the member may do now (`can`). */
export const actsAllowed = (emergency: EmergencyState, who: EmergencyActor, at: string): EmergencyAct[] =>
  emergencyActs.filter((act) => mayAct(act, emergency, who, at) === undefined);
