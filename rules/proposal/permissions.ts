/** Who may do what to a proposal, and when: the one table behind validators, the ballot box and `can` (PRO-10, AUT-1). */
import { mayBeCorrection } from './corrections.ts';
import type { Stage } from '../model.ts';
import {
  type Actor,
  approving,
  author,
  beforeVotes,
  elector,
  guardian,
  only,
  owes,
  type Permission,
} from '../permission.ts';
import { permitted } from '../permitted.ts';
import type { ProposalState } from './state.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { contestable, contestsOf, hasNoBallot, mostContestsOfOne, objectionFault } from './vetoes.ts';
import { late } from '../window.ts';

export const acts = [
  'edit',
  'submission',
  'withdrawal',
  'amendments',
  'statements',
  'preferences',
  'position',
  'ballot',
  'disclosures',
  'consents',
  'attestations',
  'hearing',
  'representative',
  'objection',
  'objection/contest',
  'veto',
  'veto/contest',
  'escalation',
  'call-backs',
  'category-requests',
  'no-punishment',
  'opt-outs',
  'approval',
  'resolution',
  'appeal',
  'task',
  'retry',
] as const;
export type Act = (typeof acts)[number];

const beforeAdoption: readonly Stage[] = [
  'review',
  'discussion',
  'requirements',
  'voting',
  'deferred',
  'guardian-resolution',
];
const afterAdoption: readonly Stage[] = ['guardian-approval', 'veto', 'appeal', 'delay'];
const beforeVote: readonly Stage[] = ['review', 'discussion', 'requirements'];

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
    stages: ['draft', ...beforeVote],
    who: author('PRO-6'),
    also: beforeVotes('PRO-6'),
  },
  amendments: {
    rule: 'PRO-6',
    stages: ['review', 'discussion'],
    who: author('PRO-6'),
    also: (proposal, _author, at) => {
      const { amendments, lastRound, round, stage } = proposal;
      if (stage === 'discussion' && lastRound)
        return refuse('wrong-stage', 'PRO-6', { stage, round, lastRound });
      if (amendments.made >= amendments.most && !mayBeCorrection(proposal, at))
        return refuse('limit-reached', 'PRO-6', { most: amendments.most });
      return undefined;
    },
  },
  statements: {
    rule: 'PRO-4',
    stages: [...beforeAdoption, ...afterAdoption, 'execution'],
    who: () => undefined,
    ownWindow: true,
  },
  preferences: { rule: 'CON-1', stages: ['discussion'], who: elector('CON-1') },
  position: { rule: 'CON-2', stages: ['discussion'], who: elector('CON-2') },
  ballot: {
    rule: 'PRO-7',
    stages: ['voting'],
    who: (actor, { asks }) =>
      elector('VOT-3')(hasNoBallot(asks, actor.id) ? { ...actor, elector: false } : actor),
  },
  disclosures: { rule: 'DEL-5', stages: beforeAdoption, who: elector('DEL-6') },
  consents: { rule: 'REP-1', stages: beforeVote, ...owes(['consent'], 'REP-1'), ownWindow: true },
  attestations: {
    rule: 'REP-1',
    stages: beforeVote,
    ...owes(['resources', 'diversity'], 'REP-1'),
    ownWindow: true,
  },
  hearing: { rule: 'JUS-1', stages: beforeVote, ...owes(['hearing'], 'JUS-1'), ownWindow: true },
  representative: {
    rule: 'JUS-1',
    stages: beforeVote,
    who: only('accused', 'JUS-1', ({ id }, { accused }) => id === accused),
    ownWindow: true,
  },
  objection: {
    rule: 'VET-1',
    stages: beforeVote,
    who: only('affected', 'VET-1', ({ affected = false, ofConcerned = false }) => affected || ofConcerned),
    ownWindow: true,
    also: (proposal, _actor, at) =>
      proposal.tier === 3
        ? (objectionFault(proposal, []) ?? beforeVotes('VET-1')(proposal) ?? raisedInTime(proposal, at))
        : refuse('not-permitted', 'VET-1', { tier: proposal.tier, allowedIn: 3 }),
  },
  'objection/contest': {
    rule: 'VET-2',
    stages: beforeVote,
    who: elector('VET-2'),
    also: contestFault,
    ownWindow: true,
  },
  veto: {
    rule: 'VET-1',
    stages: ['veto', 'delay'],
    who: (actor, proposal) =>
      proposal.stage === 'delay' || proposal.tier === 3
        ? guardian('VET-3')(actor, proposal)
        : only(
            'family',
            'VET-1',
            ({ family = null }) => family !== null && family === proposal.family,
          )(actor, proposal),
    also: (proposal, _actor, at) => (proposal.stage === 'veto' ? raisedInTime(proposal, at) : undefined),
  },
  'veto/contest': {
    rule: 'VET-2',
    stages: ['veto'],
    who: elector('VET-2'),
    also: contestFault,
    ownWindow: true,
  },
  escalation: {
    rule: 'TIE-3',
    stages: beforeVote,
    who: elector('TIE-3'),
    also: ({ escalation, tier, ...proposal }) =>
      escalation === null
        ? refuse('not-permitted', 'TIE-3', { tier, allowedIn: 2 })
        : beforeVotes('TIE-3')({ escalation, tier, ...proposal }),
  },
  'call-backs': {
    rule: 'MAN-2',
    stages: beforeAdoption,
    who: only('council', 'MAN-2', ({ council = false }) => council),
    also: ({ mandate }) => (mandate === null ? refuse('not-permitted', 'MAN-2', { mandate }) : undefined),
  },
  'category-requests': {
    rule: 'TIE-6',
    stages: beforeVote,
    who: elector('TIE-6'),
    also: whereAsked,
  },
  'no-punishment': {
    rule: 'TIE-6',
    stages: beforeVote,
    who: only('named', 'TIE-6', ({ named = false }) => named),
    also: whereAsked,
  },
  'opt-outs': {
    rule: 'VET-4',
    stages: [...beforeAdoption, ...afterAdoption],
    who: () => undefined,
    also: ({ tier }) => (tier === 3 ? undefined : refuse('not-permitted', 'VET-4', { tier, allowedIn: 3 })),
  },
  approval: approving,
  resolution: { rule: 'DEA-2', stages: ['guardian-resolution'], who: guardian('DEA-2') },
  appeal: {
    rule: 'APP-1',
    stages: ['appeal'],
    who: only('accused', 'APP-1', ({ id }, { accused }) => id === accused),
    also: ({ links }) => {
      const lodged = links.find(({ relation }) => relation === 'appealed-by');
      return lodged === undefined ? undefined : refuse('already-done', 'APP-1', { appeal: lodged.id });
    },
  },
  task: {
    rule: 'EXE-1',
    stages: ['execution'],
    who: only('assignee', 'EXE-1', ({ id }, { assignee }) => id === assignee),
  },
  retry: {
    rule: 'EXE-2',
    stages: ['ended'],
    who: only('operator', 'EXE-2', ({ operator }) => operator),
    also: ({ outcome, links, retryUntil }, _operator, at) => {
      if (outcome !== 'execution-failed') return refuse('wrong-stage', 'EXE-2', { outcome });
      const retry = links.find(({ relation }) => relation === 'retried-by');
      if (retry !== undefined) return refuse('already-done', 'EXE-2', { retriedBy: retry.id });
      return retryUntil === null ? refuse('lasting-failure', 'EXE-2', { outcome }) : late(retryUntil, at);
    },
  },
};

/** There is another category to ask for, and no vote has opened (TIE-6). */
function whereAsked(proposal: ProposalState): Refusal | undefined {
  return proposal.otherCategories.length === 0
    ? refuse('not-permitted', 'TIE-6', { otherCategories: [] })
    : beforeVotes('TIE-6')(proposal);
}

/** Everyone has the same time, however many raise something (VET-1). */
function raisedInTime({ objectingUntil, stage }: ProposalState, at: string): Refusal | undefined {
  return objectingUntil === null
    ? refuse('wrong-stage', 'VET-1', { stage, objectingUntil })
    : late(objectingUntil, at);
}

/** Some veto or objection must be open to be contested by this elector: uncontested so far, in its window, and not their own (VET-2). */
function contestFault({ vetoes, version }: ProposalState, { id }: Actor, at: string): Refusal | undefined {
  const spent = contestsOf(vetoes, { by: id, version });
  if (spent >= mostContestsOfOne) return refuse('limit-reached', 'VET-2', { most: mostContestsOfOne });
  if (vetoes.length === 0) return refuse('wrong-stage', 'VET-2', { vetoes: 0 });
  const [open] = contestable(vetoes, id);
  if (open === undefined) return refuse('already-done', 'VET-2', { vetoes: vetoes.length });
  return open.until === null ? undefined : late(open.until, at);
}

/** By these the accused answers and appeals, also once they have departed (MEM-8). */
const ofAccused: readonly Act[] = ['hearing', 'representative', 'appeal'];

/**
 * Whether a member may do something to a proposal at an instant: the member, the stage, the stage's own deadline, and what the rule adds.
 * @param at ISO 8601; an act at the deadline itself is late (VOT-6, PRO-10)
 */
export function mayAct(act: Act, proposal: ProposalState, actor: Actor, at: string): Refusal | undefined {
  const { ownWindow = false } = permissions[act];
  const { accused, deadline } = proposal;
  const despite = ofAccused.includes(act) && accused === actor.id;
  return permitted(permissions[act], proposal, actor, { at, closes: ownWindow ? null : deadline, despite });
}

/** Everything that the member may do now (`can`), in the order of the process. */
export function actsAllowed(proposal: ProposalState, actor: Actor, at: string): Act[] {
  return acts.filter((act) => mayAct(act, proposal, actor, at) === undefined);
}
