/** All that can happen in an alarm, as its timeline tells it (ALM-3 to ALM-5). */
import {
  entry,
  type EntryIn,
  flag,
  instant,
  list,
  number,
  object,
  oneOf,
  openEntry,
  orNull,
  text,
  texts,
} from '../entries.ts';
import { type Alert, severities } from './cap.ts';
import { alarmOutcomes, type Source, steps } from './state.ts';

/** Who does something; `owner` answers for them, and `duty` says that they hold the duty (AUT-1). */
const putter = { by: text, owner: text, duty: flag };

export const alarmEntries = {
  'continuation-of': entry('It goes on from an interrupted alarm (PRO-9).', { id: text }),
  raised: entry(
    'An alarm is raised, and those are told who hold the duty; where nobody does, the leadership (ALM-3, ALM-4).',
    {
      ...putter,
      doubted: flag,
      alert: object<Alert>(),
      sources: list<Source>(),
      told: oneOf(steps),
      until: instant,
      ends: instant,
    },
  ),
  corroborated: entry('Somebody puts observations or their own word to it (ALM-3).', {
    ...putter,
    text,
    sources: list<Source>(),
  }),
  unrefuted: entry(
    'Nobody confirmed it or refuted it in time; being extreme, it goes on as confirmed (ALM-3).',
    {},
  ),
  told: entry(
    'The next are told: nobody has acknowledged it, or its acknowledgement had no update (ALM-4).',
    {
      n: number,
      to: oneOf(steps),
      because: oneOf(['unacknowledged', 'no-update']),
      ends: orNull(instant),
    },
  ),
  acknowledged: entry('Somebody who was told sees to it; until then it holds without an update (ALM-4).', {
    by: text,
    until: orNull(instant),
  }),
  updated: entry('How it stands, and how severe it is where that has changed (ALM-4).', {
    by: text,
    text,
    severity: orNull(oneOf(severities)),
    until: orNull(instant),
  }),
  refuted: entry('Somebody refutes it, and says which of its sensors were wrong (ALM-5).', {
    ...putter,
    reason: text,
    sensors: texts,
  }),
  cleared: entry('A duty holder gives the all-clear (ALM-4).', { by: text }),
  ended: openEntry('The ending, and by which rule (ALM-3 to ALM-5).', {
    outcome: oneOf(alarmOutcomes),
    rule: text,
  }),
};

export type AlarmEntry = EntryIn<typeof alarmEntries>;
