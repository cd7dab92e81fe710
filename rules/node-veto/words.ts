/** The stages and the endings of a node veto, each in a sentence (NVP-3, NVP-4). */
import { endedWords, interruptedWords } from '../kind.ts';
import type { NodeVetoOutcome, NodeVetoState } from './state.ts';

export const stageWords: Readonly<Record<NodeVetoState['stage'], string>> = {
  answer: 'Who put the act says how the danger is removed, or contests it; silence goes on.',
  panel: 'Electors drawn by lot, none of them concerned, find whether the act endangers the node.',
  upheld: 'The danger was found; any elector may ask the council whether to overturn that.',
  denied:
    'No danger was found, and the act is not held; the node may ask the council whether to overturn that.',
  question: 'The council is asked; what was found stands unless two thirds overturn it.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<NodeVetoOutcome, string>> = {
  settled: 'The danger was removed, and every node agreed.',
  withdrawn: 'Its nodes withdrew it before it came to a panel.',
  vetoed: 'The danger stands: the act ends, and may come again without it.',
  denied: 'No danger stands: the act goes on.',
  overturned: 'The danger was found, and the council overturned that: the act goes on.',
  lapsed: 'The act ended otherwise.',
  interrupted: interruptedWords,
};
