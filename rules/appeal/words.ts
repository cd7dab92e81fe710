/** The stages and the endings of an appeal, each in a sentence (APP-2). */
import type { AppealState } from './state.ts';
import { endedWords, interruptedWords } from '../kind.ts';

export const stageWords: Readonly<Record<AppealState['stage'], string>> = {
  ruling: 'The guardian rules on it; silence and recusal uphold what was decided.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<NonNullable<AppealState['outcome']>, string>> = {
  upheld: 'What was decided stands.',
  overturned: 'What was decided does not take effect.',
  remanded: 'What was decided opens anew, before those who decided it.',
  interrupted: interruptedWords,
};
