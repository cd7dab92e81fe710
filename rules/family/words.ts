/** The stages and the endings of a founding, each in a sentence (MEM-7). */
import { endedWords, interruptedWords } from '../kind.ts';
import type { FamilyState } from './state.ts';

export const stageWords: Readonly<Record<FamilyState['stage'], string>> = {
  proposed: 'Its founders accept, or one declines.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<NonNullable<FamilyState['outcome']>, string>> = {
  founded: 'The family exists, and every founder is in it.',
  lapsed:
    'There is no such family: a founder declined, not all accepted in time, or it could not be founded any more.',
  interrupted: interruptedWords,
};
