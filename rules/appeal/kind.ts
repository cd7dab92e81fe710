/** The appeal, as everything that must know kinds finds it (APP-1, APP-2). */
import { evolve } from './evolve.ts';
import { appealable, appealOutcomes, type AppealState, appealStages } from './state.ts';
import { defineFoldedKind } from '../kind.ts';
import { appealEntries, type AppealEntry } from './entries.ts';
import { appealNotices, owingAppeal } from './notices.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { outcomeWords, stageWords } from './words.ts';

export const appeal = defineFoldedKind<AppealState, AppealEntry>()({
  name: 'appeal',
  plural: 'appeals',
  about: 'Appeals to the guardian',
  entries: appealEntries,
  stages: appealStages,
  outcomes: [...appealOutcomes, 'interrupted'],
  stageWords,
  outcomeWords,
  opening: { act: 'appeal', of: appealable },
  permissions,
  signed,
  title: ({ principle }) => `appeal for ${principle}`,
  matter: ({ reason }) => reason,
  concerned: ({ appellant }) => [appellant],
  electors: () => 0,
  inRoom: () => false,
  notices: appealNotices,
  stillOwing: owingAppeal,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy,
  evidence: ['timeline'],
});
