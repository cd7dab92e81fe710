/** The acts of an alarm. */
import { defineUpdate } from '@temporalio/workflow';
import type { Alert, Severity } from '../../rules/alarm/cap.ts';
import type { Source } from '../../rules/alarm/state.ts';
import type { By } from './by.ts';

export const alarmCorroboration = defineUpdate<
  void,
  [By & { text: string; sources: readonly Source[]; status?: Alert['status'] | undefined }]
>('alarmCorroboration');
export const alarmRefutation = defineUpdate<
  void,
  [By & { reason: string; sensors?: readonly string[] | undefined }]
>('alarmRefutation');
export const alarmAcknowledgement = defineUpdate<void, [By]>('alarmAcknowledgement');
export const alarmUpdate = defineUpdate<void, [By & { text: string; severity?: Severity | undefined }]>(
  'alarmUpdate',
);
export const alarmClearance = defineUpdate<void, [By]>('alarmClearance');
