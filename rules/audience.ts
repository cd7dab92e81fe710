/** Who is told: members as the store finds them, what they owe from then on, and until when. */
import type { Role } from '../charter/choices.ts';

/** What may be owed until an instant, by the name of its route. */
export type OwedAct =
  | 'submission'
  | 'choice'
  | 'position'
  | 'ballot'
  | 'consents'
  | 'attestations'
  | 'hearing'
  | 'resolution'
  | 'approval'
  | 'task'
  | 'ruling'
  | 'report'
  | 'justification'
  | 'polls/override/ballot'
  | 'polls/ratification/ballot'
  | 'acceptance'
  | 'no-party/ruling'
  | 'preferences'
  | 'interruption'
  | 'disclosures'
  | 'answer'
  | 'acknowledgement'
  | 'updates'
  | 'done'
  | 'confirmation'
  | 'verification'
  | 'finding'
  | 'facilitator'
  | 'ready'
  | 'circles'
  | 'plan'
  | 'plan/acceptance'
  | 'checks';

/** Members as the store finds them; who has departed is none of them (MEM-2). */
export type Audience =
  /** By their ids. */
  | { readonly members: readonly string[] }
  /** Every elector of an electorate but these. */
  | { readonly electorate: string; readonly but?: readonly string[] }
  /** The electors of the process's open poll of a kind who have not answered in it. */
  | { readonly unanswered: 'positions' | 'votes' | 'override' | 'ratification' | 'remedies' }
  /** The electors whom delegations in force name that take in a decision, and who have disclosed nothing in it (DEL-5). */
  | { readonly undisclosed: { readonly category: string } }
  /** Whom a proposal’s text in force names: by its impact or its action, as accused or as a victim (PRO-13). */
  | { readonly named: string }
  | { readonly role: Role }
  /** Whoever was told of anything in the process before (ALM-5). */
  | { readonly heard: true }
  | { readonly family: string }
  /** Everybody of council maturity under a version of the charter (MEM-1). */
  | { readonly council: number };

export interface Notification {
  readonly to: Audience;
  /** The act that they owe, and until when; null: nothing, or for as long as it takes. */
  readonly owes: OwedAct | null;
  readonly due: string | null;
  /** Who did it, and need not be told. */
  readonly but: string | null;
  /** It bears on what is theirs: who has muted it is told all the same. */
  readonly insists?: boolean;
}

/** Nobody, or these members, each once. */
export function people(...ids: readonly (string | null | undefined)[]): readonly Audience[] {
  const members = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  return members.length === 0 ? [] : [{ members }];
}

/** They owe an act from now on. */
export const owing = (to: readonly Audience[], owes: OwedAct, due: string | null): readonly Notification[] =>
  to.map((audience) => ({ to: audience, owes, due, but: null }));

/** They are to know. @param but who did it */
export const telling = (to: readonly Audience[], but: string | null = null): readonly Notification[] =>
  to.map((audience) => ({ to: audience, owes: null, due: null, but }));

/** They are to know, though they have muted it. */
export const insisting = (to: readonly Audience[]): readonly Notification[] =>
  telling(to).map((notification) => ({ ...notification, insists: true }));

/** The electorate that holds a conflict's mediators (CNF-3). */
export const mediatorsOf = (conflict: string): string => `${conflict}/mediation`;
