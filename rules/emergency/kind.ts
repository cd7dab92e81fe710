/** The emergency, as everything that must know kinds finds it (EMG-1 to EMG-8). */
import { emergencyOutcomes, emergencyStages, type EmergencyState } from './state.ts';
import { evolve } from './evolve.ts';
import { emergencyNotices } from './notices.ts';
import { defineFoldedKind } from '../kind.ts';
import { emergencyEntries, type EmergencyEntry } from './entries.ts';
import { owingEmergency } from './owing.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { outcomeWords, stageWords } from './words.ts';

export const emergency = defineFoldedKind<EmergencyState, EmergencyEntry>()({
  name: 'emergency',
  plural: 'emergencies',
  about: 'What a leader does alone and at once',
  entries: emergencyEntries,
  stages: emergencyStages,
  outcomes: emergencyOutcomes,
  stageWords,
  outcomeWords,
  opening: { by: 'A member of the leadership.', rule: 'EMG-1' },
  permissions,
  signed,
  title: () => 'emergency',
  matter: ({ what }) => what,
  concerned: ({ actor }) => [actor],
  electors: ({ polls: { override, ratification } }) =>
    Math.max(override?.electorate?.size ?? 0, ratification?.electorate?.size ?? 0),
  inRoom: () => false,
  notices: emergencyNotices,
  stillOwing: owingEmergency,
  evolve,
  continuedBy: ({ retriedBy }) => retriedBy,
  evidence: ['ballots', 'departures', 'electorate', 'timeline'],
});
