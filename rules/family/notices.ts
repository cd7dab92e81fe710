/** Whom each entry of a founding concerns: its founders, who owe their word from its beginning, and hear what came of it (MEM-7, CNF-5). */
import { type Audience, type Notification, type OwedAct, owing, people, telling } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import type { FamilyEntry } from './entries.ts';
import type { FamilyState } from './state.ts';

/** Whom an entry concerns, and what they owe from then on and until when (MEM-7). @param state as it is after the entry */
export function familyNotices(
  { founders }: FamilyState,
  { kind, facts }: FamilyEntry,
): readonly Notification[] {
  switch (kind) {
    case 'proposed':
      return owing(others(facts.founders, facts.by), 'acceptance', facts.closes);
    case 'accepted':
      return telling(others(founders, facts.by));
    case 'ended':
      return telling(people(...founders));
    case 'continuation-of':
    case 'declined':
      return [];
  }
}

const others = (founders: readonly string[], but: string): readonly Audience[] =>
  people(...founders.filter((founder) => founder !== but));

/** The time in which each founder has to accept. */
export const familyOwed = ({ stage, createdAt, deadline }: FamilyState): readonly OwedWindow[] =>
  stage === 'proposed' && deadline !== null ? [{ act: 'acceptance', opens: createdAt, due: deadline }] : [];

/** Who still owes an act as it stands; nobody where it is none of its acts (MEM-7, CNF-5). */
export const owingFamily = ({ stage, founders, accepted }: FamilyState, act: OwedAct): readonly Audience[] =>
  act === 'acceptance' && stage === 'proposed'
    ? people(...founders.filter((founder) => !accepted.includes(founder)))
    : [];
