/** The stages and the endings of a conflict, each in a sentence (CNF-1 to CNF-5). */
import type { ConflictOutcome, ConflictStage } from './state.ts';
import { endedWords, interruptedWords } from '../kind.ts';

export const stageWords: Readonly<Record<ConflictStage, string>> = {
  negotiation: 'The parties put terms to each other, in a room of their own.',
  mediation: 'Members of the parties’ families mediate, in the same room.',
  arbitration: 'The council, without the parties, puts and ranks remedies, and then votes on the first.',
  'guardian-resolution': 'The guardian decides on a remedy, with a reason; silence decides on none.',
  appeal: 'A party may appeal to the guardian, who then rules.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<ConflictOutcome, string>> = {
  settled: 'Every party accepted the same terms.',
  arbitrated: 'The council, or the guardian, decided on a remedy.',
  unresolved: 'No remedy was decided on.',
  overturned: 'The guardian overturned what was decided, on appeal.',
  remanded: 'On appeal the guardian gave it back: a conflict that is linked to it begins in arbitration.',
  dropped: 'One side had no party left.',
  withdrawn: 'Who opened it took it back.',
  interrupted: interruptedWords,
};
