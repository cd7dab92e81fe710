/** The only place with wire names: workflow types and ids, updates, signals, queries, search attributes, the task queue. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CharterCopy } from '../charter/types.ts';
import type { Content } from '../rules/model.ts';
import type { Link, ProposalState } from '../rules/proposal.ts';

export const taskQueue = 'folkmoot';

/** The workflow types, as registered with the worker. */
export const workflowTypes = { proposal: 'proposal' } as const;

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
   */
  readonly from: 'draft' | 'submission' | 'execution';
  readonly createdAt: string;
  readonly links: readonly Link[];
}

/** Who acts; the API has checked the token. */
export interface By {
  readonly member: string;
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
export const task = defineUpdate<void, [By & { evidence: string }]>('task');

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
