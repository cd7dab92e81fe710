/** A proposal as it stands: what readers see of it but its text, and what every act on it is checked against. */
import type { Endorsement } from './endorsement.ts';
import type { Interests } from './interests.ts';
import type { NodeVetoOn } from '../node-veto/on-act.ts';
import type { Outcome, Stage, Tier } from '../model.ts';

/** Processes that came of each other; each relation has its counterpart, so that links go both ways (PRO-12, EXE-2). */
export const relations = [
  'retry-of',
  'retried-by',
  'escalated-from',
  'escalated-to',
  'question-of',
  'questioned-by',
  'called-back-from',
  'called-back-to',
  'remand-of',
  'remanded-to',
  'appealed-by',
  'appeal-of',
  'continuation-of',
  'continued-by',
  'removal-of',
  'looked-back-by',
  'node-veto-question-of',
] as const;
export type Relation = (typeof relations)[number];

export interface Link {
  readonly relation: Relation;
  readonly id: string;
}

/** A parent's consent, the attestation of resources or of diversity (REP-1), the hearing of the accused or of a named victim (JUS-1). */
export const requirementKinds = ['consent', 'resources', 'diversity', 'hearing'] as const;
export const requirementEndings = ['met', 'refused', 'timed-out'] as const;

/** What must hold before any adoption, by consensus or by vote (PRO-11, JUS-1). */
export interface Requirement {
  readonly what: (typeof requirementKinds)[number];
  /** A member's id; for `resources` the role that attests, for `diversity` the word `elector`. */
  readonly who: string;
  /** The version of the text that it answers: a new text is asked about anew (PRO-6). */
  readonly version: number;
  /** Since when it is asked for: the submission, or when that version was put. ISO 8601, UTC. */
  readonly asked: string;
  /** ISO 8601, UTC; what is given at it is late. */
  readonly until: string;
  readonly closed: { readonly at: string; readonly how: (typeof requirementEndings)[number] } | null;
}

/** `lapsed`: the text that it was raised against is in force no more (VET-2). */
export const vetoOutcomes = ['stands', 'lifted', 'lapsed'] as const;

/** A veto of a family decision, or an objection to a tier 3 proposal, and what became of it (VET-1, VET-2). What was said stands in the timeline. */
export interface Veto {
  /** Counted from 1 in a proposal. */
  readonly number: number;
  readonly by: string;
  /** The personal matter's category, or `family`; of the guardian's veto, the core principle's id (VET-3). */
  readonly matter: string;
  readonly at: string;
  /** Until when it can be contested; null where nobody can (VET-3). */
  readonly until: string | null;
  readonly contest: { readonly by: string; readonly at: string } | null;
  /** The version of the text that it was raised against. */
  readonly version: number;
  /** The proposal that asks the council, one for all that are contested; null before it opens. */
  readonly question: string | null;
  readonly outcome: (typeof vetoOutcomes)[number] | null;
}

/** What a veto's question asks of one matter, with a ballot of its own; the k-th is the k-th vote (VET-2). */
export interface AskedMatter {
  readonly matter: string;
  /** Who raised it, and of them who has no ballot on it. */
  readonly named: readonly string[];
  readonly without: readonly string[];
  /** Null until its vote is counted. */
  readonly lifted: boolean | null;
}

/** The category asked for, and the member whom the proposal would punish. */
export interface CategoryRequest {
  readonly category: string;
  readonly punishes: string;
}

/** Everything that readers see of a proposal but its text; instants are ISO 8601, UTC. */
export interface ProposalState {
  readonly id: string;
  readonly category: string;
  readonly tier: Tier;
  /** The family that decides in tier 2; of an escalated proposal, the one it came from. */
  readonly family: string | null;
  readonly author: string | null;
  /** Whose matter it goes on with, where it opened by itself: of what was escalated, called back or remanded (PRO-12, GUA-1). */
  readonly originator: string | null;
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
  /** When a draft is submitted by itself (PRO-1); null: only by its author. */
  readonly startsAt: string | null;
  readonly submittedAt: string | null;
  readonly endedAt: string | null;
  readonly links: readonly Link[];
  /** No round follows this one, so nothing more can be amended (PRO-6). */
  readonly lastRound: boolean;
  /** How many votes have opened; from the first on the author cannot withdraw (PRO-6). */
  readonly votes: number;
  readonly amendments: { readonly made: number; readonly most: number };
  readonly edits: { readonly made: number; readonly most: number };
  /** What is none of these: until `until`, while nobody has answered (PRO-6). */
  readonly corrections: { readonly made: number; readonly most: number; readonly until: string | null };
  /** The version that takes effect at the end of this round (PRO-6). */
  readonly pendingVersion: number | null;
  /** Who answers in `guardian-resolution` (DEA-2) and `guardian-approval` (VET-3), and may veto in `delay` (VET-3). */
  readonly guardian: string | null;
  /** Whose approval is still owed after its week, and taken until the delay ends (AMD-2). */
  readonly approver: string | null;
  /** Who confirms the task in `execution` (EXE-1). */
  readonly assignee: string | null;
  /** Until when its action may be run again, which failed for a cause that may pass (EXE-2); null: not at all. */
  readonly retryUntil: string | null;
  readonly requirements: readonly Requirement[];
  readonly vetoes: readonly Veto[];
  /** Until when they are raised against the version in force; null: not now (VET-1). */
  readonly objectingUntil: string | null;
  /** How many of the electors who are left send a family's matter to the council (TIE-3, MEM-2); null where none can. */
  readonly escalation: number | null;
  /** Who endorses it, of how many that are needed (PRO-2); null where nobody is asked to. */
  readonly endorsement: Endorsement | null;
  /** The categories in which one may ask that it be decided instead; none where none is better guarded, or nobody is named (TIE-6). */
  readonly otherCategories: readonly string[];
  /** What has been asked for, each once, in the order in which it was seen; and who said that it is no punishment, of which version. */
  readonly categoryRequests: readonly CategoryRequest[];
  readonly noPunishment: readonly { readonly member: string; readonly version: number }[];
  /** The mandate under which it is decided, how many the council had at the submission, and how many of those left call it back (MAN-1, MAN-2, MEM-2). */
  readonly mandate: { readonly id: string; readonly council: number; readonly callBack: number } | null;
  /** Who is judged, and who speaks for them (JUS-1). */
  readonly accused: string | null;
  /** Whether its electors declare their interests, or must before they answer; null: nobody is asked (GUA-2). */
  readonly interests: Interests | null;
  /** Who is named as harmed; and who has said that they are, or has an interest, and judges nothing: null until the electors are counted (GUA-2). */
  readonly victims: readonly string[];
  readonly recused: readonly string[] | null;
  readonly representative: string | null;
  /** What a veto's question asks, and who has no ballot on any of it; null for every other proposal (VET-2). */
  readonly asks: { readonly matters: readonly AskedMatter[]; readonly recused: readonly string[] } | null;
  /** Of nodes that it endangers: while one holds it, its execution waits (NVP-2). */
  readonly nodeVetoes: readonly NodeVetoOn[];
}

/** What a proposal begins with where its own rules say nothing else; also what a row means that was written before a field was there. */
export const unclaimed: Pick<
  ProposalState,
  | 'startsAt'
  | 'originator'
  | 'corrections'
  | 'family'
  | 'approver'
  | 'retryUntil'
  | 'requirements'
  | 'vetoes'
  | 'objectingUntil'
  | 'escalation'
  | 'endorsement'
  | 'otherCategories'
  | 'categoryRequests'
  | 'noPunishment'
  | 'mandate'
  | 'accused'
  | 'interests'
  | 'victims'
  | 'recused'
  | 'representative'
  | 'asks'
  | 'nodeVetoes'
> = {
  startsAt: null,
  originator: null,
  corrections: { made: 0, most: 0, until: null },
  family: null,
  approver: null,
  retryUntil: null,
  requirements: [],
  vetoes: [],
  objectingUntil: null,
  escalation: null,
  endorsement: null,
  otherCategories: [],
  categoryRequests: [],
  noPunishment: [],
  mandate: null,
  accused: null,
  interests: null,
  victims: [],
  recused: null,
  representative: null,
  asks: null,
  nodeVetoes: [],
};

/** Whether a member may see it: a draft is its author's alone (PRO-1). */
export const maySee = (
  { submittedAt, author }: Pick<ProposalState, 'submittedAt' | 'author'>,
  reader: string,
): boolean => submittedAt !== null || author === reader;

/** What another process's proposal differs in from one that a member submits (PRO-12). */
export interface ProposalOpening {
  /** Who wrote the matter that it goes on with; null where nobody did (GUA-1). */
  readonly originator: string | null;
  /** A family's matter before the council: under its own threshold, with the council's quorum (TIE-3). */
  readonly family: string | null;
  /** The whole council decides, whatever mandate there is (MAN-2). */
  readonly whole: boolean;
  /** The charter copy of the process that it comes from, where it stays under that (APP-2); else the one in force. */
  readonly sameCharter: boolean;
  /** It was remanded once, and cannot be again (APP-2). */
  readonly remanded: boolean;
  /** Of a veto's question: what it asks about, who raised that, and who is recused in the decision (VET-2). */
  readonly question?:
    | {
        readonly matters: readonly Pick<AskedMatter, 'matter' | 'named'>[];
        readonly recused: readonly string[];
      }
    | undefined;
  /** It goes on from an interrupted decision, before the body that decided that: a family, or the members of a mandate (PRO-9). */
  readonly continued?: { readonly family: string | null; readonly mandate: string | null } | undefined;
}
