/** The only place with wire names: workflow types and ids, updates, signals, queries, search attributes, the task queue. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CharterCopy, Role } from '../charter/types.ts';
import type { AppealState, Ruling } from '../rules/appeal.ts';
import type { ConflictState } from '../rules/conflict.ts';
import type { EmergencyPollKind, EmergencyState } from '../rules/emergency.ts';
import type { Action, Content } from '../rules/model.ts';
import type { Link, ProposalState } from '../rules/proposal.ts';

export const taskQueue = 'folkmoot';

/** The workflow types, as registered with the worker. */
export const workflowTypes = {
  proposal: 'proposal',
  appeal: 'appeal',
  emergency: 'emergency',
  conflict: 'conflict',
} as const;

export interface ProposalInput {
  readonly id: string;
  readonly author: string | null;
  readonly category: string;
  readonly content: Content;
  /** The charter in force at creation; a draft takes the one in force again when it is submitted (CHA-1). */
  readonly charter: CharterCopy;
  /**
   * `draft`: starts in stage draft. `submission`: is submitted at once.
   * `execution`: runs the action of an adopted decision again (EXE-2), linked to it.
   * `opening`: opens by itself, without an author (PRO-12).
   */
  readonly from: 'draft' | 'submission' | 'execution' | 'opening';
  /** How it was opened by itself. */
  readonly opening?: Opening | undefined;
  readonly createdAt: string;
  readonly links: readonly Link[];
}

/** What an appeal begins with; everything else is in its state (APP-1). */
export interface AppealInput {
  readonly state: AppealState;
  /** Whose office it is to rule, and for how many milliseconds the ruling is waited for (APP-2). */
  readonly guardian: { readonly role: Role; readonly answer: number };
  /** Whose own case it is (GUA-1). */
  readonly concerned: readonly string[];
}

/** What another process's proposal differs in from one that a member submits (PRO-12). */
export interface Opening {
  /** A family's matter before the council: under its own threshold, with the council's quorum (TIE-3). */
  readonly family: string | null;
  /** The whole council decides, whatever mandate there is (MAN-2). */
  readonly whole: boolean;
  /** The charter copy of the process that it comes from, where it stays under that (APP-2); else the one in force. */
  readonly sameCharter: boolean;
  /** It was remanded once, and cannot be again (APP-2). */
  readonly remanded: boolean;
}

/** What an emergency begins with: what its actor did, or the reversal of an ended one that is tried again (EXE-2). */
export interface EmergencyInput {
  readonly id: string;
  readonly actor: string;
  readonly what: string;
  readonly reason: string;
  readonly action: Action;
  readonly reversal: Action;
  readonly charter: CharterCopy;
  readonly createdAt: string;
  readonly retryOf: EmergencyState | null;
}

/** What a conflict begins with; one that an appeal remanded begins in arbitration (CNF-1, APP-2). */
export interface ConflictInput {
  readonly id: string;
  /** Two sides, the opener's first. */
  readonly parties: ConflictState['parties'];
  readonly what: string;
  readonly remedy: string;
  readonly charter: CharterCopy;
  readonly createdAt: string;
  readonly remandOf: string | null;
}

/** Who acts, and what the rules ask of them that the workflow does not hold; the API has checked the token. */
export interface By {
  readonly member: string;
  readonly elector?: boolean | undefined;
  readonly family?: string | null | undefined;
  /** Of council maturity now (EMG-5, EMG-6). */
  readonly council?: boolean | undefined;
  /** One of a conflict's mediators (CNF-3). */
  readonly mediator?: boolean | undefined;
}

/** Only the parts that change. */
export interface Changes extends By {
  readonly changes: Partial<Content>;
}

/** Answers when the proposal's first row can be read. */
export const opened = defineUpdate<void, []>('opened');
export const edit = defineUpdate<void, [Changes]>('edit');
export const submission = defineUpdate<void, [By]>('submission');
export const withdrawal = defineUpdate<void, [By]>('withdrawal');
export const amendments = defineUpdate<void, [Changes]>('amendments');
export const resolution = defineUpdate<void, [By & { adopt: boolean; reason: string }]>('resolution');
export const objection = defineUpdate<void, [By & Objecting]>('objection');
export const veto = defineUpdate<void, [By & Objecting]>('veto');
export const contest = defineUpdate<void, [By & { reason: string }]>('contest');
export const approval = defineUpdate<void, [By & { approve: boolean; reason: string }]>('approval');
export const appeal = defineUpdate<void, [By & { principle: string; reason: string }]>('appeal');
export const ruling = defineUpdate<void, [By & { ruling: Ruling; reason: string }]>('ruling');
export const task = defineUpdate<void, [By & { evidence: string }]>('task');

export const report = defineUpdate<void, [By & { text: string }]>('report');
export const justification = defineUpdate<void, [By & { text: string }]>('justification');
export const pollCall = defineUpdate<void, [By & { kind: EmergencyPollKind; reason: string | null }]>(
  'pollCall',
);

export const terms = defineUpdate<void, [By & { text: string }]>('terms');
export const acceptance = defineUpdate<void, [By & { n: number }]>('acceptance');
export const impasse = defineUpdate<void, [By]>('impasse');
export const remedyResolution = defineUpdate<void, [By & { remedy: string; reason: string }]>(
  'remedyResolution',
);

/** The matter, or of the guardian's veto the core principle, and how it is violated (VET-1, VET-3). */
export interface Objecting {
  readonly matter: string;
  readonly reason: string;
}

/** Something was declared in the ballot box that a requirement, or the way itself, may follow from (PRO-11, TIE-3, MAN-2). */
export const declared = defineSignal<[]>('declared');

/** Something outside may end a wait early: the last elector has answered, a member's status changed. It is looked at again. */
export const lookAgain = defineSignal<[]>('lookAgain');

/** The proposal's state as the workflow holds it, for operators. */
export const state = defineQuery<ProposalState>('state');

export const searchAttributes = {
  kind: defineSearchAttributeKey('FolkmootKind', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('FolkmootStage', SearchAttributeType.KEYWORD),
  tier: defineSearchAttributeKey('FolkmootTier', SearchAttributeType.INT),
  category: defineSearchAttributeKey('FolkmootCategory', SearchAttributeType.KEYWORD),
  deadline: defineSearchAttributeKey('FolkmootDeadline', SearchAttributeType.DATETIME),
};
