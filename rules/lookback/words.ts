/** The stages and the endings of a look back, each in a sentence (PRO-14). */
import { endedWords, interruptedWords } from '../kind.ts';
import type { LookbackState } from './state.ts';

export const stageWords: Readonly<Record<LookbackState['stage'], string>> = {
  waiting: 'The decision is in effect; it will be looked back upon.',
  'looking-back': 'Its electors and those it affects say whether it is to be kept, changed or ended.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<NonNullable<LookbackState['outcome']>, string>> = {
  'looked-back': 'Its experience is on record; what was decided stands until it is decided otherwise.',
  interrupted: interruptedWords,
};
