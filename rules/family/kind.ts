/** The founding of a family, as everything that must know kinds finds it (MEM-7). */
import { defineFoldedKind } from '../kind.ts';
import { familyEntries, type FamilyEntry } from './entries.ts';
import { evolve } from './evolve.ts';
import { familyNotices, owingFamily } from './notices.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { familyOutcomes, familyStages, type FamilyState } from './state.ts';
import { outcomeWords, stageWords } from './words.ts';

export const family = defineFoldedKind<FamilyState, FamilyEntry>()({
  name: 'family',
  plural: 'families',
  about: 'Families, and their founding by members',
  entries: familyEntries,
  stages: familyStages,
  outcomes: familyOutcomes,
  stageWords,
  outcomeWords,
  opening: { by: 'Any member of family maturity who is in no family.', rule: 'MEM-7' },
  permissions,
  signed,
  title: ({ founders }) => `family of ${founders.length} founders`,
  matter: (state) => state.family.name,
  concerned: ({ founders }) => founders,
  electors: () => 0,
  inRoom: () => false,
  notices: familyNotices,
  stillOwing: owingFamily,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy,
  evidence: ['timeline'],
});
