/** What a permission is made of: who acts, in which stages, within which window, and what else must hold (AUT-1, PRO-10). */
import type { Role } from '../../charter/choices.ts';
import { mayBeCorrection } from './corrections.ts';
import { attestedBy, consentRule } from './gates.ts';
import type { MemberStatus, Stage } from '../model.ts';
import { allowing, type Permitted } from '../permitted.ts';
import type { ProposalState, Requirement } from './state.ts';
import { contestable, contestsOf, mostContestsOfOne, objectionFault } from './vetoes/vetoes.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { late } from '../window.ts';

/** Who acts, with what the rules ask of them in this proposal. */
export interface Actor {
  readonly id: string;
  readonly status: MemberStatus;
  readonly elector: boolean;
  readonly operator: boolean;
  readonly roles?: readonly Role[];
  /** Of council maturity now (MAN-2). */
  readonly council?: boolean;
  readonly family?: string | null;
  /** By the text in force (VET-1), and of a family that it concerns (TIE-2). */
  readonly affected?: boolean;
  readonly ofConcerned?: boolean;
  /** Named by its impact or action, as everyone is not (TIE-6). */
  readonly named?: boolean;
}

export interface Permission extends Permitted<ProposalState, Actor> {
  /** Not bound to the stage's window: it has one of its own, or may come until the decision ends. */
  readonly ownWindow?: true;
}

export const only = allowing<ProposalState, Actor>;

export const author = (rule: string) => only('author', rule, ({ id }, proposal) => id === proposal.author);

export const elector =
  (rule: string) =>
  (actor: Actor): Refusal | undefined =>
    actor.elector ? undefined : refuse('not-an-elector', rule, { member: actor.id });

export const guardian = (rule: string) =>
  only('guardian', rule, ({ id }, proposal) => id === proposal.guardian);

/** The guardian's approval: in its week, and in the delay where it is owed still (VET-3, AMD-2). */
export const approving: Permission = {
  rule: 'VET-3',
  by: 'The guardian; in the delay only where the approval is owed still.',
  stages: ['guardian-approval', 'delay'],
  who: only('guardian', 'VET-3', ({ id }, { approver, guardian: asked }) => id === (approver ?? asked)),
  also: ({ stage, approver }) =>
    stage === 'delay' && approver === null
      ? refuse('wrong-stage', 'VET-3', { stage, allowedIn: ['guardian-approval'] })
      : undefined,
};

export const beforeVote: readonly Stage[] = ['review', 'discussion', 'requirements'];

/** In stages before the first vote: once one has opened, it is too late. */
export const beforeVotes =
  (rule: string) =>
  ({ votes, stage }: ProposalState): Refusal | undefined =>
    votes === 0 ? undefined : refuse('wrong-stage', rule, { stage, votesOpened: votes });

/** There is another category to ask for, and no vote has opened (TIE-6). */
export function whereAsked(proposal: ProposalState): Refusal | undefined {
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

/** An objection before the first vote, until all may raise one no more (VET-1). */
export const objecting: Permission = {
  rule: 'VET-1',
  by: 'In tier 3, a member who is affected, or one of a family that it concerns.',
  stages: beforeVote,
  who: only('affected', 'VET-1', ({ affected = false, ofConcerned = false }) => affected || ofConcerned),
  ownWindow: true,
  also: (proposal, _actor, at) =>
    proposal.tier === 3
      ? (objectionFault(proposal, []) ?? beforeVotes('VET-1')(proposal) ?? raisedInTime(proposal, at))
      : refuse('not-permitted', 'VET-1', { tier: proposal.tier, allowedIn: 3 }),
};

/** A family's veto of its own decision, and the guardian's in the delay of the council's (VET-1, VET-3). */
export const vetoing: Permission = {
  rule: 'VET-1',
  by: 'A member of the family that decided; in the delay of a council decision the guardian.',
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
};

/** Some veto or objection must be open to be contested by this elector: uncontested so far, in its window, and not their own (VET-2). */
export function contestFault(
  { vetoes, version }: ProposalState,
  { id }: Actor,
  at: string,
): Refusal | undefined {
  const spent = contestsOf(vetoes, { by: id, version });
  if (spent >= mostContestsOfOne) return refuse('limit-reached', 'VET-2', { most: mostContestsOfOne });
  if (vetoes.length === 0) return refuse('wrong-stage', 'VET-2', { vetoes: 0 });
  const [open] = contestable(vetoes, id);
  if (open === undefined) return refuse('already-done', 'VET-2', { vetoes: vetoes.length });
  return open.until === null ? undefined : late(open.until, at);
}

/** Not in the last round, and so often at the most; a correction is none of them (PRO-6). */
export function amendable(proposal: ProposalState, _author: Actor, at: string): Refusal | undefined {
  const { amendments, lastRound, round, stage } = proposal;
  if (stage === 'discussion' && lastRound) return refuse('wrong-stage', 'PRO-6', { stage, round, lastRound });
  if (amendments.made >= amendments.most && !mayBeCorrection(proposal, at))
    return refuse('limit-reached', 'PRO-6', { most: amendments.most });
  return undefined;
}

/** Once, in time, and where the cause of the failure may pass (EXE-2). */
export function retriable(
  { outcome, links, retryUntil }: ProposalState,
  _operator: Actor,
  at: string,
): Refusal | undefined {
  if (outcome !== 'execution-failed') return refuse('wrong-stage', 'EXE-2', { outcome });
  const retry = links.find(({ relation }) => relation === 'retried-by');
  if (retry !== undefined) return refuse('already-done', 'EXE-2', { retriedBy: retry.id });
  return retryUntil === null ? refuse('lasting-failure', 'EXE-2', { outcome }) : late(retryUntil, at);
}

/** Who may meet a requirement: a member by their id, a role's holder by their role, and neither by the name of the other (PRO-11). */
function mayMeet(
  { what, who }: Requirement,
  { id, roles = [], elector: isElector }: Actor,
  { requirements, author: wrote, accused, representative }: ProposalState,
): boolean {
  const consents = requirements.filter((one) => one.what === 'consent');
  switch (what) {
    case 'consent':
      return who === id;
    case 'resources': {
      // One at least of those who consent or attest is not the author (REP-1).
      const isAlone = id === wrote && consents.every((one) => one.who === id);
      return roles.some((role) => role === who) && (!isAlone || requirements.some(asksDiversity));
    }
    case 'diversity':
      return isElector && id !== wrote && !consents.some((one) => one.who === id);
    case 'hearing':
      return who === id || (who === accused && id === representative);
  }
}

const asksDiversity = ({ what }: Requirement): boolean => what === 'diversity';

/** The requirements of these kinds that the actor may meet, closed ones too. */
const owed = (
  whats: readonly Requirement['what'][],
  actor: Actor,
  proposal: ProposalState,
): readonly Requirement[] =>
  proposal.requirements.filter((one) => whats.includes(one.what) && mayMeet(one, actor, proposal));

export const owes = (whats: readonly Requirement['what'][], by: (proposal: ProposalState) => string) => ({
  who: (actor: Actor, proposal: ProposalState): Refusal | undefined =>
    only(whats.join(' or '), by(proposal), () => owed(whats, actor, proposal).length > 0)(actor, proposal),
  also: (proposal: ProposalState, actor: Actor, at: string): Refusal | undefined => {
    const open = owed(whats, actor, proposal).find(({ closed }) => closed === null);
    if (open === undefined) return refuse('already-done', by(proposal), { requirement: whats.join(' or ') });
    return late(open.until, at);
  },
});

/** Which requirements each act of the ballot box meets; it answers one version of the text (PRO-6). */
const met: Readonly<Record<string, readonly Requirement['what'][]>> = {
  consents: ['consent'],
  attestations: ['resources', 'diversity'],
  hearing: ['hearing'],
};

/** What is said of the newest text holds for the one before it too, of which nothing comes any more (PRO-6, TIE-6). */
function ofNewest(
  { version: answered }: Readonly<Record<string, unknown>>,
  { version, pendingVersion }: ProposalState,
): { readonly version: number } | { readonly refusal: Refusal } {
  const newest = pendingVersion ?? version;
  return answered === undefined || answered === newest
    ? { version: newest }
    : { refusal: refuse('stale-version', 'PRO-6', { answered, inForce: newest }) };
}

/**
 * The version of the text that a consent, an attestation or a hearing answers, or why it answers none: it is not owed, or it was given to
 * another version. Null for what answers none.
 * @param given what is said, with the version that was read, where that is said
 */
export function versionAnswered(
  act: string,
  given: Readonly<Record<string, unknown>>,
  { proposal, actor, at }: { readonly proposal: ProposalState; readonly actor: Actor; readonly at: string },
): { readonly version: number | null } | { readonly refusal: Refusal } {
  if (act === 'no-punishment') return ofNewest(given, proposal);
  const whats = Object.hasOwn(met, act) ? met[act] : undefined;
  if (whats === undefined) return { version: null };
  const asked = act === 'attestations' ? [attestedBy(given)] : whats;
  const rule = act === 'hearing' ? 'JUS-1' : act === 'consents' ? consentRule(proposal) : 'REP-1';
  const { who, also } = owes(asked, () => rule);
  const refusal = who(actor, proposal) ?? also(proposal, actor, at);
  if (refusal !== undefined) return { refusal };
  const [open] = owed(asked, actor, proposal).filter(({ closed }) => closed === null);
  const version = open?.version ?? proposal.version;
  return given.version === undefined || given.version === version
    ? { version }
    : { refusal: refuse('stale-version', 'PRO-6', { answered: given.version, inForce: version }) };
}
