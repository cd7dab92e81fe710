/** What the rules say of each thing that happens in a conflict's room, as it is replayed (CNF-1 to CNF-3, GUA-1). */
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import {
  contestFault,
  openWords,
  partyRulingFault,
  silentWord,
  wordDue,
} from '../../rules/conflict/parties.ts';
import { type ConflictAct, mayAct, termsFault } from '../../rules/conflict/permissions.ts';
import { type ConflictState, emptySide, partiesOf, settledTerms } from '../../rules/conflict/state.ts';
import { next } from '../../rules/conflict/step.ts';
import { namedOf } from '../../rules/conflict/parties.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { laterOf } from '../../rules/window.ts';
import { millisecond, written } from '../proposal/course/windows.ts';
import { type Difference, same } from '../recount/difference.ts';
import { judges, permitted, type Place, wrong } from '../recount/replay.ts';
import type { ConflictRecord } from './schema.ts';

/** A conflict as it is followed. */
export interface Followed {
  readonly state: ConflictState;
  /** When the stage at hand had its end before its window's. */
  readonly over: string | null;
  readonly withdrawn: string | null;
  readonly remedies: Happens<'remedies-closed'>['facts'] | null;
  readonly appealEnded: string | null;
}

export type Happens<Kind extends ConflictEntry['kind']> = Extract<ConflictEntry, { readonly kind: Kind }>;

type Conflicts = ConflictRecord['rules']['conflicts'];

type TalksEntry = Happens<
  | 'message'
  | 'terms-put'
  | 'terms-accepted'
  | 'impasse'
  | 'no-party'
  | 'no-party-contested'
  | 'no-party-asked'
  | 'no-party-ended'
  | 'party-dropped'
  | 'talks-held'
  | 'withdrawn'
>;

const later = (instant: string, length: number): string => written(millisecond(instant) + length);

/** Who mediated and who held an office then, only the members of that time would tell: every other thing that the act needs is asked. */
export const may = (act: ConflictAct, state: ConflictState, id: string, at: string): Refusal | undefined =>
  mayAct(act, state, { id, status: 'active', mediator: true, elector: true, guardian: true }, at);

export function* talk(
  followed: Followed,
  entry: TalksEntry,
  place: Place,
  conflicts: Conflicts,
): Generator<Difference, boolean> {
  const { state } = followed;
  const { at } = entry;
  switch (entry.kind) {
    case 'message': {
      const { by } = entry.facts;
      return yield* permitted(place, may('messages', state, by, at), { at, by });
    }
    case 'terms-put': {
      const { by, n } = entry.facts;
      if (n !== state.terms.length + 1) yield wrong(place, 'are terms out of their order (CNF-2)');
      return yield* permitted(place, may('terms', state, by, at), { at, by });
    }
    case 'terms-accepted': {
      const { by, n } = entry.facts;
      const unknown = 'accepts terms that were replaced, or that nobody put (CNF-2)';
      const own = ({ code }: Refusal) =>
        code === 'replaced-terms' || code === 'unknown-terms' ? unknown : undefined;
      const refused = may('acceptance', state, by, at) ?? termsFault(state, n, by);
      return yield* permitted(place, refused, { at, by, own });
    }
    case 'impasse': {
      const { by } = entry.facts;
      return yield* permitted(place, may('impasse', state, by, at), { at, by });
    }
    case 'no-party': {
      const { by, until } = entry.facts;
      const due = later(at, conflicts.contest);
      if (until !== due) yield wrong(place, `is not ${due} (CNF-1)`, 'until');
      const own = ({ code }: Refusal) =>
        code === 'not-permitted' || code === 'wrong-stage'
          ? `is of ${by}, who is not named, or comes after the negotiation (CNF-1)`
          : undefined;
      return yield* permitted(place, may('no-party', state, by, at), { at, by, own });
    }
    case 'no-party-contested': {
      const { by, member } = entry.facts;
      const refused = may('no-party/contest', state, by, at) ?? contestFault(state, member, { by, at });
      return yield* permitted(place, refused, { at, by });
    }
    case 'no-party-asked':
      return yield* asked(state, entry, place, conflicts);
    case 'no-party-ended':
      return yield* wordEnded(state, entry, place);
    case 'party-dropped': {
      const { member } = entry.facts;
      if (partiesOf(state).includes(member)) return true;
      yield wrong(place, `is of ${member}, who is no party (CNF-1)`);
      return false;
    }
    case 'talks-held': {
      if (state.heldSince === null) yield* climbed(followed, at, place);
      const open = openWords(state);
      if (open.length === 0) yield wrong(place, 'holds the talks, but no word is open (CNF-1)');
      const closes = open.reduce((latest, { due }) => laterOf(latest, due), state.deadline ?? at);
      if (entry.facts.closes !== closes) yield wrong(place, `is not ${closes} (CNF-1)`, 'closes');
      return true;
    }
    case 'withdrawn': {
      const { by } = entry.facts;
      const own = ({ code }: Refusal) =>
        code === 'not-permitted' ? `is by ${by}, who did not open it (CNF-1)` : undefined;
      return yield* permitted(place, may('withdrawal', state, by, at), { at, by, own });
    }
  }
}

/** Who is asked about a contested word, and until when; the first time at its first contest (GUA-1). */
function* asked(
  state: ConflictState,
  { at, facts }: Happens<'no-party-asked'>,
  place: Place,
  { ruling }: Conflicts,
): Generator<Difference, boolean> {
  const { member, guardian, from } = facts;
  const word = openWords(state).find((one) => one.member === member);
  const [first] = word?.contests ?? [];
  if (word === undefined || first === undefined) {
    yield wrong(place, `asks about ${member}, whose word nobody contested (CNF-1)`);
    return false;
  }
  yield* judges(place, guardian, namedOf(state).flat());
  const since = word.asked === null ? first.at : at;
  let due = wordDue(word, { guardian, at: since, answer: later(since, ruling) });
  if (guardian !== null && word.asked !== null) {
    // The office has passed to another (AUT-1).
    if (word.guardian === null || word.guardian === guardian || from !== word.guardian || at >= word.due)
      yield wrong(place, `asks ${guardian}, but nobody else was waited for (GUA-1)`);
    ({ due } = word);
  }
  if (facts.due !== due) yield wrong(place, `is not ${due} (CNF-1)`, 'due');
  return true;
}

/** The guardian's word in its window; or silence, at the instant at which it falls due, with what silence says. */
function* wordEnded(
  state: ConflictState,
  { at, facts }: Happens<'no-party-ended'>,
  place: Place,
): Generator<Difference, boolean> {
  const { member, party, because, guardian: by = '' } = facts;
  const word = openWords(state).find((one) => one.member === member);
  if (word === undefined) {
    yield wrong(place, `ends the word of ${member}, who gave none, a second time or at all (CNF-1)`);
    return false;
  }
  if (because === 'guardian') {
    const refused = may('no-party/ruling', state, by, at) ?? partyRulingFault(state, member, { by, at });
    return yield* permitted(place, refused, { at, by });
  }
  const falls = next(state);
  const due = laterOf(word.due, state.path.at(-1)?.opens ?? word.due);
  if (at !== due || falls?.what !== 'word' || falls.word.due !== word.due)
    yield wrong(place, `ends ${at}, ${at < due ? 'before' : 'but it fell due'} ${due} (CNF-1)`);
  const silence = silentWord(state, word);
  if (!same([party, because], silence))
    yield wrong(place, `does not end as it follows: ${silence[1]}, ${silence[0] ? 'a' : 'no'} party (CNF-1)`);
  return true;
}

/** The next stage took over: not before the window's end, unless every party had declared an impasse; and nothing was settled (CNF-3, CNF-5). */
export function* climbed({ state, over }: Followed, at: string, place: Place): Generator<Difference> {
  if (emptySide(state) !== undefined) yield wrong(place, 'goes on, but one side had nobody left (CNF-1)');
  else if (settledTerms(state) !== undefined)
    yield wrong(place, 'goes on, but every party had accepted the same terms (CNF-2)');
  else if (over === null && state.deadline !== null && at < state.deadline)
    yield wrong(
      place,
      `goes on before ${state.deadline}, but not every party had declared an impasse (CNF-3)`,
    );
  const falls = over === null ? next(state) : undefined;
  if (falls?.what === 'word' || falls?.what === 'contest')
    yield wrong(place, 'goes on, but a word that somebody is no party fell due before (CNF-1)');
}

/** Arbitration does not begin while somebody's word that they are no party is open (CNF-1). */
export function* wordsOver({ state }: Followed, place: Place): Generator<Difference> {
  for (const { member } of openWords(state))
    yield wrong(place, `goes on, but the word of ${member} is open (CNF-1)`);
}

/** What ended in its room: on what, and when. */
export function* endedThere(
  { state, over, withdrawn }: Followed,
  { at, facts: { outcome, terms } }: Happens<'ended'>,
  place: Place,
): Generator<Difference> {
  const settled = settledTerms(state);
  if (outcome === 'withdrawn') {
    if (withdrawn !== at) yield wrong(place, 'is withdrawn, but its opener did not say so then (CNF-1)');
  } else if (outcome !== 'settled' || settled === undefined || settled !== terms || over !== at)
    yield wrong(place, 'is not settled, on terms that every party had accepted then (CNF-2)');
}
