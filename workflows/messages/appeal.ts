/** The act of an appeal. */
import { defineUpdate } from '@temporalio/workflow';
import type { Ruling } from '../../rules/appeal/state.ts';
import type { By } from './by.ts';

export const ruling = defineUpdate<void, [By & { ruling: Ruling; reason: string }]>('ruling');
