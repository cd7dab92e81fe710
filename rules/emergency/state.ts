/** Emergency authority: a leader acts alone and at once, and answers for it (EMG-1 to EMG-8). */
import type { Role } from '../../charter/choices.ts';
import type { Action, Member } from '../model.ts';
import type { NodeVetoOn } from '../node-veto/on-act.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Tally } from '../polls/tally.ts';
import { permissionOf } from '../proposal/tiers.ts';

export const emergencyStages = ['in-force', 'reversal', 'accounting', 'ended'] as const;
export type EmergencyStage = (typeof emergencyStages)[number];
export const emergencyOutcomes = [
  'ratified',
  'overridden',
  'expired',
  'stood',
  'vetoed',
  'interrupted',
] as const;
export type EmergencyOutcome = (typeof emergencyOutcomes)[number];

/** Whether what an act did is undone once it ends so. */
export const isReversed = (outcome: EmergencyOutcome | null): boolean =>
  outcome === 'overridden' || outcome === 'expired' || outcome === 'vetoed';

/** `awaited`: a task that its assignee has not confirmed yet. */
export const actionStates = ['pending', 'awaited', 'done', 'failed'] as const;
export type ActionState = (typeof actionStates)[number];

/** What is owed after an act, and missed (EMG-3, EMG-4). */
export const duties = ['report', 'justification'] as const;
export type Duty = (typeof duties)[number];

export const emergencyPollKinds = ['override', 'ratification'] as const;
export type EmergencyPollKind = (typeof emergencyPollKinds)[number];

export interface EmergencyPoll {
  /** Who called it, and why; null where it opened by itself. */
  readonly calledBy: string | null;
  readonly reason: string | null;
  readonly opens: string;
  readonly closes: string;
  readonly closedAt: string | null;
  /** Electors, and how many a quorum takes; null until it is fixed. */
  readonly electorate: { readonly size: number; readonly quorum: number } | null;
  readonly tally: Tally | null;
}

export interface FormerPoll extends EmergencyPoll {
  readonly kind: EmergencyPollKind;
}

/** What was written about an act, by its actor. */
interface Account {
  readonly text: string;
  readonly at: string;
  /** It came when it was due, or later: the breach stays (EMG-4). */
  readonly late: boolean;
}

/** An emergency as readers see it; instants are ISO 8601, UTC. */
export interface EmergencyState {
  readonly id: string;
  readonly stage: EmergencyStage;
  readonly actor: string;
  readonly what: string;
  readonly reason: string;
  readonly action: Action;
  readonly reversal: Action;
  readonly charter: { readonly version: number; readonly hash: string; readonly pace: number };
  /** When the actor acted; the windows are counted from it. */
  readonly createdAt: string;
  readonly reportDue: string;
  readonly justificationDue: string;
  /** Null where the charter has no limit. */
  readonly limit: string | null;
  /** What the process waits for next by itself; null where nothing falls due. */
  readonly deadline: string | null;
  readonly report: Account | null;
  readonly justification: Account | null;
  readonly breaches: readonly { readonly kind: Duty; readonly at: string }[];
  /** The newest of each kind. */
  readonly polls: Readonly<Partial<Record<EmergencyPollKind, EmergencyPoll>>>;
  /** Those before it, in their order: one that ended without its quorum may be called once more (EMG-6). */
  readonly formerPolls: readonly FormerPoll[];
  /** Until when one more override may be called of what nothing limits; null: not now (EMG-6). */
  readonly anotherOverrideUntil: string | null;
  /** The proposal that would take the actor's leadership (EMG-3, EMG-4). */
  readonly removal: string | null;
  readonly actionState: ActionState;
  /** Null where nothing was to be reversed. */
  readonly reversalState: ActionState | null;
  readonly outcome: EmergencyOutcome | null;
  /** When the outcome was fixed; what is owed is waited for after it (EMG-7). */
  readonly decidedAt: string | null;
  readonly endedAt: string | null;
  /** The emergency whose reversal this runs again, and the one that runs this one's again (EXE-2). */
  readonly retryOf: string | null;
  readonly retriedBy: string | null;
  /** Until when its reversal, which failed, may be run again (EXE-2); null: not at all. */
  readonly retryUntil: string | null;
  /** Of nodes that its action names: while one holds it, the action waits (NVP-2). */
  readonly nodeVetoes: readonly NodeVetoOn[];
}

type Begun = Pick<
  EmergencyState,
  | 'id'
  | 'actor'
  | 'what'
  | 'reason'
  | 'action'
  | 'reversal'
  | 'charter'
  | 'createdAt'
  | 'reportDue'
  | 'justificationDue'
  | 'limit'
>;

/** An act of which nothing has come yet (EMG-1). */
export function begunEmergency({ charter: { version, hash, pace }, ...given }: Begun): EmergencyState {
  const { id, actor, what, reason, action, reversal, createdAt, reportDue, justificationDue, limit } = given;
  return {
    id,
    stage: 'in-force',
    actor,
    what,
    reason,
    action,
    reversal,
    createdAt,
    charter: { version, hash, pace },
    reportDue,
    justificationDue,
    limit,
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
    nodeVetoes: [],
  };
}

/** What an emergency's action and reversal can be (EMG-2). */
const permitted: readonly string[] = ['none', 'task', 'http.call', 'allocation.temporary'];

/**
 * Refuses an action that emergency authority does not reach, one that nothing would reverse, and a reversal of what needs none: an
 * allocation ends with the act, and where nothing is done there is nothing to reverse, or the reversal would be an act that no override
 * ends (EMG-2). Facts: the `path` of the action or of its reversal, what it would need, and what is permitted.
 */
export function emergencyActionFault({
  action,
  reversal,
}: Pick<EmergencyState, 'action' | 'reversal'>): Refusal | undefined {
  for (const [path, one] of [
    ['/action', action],
    ['/reversal', reversal],
  ] as const) {
    const needed = permissionOf(one);
    if (!permitted.includes(needed))
      return refuse('action-not-permitted', 'EMG-2', { path, action: needed, permits: permitted });
  }
  const lasts = action.type === 'task' || action.type === 'http.call';
  if (lasts === (reversal.type !== 'none')) return undefined;
  return lasts
    ? refuse('no-reversal', 'EMG-2', { action: action.type, reversal: reversal.type })
    : refuse('action-not-permitted', 'EMG-2', {
        path: '/reversal',
        action: permissionOf(reversal),
        permits: ['none'],
      });
}

/** When what is owed is missed. */
export const dueAt = ({ reportDue, justificationDue }: EmergencyState, duty: Duty): string =>
  duty === 'report' ? reportDue : justificationDue;

const accounts = ({ report, justification }: Pick<EmergencyState, Duty>) =>
  [
    ['report', report],
    ['justification', justification],
  ] as const;

/** What the actor still owes: neither given in time nor missed (EMG-3, EMG-4). What comes late does not undo its breach. */
export const owed = ({
  breaches,
  ...given
}: Pick<EmergencyState, 'breaches' | 'report' | 'justification'>): Duty[] =>
  accounts(given).flatMap(([kind, account]) =>
    (account === null || account.late) && !breaches.some((breach) => breach.kind === kind) ? [kind] : [],
  );

/** Report and justification are both in, or their breach is noted. */
export const isAccounted = (state: EmergencyState): boolean => owed(state).length === 0;

/** When the justification was given, or its breach was noted, whichever came first; undefined while neither has. */
export const accountedAt = ({
  justification,
  breaches,
}: Pick<EmergencyState, 'justification' | 'breaches'>): string | undefined =>
  breaches.find(({ kind }) => kind === 'justification')?.at ?? justification?.at;

/** The role that holds emergency authority. */
const leadership: Role = 'leadership';

/** Refuses who holds no emergency authority (EMG-1, EMG-8). */
export function leadershipFault(member: Pick<Member, 'status' | 'roles'> | undefined): Refusal | undefined {
  const leads = member !== undefined && member.status !== 'departed' && member.roles.includes(leadership);
  return leads ? undefined : refuse('not-permitted', 'EMG-1', { allowed: leadership });
}
