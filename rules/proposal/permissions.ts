/** Who may do what to a proposal, and when: the one table behind validators, the ballot box and `can` (PRO-10, AUT-1). */
import { consentRule } from './gates.ts';
import type { Stage } from '../model.ts';
import {
  type Actor,
  amendable,
  approving,
  author,
  beforeVote,
  beforeVotes,
  contestFault,
  elector,
  guardian,
  objecting,
  only,
  owes,
  type Permission,
  retriable,
  vetoing,
  whereAsked,
} from './permission.ts';
import { holdingOf } from '../node-veto/on-act.ts';
import { permitted, permitting } from '../permitted.ts';
import type { ProposalState } from './state.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { hasNoBallot } from './vetoes/vetoes.ts';

/** Until its first vote opens, the search for endorsers among them. */
const withdrawable: readonly Stage[] = ['draft', 'endorsement', ...beforeVote];

const beforeAdoption: readonly Stage[] = [
  'review',
  'discussion',
  'requirements',
  'voting',
  'deferred',
  'guardian-resolution',
];
const afterAdoption: readonly Stage[] = ['guardian-approval', 'veto', 'appeal', 'delay'];

export const permissions = permitting<Permission>()({
  edit: {
    path: '',
    rule: 'PRO-1',
    by: 'Its author.',
    stages: ['draft'],
    who: author('PRO-1'),
    also: ({ edits }) =>
      edits.made < edits.most ? undefined : refuse('limit-reached', 'PRO-1', { most: edits.most }),
  },
  submission: { rule: 'PRO-2', by: 'Its author.', stages: ['draft'], who: author('PRO-1') },
  endorsements: {
    rule: 'PRO-2',
    by: 'An elector who is not its author, while endorsers are sought.',
    stages: ['endorsement'],
    who: elector('PRO-2'),
    also: ({ author: wrote }, { id }) =>
      id === wrote
        ? refuse('not-permitted', 'PRO-2', { allowed: 'electors other than its author' })
        : undefined,
  },
  interests: {
    rule: 'GUA-2',
    by: 'An elector, until the last vote closes; before the first poll opens an interest recuses.',
    stages: ['endorsement', ...beforeVote, 'voting', 'deferred'],
    who: elector('GUA-2'),
    also: ({ interests }) =>
      interests === null ? refuse('not-permitted', 'GUA-2', { interests }) : undefined,
  },
  withdrawal: {
    rule: 'PRO-6',
    by: 'Its author, until its first vote opens.',
    stages: withdrawable,
    who: author('PRO-6'),
    also: beforeVotes('PRO-6'),
  },
  amendments: {
    rule: 'PRO-6',
    by: 'Its author, but not in the last round.',
    stages: ['review', 'discussion'],
    who: author('PRO-6'),
    also: amendable,
  },
  statements: {
    rule: 'PRO-4',
    by: 'Any member.',
    stages: ['endorsement', ...beforeAdoption, ...afterAdoption, 'execution'],
    who: () => undefined,
    ownWindow: true,
  },
  preferences: { rule: 'CON-1', by: 'An elector.', stages: ['discussion'], who: elector('CON-1') },
  position: { rule: 'CON-2', by: 'An elector.', stages: ['discussion'], who: elector('CON-2') },
  ballot: {
    rule: 'PRO-7',
    by: 'An elector; in the question of vetoes nobody who raised all that it asks about.',
    stages: ['voting'],
    who: (actor, { asks }) =>
      elector('VOT-3')(hasNoBallot(asks, actor.id) ? { ...actor, elector: false } : actor),
  },
  disclosures: {
    rule: 'DEL-5',
    by: 'An elector: whoever carries the votes of others owes it.',
    stages: beforeAdoption,
    who: elector('DEL-6'),
  },
  consents: {
    rule: 'REP-1',
    by: 'A parent whom it names, or who would join a family by it, while their consent is asked for.',
    stages: beforeVote,
    ...owes(['consent'], consentRule),
    ownWindow: true,
  },
  attestations: {
    rule: 'REP-1',
    by: 'A resource steward for the resources; for the diversity an elector who is neither author nor parent.',
    stages: beforeVote,
    ...owes(['resources', 'diversity'], () => 'REP-1'),
    ownWindow: true,
  },
  hearing: {
    rule: 'JUS-1',
    by: 'The accused, also once they have departed; whoever speaks for them; whoever is named as a victim.',
    stages: beforeVote,
    ...owes(['hearing'], () => 'JUS-1'),
    ownWindow: true,
  },
  representative: {
    rule: 'JUS-1',
    by: 'The accused, also once they have departed.',
    stages: beforeVote,
    who: only('accused', 'JUS-1', ({ id }, { accused }) => id === accused),
    ownWindow: true,
  },
  objection: objecting,
  'objection/contest': {
    rule: 'VET-2',
    by: 'An elector, of an objection that is not their own.',
    stages: beforeVote,
    who: elector('VET-2'),
    also: contestFault,
    ownWindow: true,
  },
  veto: vetoing,
  'veto/contest': {
    rule: 'VET-2',
    by: 'An elector, of a veto that is not their own.',
    stages: ['veto'],
    who: elector('VET-2'),
    also: contestFault,
    ownWindow: true,
  },
  escalation: {
    rule: 'TIE-3',
    by: 'An elector of a family’s proposal, until its first vote opens.',
    stages: beforeVote,
    who: elector('TIE-3'),
    also: ({ escalation, tier, ...proposal }) =>
      escalation === null
        ? refuse('not-permitted', 'TIE-3', { tier, allowedIn: 2 })
        : beforeVotes('TIE-3')({ escalation, tier, ...proposal }),
  },
  'call-backs': {
    rule: 'MAN-2',
    by: 'A member of the council, of a proposal that a mandate decides.',
    stages: beforeAdoption,
    who: only('council', 'MAN-2', ({ council = false }) => council),
    also: ({ mandate }) => (mandate === null ? refuse('not-permitted', 'MAN-2', { mandate }) : undefined),
  },
  'category-requests': {
    rule: 'TIE-6',
    by: 'An elector, until its first vote opens.',
    stages: beforeVote,
    who: elector('TIE-6'),
    also: whereAsked,
  },
  'no-punishment': {
    rule: 'TIE-6',
    by: 'A member whom its action or its impact names, until its first vote opens.',
    stages: beforeVote,
    who: only('named', 'TIE-6', ({ named = false }) => named),
    also: whereAsked,
  },
  'opt-outs': {
    rule: 'VET-4',
    by: 'In tier 3, any member.',
    stages: [...beforeAdoption, ...afterAdoption],
    who: () => undefined,
    also: ({ tier }) => (tier === 3 ? undefined : refuse('not-permitted', 'VET-4', { tier, allowedIn: 3 })),
  },
  approval: approving,
  resolution: { rule: 'DEA-2', by: 'The guardian.', stages: ['guardian-resolution'], who: guardian('DEA-2') },
  appeal: {
    rule: 'APP-1',
    by: 'The accused, also once they have departed.',
    stages: ['appeal'],
    who: only('accused', 'APP-1', ({ id }, { accused }) => id === accused),
    also: ({ links }) => {
      const lodged = links.find(({ relation }) => relation === 'appealed-by');
      return lodged === undefined ? undefined : refuse('already-done', 'APP-1', { appeal: lodged.id });
    },
  },
  task: {
    rule: 'EXE-1',
    by: 'The assignee of its task.',
    stages: ['execution'],
    who: only('assignee', 'EXE-1', ({ id }, { assignee }) => id === assignee),
    within: unheld,
  },
  retry: {
    rule: 'EXE-2',
    by: 'An operator, where its action failed for a cause that may pass.',
    stages: ['ended'],
    who: only('operator', 'EXE-2', ({ operator }) => operator),
    also: retriable,
  },
});
export type Act = keyof typeof permissions;
export const acts = Object.keys(permissions) as Act[];

/** What a node veto holds nobody does (NVP-2). */
function unheld(proposal: ProposalState): Refusal | undefined {
  const holding = holdingOf(proposal);
  return holding && refuse('wrong-stage', 'NVP-2', { stage: proposal.stage, heldBy: holding.id });
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
