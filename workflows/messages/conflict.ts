/** The acts of a conflict. */
import { defineUpdate } from '@temporalio/workflow';
import type { By } from './by.ts';

export const terms = defineUpdate<void, [By & { text: string }]>('terms');
export const acceptance = defineUpdate<void, [By & { n: number }]>('acceptance');
export const impasse = defineUpdate<void, [By]>('impasse');
export const message = defineUpdate<void, [By & { text: string }]>('message');
export const noParty = defineUpdate<void, [By & { reason: string }]>('noParty');
/** `of`: whose word it is about. */
export const noPartyContest = defineUpdate<void, [By & { of: string; reason: string }]>('noPartyContest');
export const noPartyRuling = defineUpdate<void, [By & { of: string; party: boolean; reason: string }]>(
  'noPartyRuling',
);

export const remedyResolution = defineUpdate<void, [By & { remedy: string; reason: string }]>(
  'remedyResolution',
);
