/** The alarm, as everything that must know kinds finds it (ALM-3 to ALM-5). */
import { defineFoldedKind } from '../kind.ts';
import { alarmEntries, type AlarmEntry } from './entries.ts';
import { evolve } from './evolve.ts';
import { alarmNotices, owingAlarm } from './notices.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { alarmOutcomes, alarmStages, type AlarmState } from './state.ts';
import { outcomeWords, stageWords } from './words.ts';

export const alarm = defineFoldedKind<AlarmState, AlarmEntry>()({
  name: 'alarm',
  plural: 'alarms',
  about: 'Alarms: who is told of a danger, step by step',
  entries: alarmEntries,
  stages: alarmStages,
  outcomes: alarmOutcomes,
  stageWords,
  outcomeWords,
  opening: { by: 'A member: with observations, or by their own word.', rule: 'ALM-3' },
  permissions,
  signed,
  title: () => 'alarm',
  matter: ({ alert }) => alert?.headline ?? null,
  concerned: () => [],
  electors: () => 0,
  inRoom: () => false,
  notices: alarmNotices,
  stillOwing: owingAlarm,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy,
  evidence: ['timeline'],
});
