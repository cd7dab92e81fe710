/** The acts of a repair plan. */
import { defineUpdate } from '@temporalio/workflow';
import type { Obligation } from '../../rules/repair/state.ts';
import type { By } from './by.ts';

export const repairWords = defineUpdate<void, [By & { text: string }]>('repairWords');
export const repairChoice = defineUpdate<void, [By & { n: number; to: string }]>('repairChoice');
export const repairTerms = defineUpdate<void, [By & { obligations: readonly Obligation[] }]>('repairTerms');
export const repairAcceptance = defineUpdate<void, [By & { accept: boolean; terms?: number | undefined }]>(
  'repairAcceptance',
);
/** `n`: which obligation. */
export const repairDone = defineUpdate<
  void,
  [By & { n: number; evidence: string; amount?: number | undefined }]
>('repairDone');
export const repairConfirmation = defineUpdate<
  void,
  [By & { n: number; confirm: boolean; reason?: string | undefined; claim?: number | undefined }]
>('repairConfirmation');
export const repairVerification = defineUpdate<
  void,
  [By & { n: number; done: boolean; reason: string; claim?: number | undefined }]
>('repairVerification');
export const repairRelease = defineUpdate<void, [By & { n: number; amount?: number | undefined }]>(
  'repairRelease',
);
