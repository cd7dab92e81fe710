/** The conflict, as everything that must know kinds finds it (CNF-1 to CNF-5). */
import { conflictOutcomes, conflictStages, type ConflictState, inRoom, partiesOf } from './state.ts';
import { evolve } from './evolve.ts';
import { conflictNotices } from './notices.ts';
import { namedOf } from './parties.ts';
import { defineFoldedKind } from '../kind.ts';
import { conflictEntries, type ConflictEntry } from './entries.ts';
import { owingConflict } from './owing.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { outcomeWords, stageWords } from './words.ts';

export const conflict = defineFoldedKind<ConflictState, ConflictEntry>()({
  name: 'conflict',
  plural: 'conflicts',
  about: 'Conflicts between members, and their arbitration',
  entries: conflictEntries,
  stages: conflictStages,
  outcomes: conflictOutcomes,
  stageWords,
  outcomeWords,
  opening: { by: 'Any member, naming the others.', rule: 'CNF-1' },
  permissions,
  signed,
  title: (state) => `conflict of ${partiesOf(state).length} parties`,
  matter: ({ what }) => what,
  concerned: (state) => namedOf(state).flat(),
  electors: ({ electorate }) => electorate?.size ?? 0,
  inRoom,
  notices: conflictNotices,
  stillOwing: owingConflict,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy ?? null,
  evidence: ['ballots', 'declarations', 'departures', 'electorate', 'preferences', 'room', 'timeline'],
});
