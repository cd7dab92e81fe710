/** The stages and the endings of an alarm, each in a sentence (ALM-3 to ALM-5). */
import { endedWords, interruptedWords } from '../kind.ts';
import type { AlarmOutcome, AlarmState } from './state.ts';

export const stageWords: Readonly<Record<AlarmState['stage'], string>> = {
  unconfirmed: 'Duty holders are told; it is confirmed or refuted, or it lapses, but an extreme one goes on.',
  confirmed: 'Step by step more are told, until somebody acknowledges it and keeps it up to date.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<AlarmOutcome, string>> = {
  refuted: 'A duty holder, or several of different owners, refuted it; all who were told are told that.',
  lapsed: 'Nobody confirmed it in time.',
  cleared: 'A duty holder gave the all-clear.',
  expired: 'Its time is over.',
  interrupted: interruptedWords,
};
