/** Restorative work, as everything that must know kinds finds it (RST-1 to RST-5). */
import { defineFoldedKind } from '../kind.ts';
import { restorativeEntries, type RestorativeEntry } from './entries.ts';
import { evolve } from './evolve.ts';
import { owingRestorative, restorativeNotices } from './notices.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { peopleIn, restorativeOutcomes, restorativeStages, type RestorativeState } from './state.ts';
import { outcomeWords, stageWords } from './words.ts';

export const restorative = defineFoldedKind<RestorativeState, RestorativeEntry>()({
  name: 'restorative',
  plural: 'restorative',
  about: 'Restorative work between who was harmed and who caused it',
  entries: restorativeEntries,
  stages: restorativeStages,
  outcomes: restorativeOutcomes,
  stageWords,
  outcomeWords,
  opening: {
    by: 'A party of an open conflict or of a broken plan, naming all of them; whoever was harmed or caused it; a justice decision.',
    rule: 'RST-1',
  },
  permissions,
  signed,
  title: () => 'restorative work, in its room',
  matter: ({ what }) => what,
  concerned: peopleIn,
  electors: () => 0,
  inRoom: () => true,
  notices: restorativeNotices,
  stillOwing: owingRestorative,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy,
  evidence: ['room', 'timeline'],
});
