/** Whom each entry of a look back concerns: who is asked owes an answer, and hears what came of it (PRO-14, CNF-5). */
import { type Audience, type Notification, type OwedAct, owing, people, telling } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import type { LookbackEntry } from './entries.ts';
import type { LookbackState } from './state.ts';

/** Whom an entry concerns, and what they owe from then on and until when (PRO-14). @param state as it is after the entry */
export function lookbackNotices(
  { asked }: LookbackState,
  { kind, facts }: LookbackEntry,
): readonly Notification[] {
  switch (kind) {
    case 'looking-back-opened':
      return owing(people(...facts.asked), 'answer', facts.closes);
    case 'ended':
      return telling(people(...(asked ?? [])));
    case 'planned':
    case 'answered':
    case 'continuation-of':
      return [];
  }
}

/** The window in which is asked. @param opened since when; ISO 8601, UTC */
export const lookbackOwed = ({ stage, deadline }: LookbackState, opened: string): readonly OwedWindow[] =>
  stage === 'looking-back' && deadline !== null ? [{ act: 'answer', opens: opened, due: deadline }] : [];

/** Who still owes an act as it stands; nobody where it is none of its acts (PRO-14, CNF-5). */
export const owingLookback = ({ stage, asked, answers }: LookbackState, act: OwedAct): readonly Audience[] =>
  act === 'answer' && stage === 'looking-back'
    ? people(...(asked ?? []).filter((member) => !Object.hasOwn(answers, member)))
    : [];
