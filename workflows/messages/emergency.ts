/** The acts of an emergency. */
import { defineUpdate } from '@temporalio/workflow';
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import type { By } from './by.ts';

export const report = defineUpdate<void, [By & { text: string }]>('report');
export const justification = defineUpdate<void, [By & { text: string }]>('justification');
export const pollCall = defineUpdate<void, [By & { kind: EmergencyPollKind; reason: string | null }]>(
  'pollCall',
);
