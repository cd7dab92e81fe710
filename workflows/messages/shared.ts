/** The acts that several kinds of process take. */
import { defineUpdate } from '@temporalio/workflow';
import type { By } from './by.ts';

export const withdrawal = defineUpdate<void, [By]>('withdrawal');

export const appeal = defineUpdate<void, [By & { principle: string; reason: string }]>('appeal');

export const task = defineUpdate<void, [By & { evidence: string }]>('task');
