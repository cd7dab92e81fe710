/** The stages and the endings of restorative work, each in a sentence (RST-1 to RST-4). */
import { endedWords, interruptedWords } from '../kind.ts';
import type { RestorativeOutcome, RestorativeStage } from './state.ts';

export const stageWords: Readonly<Record<RestorativeStage, string>> = {
  referred: 'Who was harmed and who caused it accept it, or there is none.',
  preparation: 'They name a facilitator, who prepares each of them alone, and says whether they can meet.',
  circle: 'They meet, with the facilitator.',
  agreement: 'All of them accept one text, or it returns.',
  'follow-up': 'The plan of repair runs, and they are asked whether it is kept.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<RestorativeOutcome, string>> = {
  completed: 'What was agreed on was kept; the conflict that it came out of is settled.',
  returned: 'It goes on where it came from, in its stage, with the time it had left.',
  declined: 'One of them did not accept it; it goes on where it came from.',
  interrupted: interruptedWords,
};
