/** A proposal as it stands, and who may do what to it: the one table behind validators, the ballot box and `can` (PRO-10, AUT-1). */
import type { MemberStatus, Outcome, Stage, Tier } from './model.ts';
import { type Refusal, refuse } from './refusal.ts';

export interface Link {
  readonly relation: 'retry-of' | 'retried-by';
  readonly id: string;
}

/** Everything that readers see of a proposal but its text; instants are ISO 8601, UTC. */
export interface ProposalState {
  readonly id: string;
  readonly category: string;
  readonly tier: Tier;
  readonly author: string | null;
  readonly stage: Stage;
  /** The round of discussion, counted from 1; 0 before the first. */
  readonly round: number;
  /** The version of the text in force, counted from 1. */
  readonly version: number;
  /** When the stage ends by itself; null where nothing but an act ends it. */
  readonly deadline: string | null;
  /** Electors, and how many of them a quorum takes; null in a draft. */
  readonly electorate: { readonly size: number; readonly quorum: number } | null;
  readonly charter: { readonly version: number; readonly hash: string; readonly pace: number };
  readonly outcome: Outcome | null;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly endedAt: string | null;
  readonly links: readonly Link[];
  /** No round follows this one, so nothing more can be amended (PRO-6). */
  readonly lastRound: boolean;
  /** How many votes have opened; from the first on the author cannot withdraw (PRO-6). */
  readonly votes: number;
  readonly amendments: { readonly made: number; readonly most: number };
  readonly edits: { readonly made: number; readonly most: number };
  /** The version that takes effect at the end of this round (PRO-6). */
  readonly pendingVersion: number | null;
  /** Who answers in `guardian-resolution` (DEA-2). */
  readonly guardian: string | null;
  /** Who confirms the task in `execution` (EXE-1). */
  readonly assignee: string | null;
}

export type Act =
  | 'edit'
  | 'submission'
  | 'withdrawal'
  | 'amendments'
  | 'statements'
  | 'preferences'
  | 'position'
  | 'ballot'
  | 'resolution'
  | 'task'
  | 'retry';

export interface Actor {
  readonly id: string;
  readonly status: MemberStatus;
  readonly elector: boolean;
  readonly operator: boolean;
}

interface Permission {
  readonly rule: string;
  readonly stages: readonly Stage[];
  readonly who: (actor: Actor, proposal: ProposalState) => Refusal | undefined;
  readonly also?: (proposal: ProposalState) => Refusal | undefined;
}

const author =
  (rule: string) =>
  (actor: Actor, proposal: ProposalState): Refusal | undefined =>
    actor.id === proposal.author ? undefined : refuse('not-permitted', rule, { allowed: 'author' });

const elector =
  (rule: string) =>
  (actor: Actor): Refusal | undefined =>
    actor.elector ? undefined : refuse('not-an-elector', rule, { member: actor.id });

const afterSubmission: readonly Stage[] = [
  'review',
  'discussion',
  'requirements',
  'voting',
  'deferred',
  'guardian-resolution',
  'guardian-approval',
  'veto',
  'appeal',
  'delay',
  'execution',
];

const permissions: Readonly<Record<Act, Permission>> = {
  edit: {
    rule: 'PRO-1',
    stages: ['draft'],
    who: author('PRO-1'),
    also: ({ edits }) =>
      edits.made < edits.most ? undefined : refuse('limit-reached', 'PRO-1', { most: edits.most }),
  },
  submission: { rule: 'PRO-2', stages: ['draft'], who: author('PRO-1') },
  withdrawal: {
    rule: 'PRO-6',
    stages: ['draft', 'review', 'discussion', 'requirements'],
    who: author('PRO-6'),
    also: ({ votes, stage }) =>
      votes === 0 ? undefined : refuse('wrong-stage', 'PRO-6', { stage, votesOpened: votes }),
  },
  amendments: {
    rule: 'PRO-6',
    stages: ['review', 'discussion'],
    who: author('PRO-6'),
    also: ({ amendments, lastRound, round, stage }) => {
      if (stage === 'discussion' && lastRound)
        return refuse('wrong-stage', 'PRO-6', { stage, round, lastRound });
      if (amendments.made >= amendments.most)
        return refuse('limit-reached', 'PRO-6', { most: amendments.most });
      return undefined;
    },
  },
  statements: { rule: 'PRO-4', stages: afterSubmission, who: () => undefined },
  preferences: { rule: 'CON-1', stages: ['discussion'], who: elector('CON-1') },
  position: { rule: 'CON-2', stages: ['discussion'], who: elector('CON-2') },
  ballot: { rule: 'PRO-7', stages: ['voting'], who: elector('VOT-3') },
  resolution: {
    rule: 'DEA-2',
    stages: ['guardian-resolution'],
    who: (actor, { guardian }) =>
      actor.id === guardian ? undefined : refuse('not-permitted', 'DEA-2', { allowed: 'guardian' }),
  },
  task: {
    rule: 'EXE-1',
    stages: ['execution'],
    who: (actor, { assignee }) =>
      actor.id === assignee ? undefined : refuse('not-permitted', 'EXE-1', { allowed: 'assignee' }),
  },
  retry: {
    rule: 'EXE-2',
    stages: ['ended'],
    who: (actor) => (actor.operator ? undefined : refuse('not-permitted', 'EXE-2', { allowed: 'operator' })),
    also: ({ outcome, links }) => {
      if (outcome !== 'execution-failed') return refuse('wrong-stage', 'EXE-2', { outcome });
      const retry = links.find(({ relation }) => relation === 'retried-by');
      return retry === undefined ? undefined : refuse('already-done', 'EXE-2', { retriedBy: retry.id });
    },
  },
};

/**
 * Whether a member may do something to a proposal at an instant: the member, the stage, the stage's own deadline, and what the rule adds.
 * @param at ISO 8601; an act at the deadline itself is late (VOT-6, PRO-10)
 */
export function mayAct(act: Act, proposal: ProposalState, actor: Actor, at: string): Refusal | undefined {
  const { rule, stages, who, also } = permissions[act];
  if (actor.status === 'departed') return refuse('not-permitted', 'MEM-2', { status: actor.status });
  const wrongMember = who(actor, proposal);
  if (wrongMember !== undefined) return wrongMember;
  if (!stages.includes(proposal.stage))
    return refuse('wrong-stage', rule, { stage: proposal.stage, allowedIn: stages });
  const { deadline } = proposal;
  if (deadline !== null && Date.parse(at) >= Date.parse(deadline))
    return refuse('window-closed', 'PRO-10', {
      deadline,
      at,
      lateByMs: Date.parse(at) - Date.parse(deadline),
    });
  return also?.(proposal);
}

/** Everything that the member may do now (`can`), in the order of the process. */
export function actsAllowed(proposal: ProposalState, actor: Actor, at: string): Act[] {
  return (Object.keys(permissions) as Act[]).filter((act) => mayAct(act, proposal, actor, at) === undefined);
}
