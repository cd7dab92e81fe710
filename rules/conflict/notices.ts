/** Whom each entry of a conflict concerns: its parties, its mediators, and once it is before the council its electors (CNF-5, AUT-2). */
import { type ConflictState, partiesOf } from './state.ts';
import { type Audience, mediatorsOf, owing, people, type Notification, telling } from '../audience.ts';
import type { ConflictEntry } from './entries.ts';
import { openWords } from './parties.ts';

const parties = (state: ConflictState): readonly Audience[] => people(...partiesOf(state));

/** Nobody before there are any. */
const mediators = ({ id }: ConflictState): readonly Audience[] => [{ electorate: mediatorsOf(id) }];

/** Who is in the room but the guardian, whom nothing is asked of there. */
const room = (state: ConflictState): readonly Audience[] => [...parties(state), ...mediators(state)];

/** Guardians who are asked who is a party. */
const askedIn = (state: ConflictState) => openWords(state).map(({ guardian }) => guardian);

const council = (state: ConflictState): readonly Audience[] => [{ electorate: state.id }];

export function conflictNotices(state: ConflictState, entry: ConflictEntry): readonly Notification[] {
  const { kind, facts } = entry;
  const { deadline } = state;
  const everyone = [...parties(state), ...(entry.room === true ? mediators(state) : council(state))];
  switch (kind) {
    case 'opened':
      return owing(parties(state), 'acceptance', deadline);
    case 'terms-put':
      return [
        ...owing(people(...partiesOf(state).filter((id) => id !== facts.by)), 'acceptance', deadline),
        ...telling(mediators(state), facts.by),
      ];
    case 'message':
      return telling([...room(state), ...people(...askedIn(state))], facts.by);
    case 'terms-accepted':
    case 'impasse':
    case 'no-party':
    case 'no-party-contested':
      return telling(room(state), facts.by);
    case 'no-party-asked':
      return [...owing(people(facts.guardian), 'no-party/ruling', facts.due), ...telling(people(facts.from))];
    case 'no-party-ended':
      return telling([...room(state), ...people(facts.member)]);
    case 'mediation-opened':
      return owing(room(state), 'acceptance', deadline);
    case 'appealed':
      return telling(parties(state), facts.by);
    case 'talks-held':
    case 'mediation-passed-over':
    case 'guardian-resolved':
    case 'appeal-ended':
    case 'remanded-to':
      return telling(parties(state));
    case 'arbitration-opened':
      return [...owing(council(state), 'preferences', deadline), ...telling(parties(state))];
    case 'vote-opened':
      return [...owing(council(state), 'ballot', deadline), ...telling(parties(state))];
    case 'guardian-resolution-opened':
      return [...owing(people(state.guardian), 'resolution', deadline), ...telling(everyone)];
    case 'guardian-changed':
      return [...owing(people(state.guardian), 'resolution', deadline), ...telling(people(facts.from))];
    case 'waits':
    case 'woken':
    case 'party-dropped':
    case 'appeal-opened':
    case 'ended':
      return telling(everyone);
    case 'referred':
    case 'continuation-of':
    case 'withdrawn':
    case 'remand-of':
    case 'remedies-closed':
    case 'vote-closed':
    case 'continued-by':
      return [];
  }
}
