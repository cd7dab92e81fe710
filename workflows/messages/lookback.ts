/** The act of a look back. */
import { defineUpdate } from '@temporalio/workflow';
import type { LookbackAnswer } from '../../rules/lookback/state.ts';
import type { By } from './by.ts';

export const lookbackAnswer = defineUpdate<void, [By & { answer: LookbackAnswer; text: string }]>(
  'lookbackAnswer',
);
