/** Looking back on a decision, as everything that must know kinds finds it (PRO-14). */
import { defineFoldedKind } from '../kind.ts';
import { lookbackEntries, type LookbackEntry } from './entries.ts';
import { evolve } from './evolve.ts';
import { lookbackNotices, owingLookback } from './notices.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { lookbackOutcomes, lookbackStages, type LookbackState } from './state.ts';
import { outcomeWords, stageWords } from './words.ts';

export const lookback = defineFoldedKind<LookbackState, LookbackEntry>()({
  name: 'lookback',
  plural: 'lookbacks',
  about: 'Looking back on decisions: is what was done to be kept, changed or ended?',
  entries: lookbackEntries,
  stages: lookbackStages,
  outcomes: lookbackOutcomes,
  stageWords,
  outcomeWords,
  opening: { act: 'execution', of: [] },
  permissions,
  signed,
  title: () => 'looking back',
  matter: ({ of }) => of.title,
  concerned: () => [],
  electors: () => 0,
  inRoom: () => false,
  notices: lookbackNotices,
  stillOwing: owingLookback,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy,
  evidence: ['timeline'],
});
