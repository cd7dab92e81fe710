/** What a permission is made of: who acts, in which stages, within which window, and what else must hold (AUT-1, PRO-10). */
import type { Role } from '../charter/types.ts';
import type { MemberStatus, Stage } from './model.ts';
import type { ProposalState, Requirement } from './proposal.ts';
import { type Refusal, refuse } from './refusal.ts';
import { late } from './window.ts';

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
  /** Named by the impact of the text in force, or one of everyone (VET-1). */
  readonly affected?: boolean;
}

export interface Permission {
  readonly rule: string;
  readonly stages: readonly Stage[];
  readonly who: (actor: Actor, proposal: ProposalState) => Refusal | undefined;
  readonly also?: (proposal: ProposalState, actor: Actor, at: string) => Refusal | undefined;
  /** Not bound to the stage's window: it has one of its own, or may come until the decision ends. */
  readonly ownWindow?: true;
}

export const only =
  (allowed: string, rule: string, may: (actor: Actor, proposal: ProposalState) => boolean) =>
  (actor: Actor, proposal: ProposalState): Refusal | undefined =>
    may(actor, proposal) ? undefined : refuse('not-permitted', rule, { allowed });

export const author = (rule: string) => only('author', rule, ({ id }, proposal) => id === proposal.author);

export const elector =
  (rule: string) =>
  (actor: Actor): Refusal | undefined =>
    actor.elector ? undefined : refuse('not-an-elector', rule, { member: actor.id });

export const guardian = (rule: string) =>
  only('guardian', rule, ({ id }, proposal) => id === proposal.guardian);

/** In stages before the first vote: once one has opened, it is too late. */
export const beforeVotes =
  (rule: string) =>
  ({ votes, stage }: ProposalState): Refusal | undefined =>
    votes === 0 ? undefined : refuse('wrong-stage', rule, { stage, votesOpened: votes });

/** A requirement of the kind that is owed by who acts, or by whom they represent (PRO-11, JUS-1). */
const owed = (
  what: Requirement['what'],
  { id, roles = [] }: Actor,
  { requirements, accused, representative }: ProposalState,
): readonly Requirement[] =>
  requirements.filter(
    ({ what: kind, who }) =>
      kind === what &&
      (who === id || roles.some((role) => role === who) || (who === accused && id === representative)),
  );

export const owes = (what: Requirement['what'], rule: string) => ({
  who: only(what, rule, (actor, proposal) => owed(what, actor, proposal).length > 0),
  also: (proposal: ProposalState, actor: Actor, at: string): Refusal | undefined => {
    const open = owed(what, actor, proposal).find(({ closed }) => closed === null);
    if (open === undefined) return refuse('already-done', rule, { requirement: what });
    return late(open.until, at);
  },
});
