/** Whom each entry of an appeal concerns: the guardian, who owes the ruling, and the appellant (APP-2, CNF-5). */
import type { AppealState } from './state.ts';
import { type Audience, type OwedAct, owing, people, type Notification, telling } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import type { AppealEntry } from './entries.ts';

export function appealNotices(
  { appellant, guardian, deadline }: AppealState,
  { kind, facts }: AppealEntry,
): readonly Notification[] {
  switch (kind) {
    case 'guardian-changed':
      return [...owing(people(guardian), 'ruling', deadline), ...telling(people(facts.from))];
    case 'lodged':
      return [...owing(people(guardian), 'ruling', deadline), ...telling(people(appellant))];
    case 'ended':
      return telling(people(appellant, guardian));
    case 'continuation-of':
      return [];
  }
}

const isOwed = ({ stage, ruling }: AppealState): boolean => stage === 'ruling' && ruling === null;

/** The guardian's week. */
export const appealOwed = (appeal: AppealState): readonly OwedWindow[] =>
  isOwed(appeal) && appeal.deadline !== null
    ? [{ act: 'ruling', opens: appeal.createdAt, due: appeal.deadline }]
    : [];

export const owingAppeal = (appeal: AppealState, act: OwedAct): readonly Audience[] =>
  act === 'ruling' && isOwed(appeal) ? people(appeal.guardian) : [];
