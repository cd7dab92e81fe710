/** A proposal as it stands: what readers see of it but its text, and what every act on it is checked against. */
import type { Outcome, Stage, Tier } from './model.ts';

/** Processes that came of each other; each relation has its counterpart, so that links go both ways (PRO-12, EXE-2). */
export type Relation =
  | 'retry-of'
  | 'retried-by'
  | 'escalated-from'
  | 'escalated-to'
  | 'question-of'
  | 'questioned-by'
  | 'called-back-from'
  | 'called-back-to'
  | 'remand-of'
  | 'remanded-to'
  | 'appealed-by'
  | 'appeal-of'
  | 'removal-of';

export interface Link {
  readonly relation: Relation;
  readonly id: string;
}

/** What must hold before any adoption, by consensus or by vote (PRO-11, JUS-1). */
export interface Requirement {
  /** A parent's consent, the attestation of resources (REP-1), the hearing of the accused or of a victim (JUS-1). */
  readonly what: 'consent' | 'resources' | 'hearing';
  /** A member's id; for `resources` the role that attests. */
  readonly who: string;
  /** ISO 8601, UTC; what is given at it is late. */
  readonly until: string;
  readonly closed: { readonly at: string; readonly how: 'met' | 'refused' | 'timed-out' } | null;
}

/** A veto of a family decision, or an objection to a tier 3 proposal, and what became of it (VET-1, VET-2). */
export interface Veto {
  /** Counted from 1 in a proposal. */
  readonly number: number;
  readonly by: string;
  /** The personal matter's category, or `family`; of the guardian's veto, the core principle's id (VET-3). */
  readonly matter: string;
  readonly reason: string;
  readonly at: string;
  /** Until when it can be contested; null where nobody can (VET-3). */
  readonly until: string | null;
  readonly contest: { readonly by: string; readonly reason: string; readonly at: string } | null;
  /** The proposal that asks the council. */
  readonly question: string | null;
  readonly outcome: 'stands' | 'lifted' | null;
}

/** Everything that readers see of a proposal but its text; instants are ISO 8601, UTC. */
export interface ProposalState {
  readonly id: string;
  readonly category: string;
  readonly tier: Tier;
  /** The family that decides in tier 2; of an escalated proposal, the one it came from. */
  readonly family: string | null;
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
  /** Who answers in `guardian-resolution` (DEA-2) and `guardian-approval` (VET-3), and may veto in `delay` (VET-3). */
  readonly guardian: string | null;
  /** Who confirms the task in `execution` (EXE-1). */
  readonly assignee: string | null;
  readonly requirements: readonly Requirement[];
  readonly vetoes: readonly Veto[];
  /** How many of the electorate send a family's matter to the council (TIE-3); null where none can. */
  readonly escalation: number | null;
  /** The mandate under which it is decided, and how many of the council call it back (MAN-1, MAN-2). */
  readonly mandate: { readonly id: string; readonly callBack: number } | null;
  /** Who is judged, and who speaks for them (JUS-1). */
  readonly accused: string | null;
  readonly victims: readonly string[];
  readonly representative: string | null;
}

/** What a proposal begins with where its own rules say nothing else; also what a row means that was written before a field was there. */
export const unclaimed: Pick<
  ProposalState,
  'family' | 'requirements' | 'vetoes' | 'escalation' | 'mandate' | 'accused' | 'victims' | 'representative'
> = {
  family: null,
  requirements: [],
  vetoes: [],
  escalation: null,
  mandate: null,
  accused: null,
  victims: [],
  representative: null,
};
