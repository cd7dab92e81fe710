/** The repair plan, as everything that must know kinds finds it (MND-1 to MND-4). */
import { defineFoldedKind } from '../kind.ts';
import { repairEntries, type RepairEntry } from './entries.ts';
import { evolve } from './evolve.ts';
import { owingRepair, repairNotices } from './notices.ts';
import { permissions } from './permissions.ts';
import { peopleOf } from './people.ts';
import { signed } from './signed.ts';
import { repairOutcomes, repairStages, type RepairState } from './state.ts';
import { outcomeWords, stageWords } from './words.ts';

export const repair = defineFoldedKind<RepairState, RepairEntry>()({
  name: 'repair',
  plural: 'repairs',
  about: 'Plans by which harm is repaired',
  entries: repairEntries,
  stages: repairStages,
  outcomes: repairOutcomes,
  stageWords,
  outcomeWords,
  opening: {
    by: 'A party of a conflict that was settled or arbitrated; the accused or a victim of a justice decision.',
    rule: 'MND-1',
  },
  permissions,
  signed,
  title: ({ room }) => (room ? 'repair, in its room' : 'repair'),
  matter: ({ obligations, terms, circle }) =>
    (obligations[0] ?? terms?.obligations[0] ?? circle?.obligations[0])?.what ?? null,
  concerned: peopleOf,
  electors: () => 0,
  inRoom: ({ room }) => room,
  notices: repairNotices,
  stillOwing: owingRepair,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy,
  evidence: ['room', 'timeline'],
});
