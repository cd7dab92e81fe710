/** The stages and the endings of a repair plan, each in a sentence (MND-1 to MND-4). */
import { endedWords, interruptedWords } from '../kind.ts';
import type { RepairOutcome, RepairState } from './state.ts';

export const stageWords: Readonly<Record<RepairState['stage'], string>> = {
  circle:
    'Who is affected speaks, and chooses whom it is owed to, before the first of it is due, or there is none.',
  proposed: 'Everybody whom the plan names accepts it, before the first of it is due, or there is none.',
  open: 'What was agreed on is done, confirmed or verified, changed by all in it, or released.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<RepairOutcome, string>> = {
  fulfilled: 'Everything that was not released was done.',
  released: 'Everything was released by who it was owed to.',
  broken: 'Too much of it was missed, or one thing for too long.',
  declined: 'Somebody whom it named did not accept it, or nobody was chosen to whom it is owed.',
  replaced: 'Another plan took its place, agreed on in the restorative work that it came out of.',
  interrupted: interruptedWords,
};
