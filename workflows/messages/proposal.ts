/** The acts of a proposal. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Content } from '../../rules/model.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { By } from './by.ts';

/** Only the parts that change. */
export interface Changes extends By {
  readonly changes: Partial<Content>;
}

/** Of a draft; null takes its start date back, or that it is looked back upon (PRO-1, PRO-14). */
export interface Edits extends Changes {
  readonly startsAt?: string | null | undefined;
  /** Taken back: it is not looked back upon (PRO-14). */
  readonly lookBack?: null;
}

/** Each matter, or of the guardian's veto the core principle, and how it is violated (VET-1, VET-3). */
export interface Objecting {
  readonly matters: readonly { readonly matter: string; readonly reason: string }[];
}

/** Which vetoes or objections are contested: by their numbers, all, or the oldest (VET-2). */
export interface Contesting {
  readonly reason: string;
  readonly vetoes?: readonly number[] | 'all' | undefined;
}

export const edit = defineUpdate<void, [Edits]>('edit');
export const submission = defineUpdate<void, [By]>('submission');
export const amendments = defineUpdate<void, [Changes]>('amendments');
export const resolution = defineUpdate<void, [By & { adopt: boolean; reason: string }]>('resolution');
export const objection = defineUpdate<void, [By & Objecting]>('objection');
export const veto = defineUpdate<void, [By & Objecting]>('veto');
export const contest = defineUpdate<void, [By & Contesting]>('contest');
export const approval = defineUpdate<void, [By & { approve: boolean; reason: string }]>('approval');

/** The proposal's state as the workflow holds it, for operators. */
export const state = defineQuery<ProposalState>('state');
