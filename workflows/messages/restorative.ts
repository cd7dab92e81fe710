/** The acts of restorative work, and the referral to it. */
import { defineUpdate } from '@temporalio/workflow';
import type { Obligation } from '../../rules/repair/state.ts';
import type { Kept, RestorativeBegun } from '../../rules/restorative/state.ts';
import type { By } from './by.ts';

/** A conflict is referred to restorative work, which bears this id (RST-1); `by` null: by a decision. */
export interface Referring extends Pick<
  RestorativeBegun,
  'id' | 'case' | 'harmed' | 'responsible' | 'what' | 'charter'
> {
  readonly by: string | null;
}
export const referral = defineUpdate<void, [By & Referring]>('referral');
export const restorativeAcceptance = defineUpdate<void, [By & { accept: boolean }]>('restorativeAcceptance');
/** `named`: whom. */
export const restorativeFacilitator = defineUpdate<void, [By & { named: string }]>('restorativeFacilitator');
export const restorativeReady = defineUpdate<void, [By]>('restorativeReady');
export const restorativeNotReady = defineUpdate<void, [By & { reason: string }]>('restorativeNotReady');
export const restorativeCircle = defineUpdate<
  void,
  [By & { at: string; present: readonly string[]; another: boolean }]
>('restorativeCircle');
export const restorativeStop = defineUpdate<void, [By]>('restorativeStop');
export const restorativePlan = defineUpdate<void, [By & { obligations: readonly Obligation[] }]>(
  'restorativePlan',
);
export const restorativePlanAcceptance = defineUpdate<void, [By & { plan?: number | undefined }]>(
  'restorativePlanAcceptance',
);
/** `n`: which check. */
export const restorativeCheck = defineUpdate<
  void,
  [By & { n: number; kept: Kept; text?: string | undefined }]
>('restorativeCheck');
export const restorativeLeaving = defineUpdate<void, [By]>('restorativeLeaving');
