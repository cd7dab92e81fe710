/** The act of a family's founding. */
import { defineUpdate } from '@temporalio/workflow';
import type { By } from './by.ts';

export const familyAcceptance = defineUpdate<void, [By & { accept: boolean }]>('familyAcceptance');
