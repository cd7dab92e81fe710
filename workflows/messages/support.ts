/** The acts of support. */
import { defineUpdate } from '@temporalio/workflow';
import type { By } from './by.ts';

/** The API's word whether who acts is a supporter on duty now (SUP-1). */
interface SupportBy extends By {
  readonly onDuty?: boolean | undefined;
}
export const supportConsent = defineUpdate<void, [SupportBy]>('supportConsent');
export const supportTaking = defineUpdate<void, [SupportBy]>('supportTaking');
export const supportDecline = defineUpdate<void, [SupportBy & { who: string }]>('supportDecline');
/** `ground`: under which id the sealed words are kept, here and in a review's reason; they come to no workflow. */
export const supportDanger = defineUpdate<
  void,
  [SupportBy & { contact: string; seconds: readonly string[]; ground: string }]
>('supportDanger');
export const supportSecond = defineUpdate<void, [SupportBy]>('supportSecond');
export const supportReview = defineUpdate<void, [SupportBy & { proper: boolean; reason: string }]>(
  'supportReview',
);
export const supportEnd = defineUpdate<void, [SupportBy]>('supportEnd');
