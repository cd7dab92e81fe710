/** The stages and the endings of an emergency, each in a sentence (EMG-1 to EMG-7). */
import type { EmergencyOutcome, EmergencyStage } from './state.ts';
import { endedWords } from '../kind.ts';

export const stageWords: Readonly<Record<EmergencyStage, string>> = {
  'in-force':
    'The act stands; its actor owes a report and a justification, and the council may override or ratify it.',
  reversal: 'The act is over, and is being reversed.',
  accounting: 'Its outcome is fixed; it waits for the report and the justification that are still owed.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<EmergencyOutcome, string>> = {
  ratified: 'The council let the act stand.',
  overridden: 'The council ended the act, and it was reversed.',
  expired: 'The act reached its limit without being ratified, and was reversed.',
  stood: 'The charter has no limit, and nobody overrode the act in time.',
  vetoed: 'The danger to a node that vetoed it stands, and it was reversed.',
  interrupted: 'Its workflow was gone, and an operator ended it; what it did is reversed.',
};
