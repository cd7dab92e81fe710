/** "I am no party", as the room tells of it, held against the rules: given, contested, asked, ended, and the talks held for it (CNF-1, GUA-1). Each answers whether it happened. */
import type { ConflictState } from '../../rules/conflict/state.ts';
import {
  contestFault,
  namedOf,
  openWords,
  partyRulingFault,
  silentWord,
  wordDue,
} from '../../rules/conflict/parties.ts';
import { laterOf } from '../../rules/window.ts';
import { type Difference, inEvidence, same } from '../recount/difference.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { millisecond, written } from '../proposal/course/windows.ts';
import type { ConflictRecord } from './schema.ts';

/** The talks as they stand after an entry. */
export interface Talks {
  state: ConflictState;
  /** When the stage at hand had its end before its window's: settled, or given up by all. */
  over: string | null;
  /** When the opener withdrew it. */
  withdrawn: string | null;
}

type Said = Pick<TimelineEntry, 'at' | 'facts'>;
type Rules = ConflictRecord['rules'];

/** A fact that is a text; of anything else, which an honest council tells nowhere, a question mark. */
export const textIn = (told: unknown): string => (typeof told === 'string' ? told : '?');

const later = (instant: string, length: number): string => written(millisecond(instant) + length);

const wordOf = ({ state }: Talks, member: string) => state.noParty.find((word) => word.member === member);

export function* wordGiven(
  pointer: string,
  talks: Talks,
  { by, at, facts }: Said & { readonly by: string },
  { conflicts }: Rules,
): Generator<Difference, boolean> {
  const { state } = talks;
  if (state.stage !== 'negotiation' || state.heldSince !== null || !state.parties[1].includes(by))
    yield inEvidence(pointer, `is of ${by}, who is not named, or comes after the negotiation (CNF-1)`);
  if (state.noParty.some(({ contests }) => contests.some((one) => one.by === by)))
    yield inEvidence(pointer, `is of ${by}, who spoke as a party before (CNF-1)`);
  if (wordOf(talks, by) !== undefined) {
    yield inEvidence(pointer, `is of ${by} a second time (CNF-1)`);
    return false;
  }
  const until = later(at, conflicts.contest);
  if (facts.until !== until) yield inEvidence(`${pointer}/facts/until`, `is not ${until} (CNF-1)`);
  return true;
}

export function* contested(
  pointer: string,
  talks: Talks,
  { by, at, facts }: Said & { readonly by: string },
): Generator<Difference, boolean> {
  const member = textIn(facts.member);
  const fault = contestFault(talks.state, member, { by, at });
  if (fault !== undefined) yield inEvidence(pointer, `contests the word of ${member}: ${fault.code} (CNF-1)`);
  return fault === undefined;
}

export function* asked(
  pointer: string,
  talks: Talks,
  { at, facts }: Said,
  { conflicts }: Rules,
): Generator<Difference, boolean> {
  const member = textIn(facts.member);
  const word = wordOf(talks, member);
  const [first] = word?.contests ?? [];
  if (word === undefined || word.ended !== null || first === undefined) {
    yield inEvidence(pointer, `asks about ${member}, whose word nobody contested (CNF-1)`);
    return false;
  }
  const guardian = facts.guardian === null ? null : textIn(facts.guardian);
  if (guardian !== null && namedOf(talks.state).flat().includes(guardian))
    yield inEvidence(pointer, `asks ${guardian}, who would judge their own case (GUA-1)`);
  const since = word.asked === null ? first.at : at;
  let due = wordDue(word, { guardian, at: since, answer: later(since, conflicts.ruling) });
  if (guardian !== null && word.asked !== null) {
    // The office has passed to another (AUT-1).
    const [from, isLate] = [word.guardian, at >= word.due];
    if (from === null || from === guardian || facts.from !== from || isLate)
      yield inEvidence(pointer, `asks ${guardian}, but nobody else was waited for (GUA-1)`);
    ({ due } = word);
  }
  if (facts.due !== due) yield inEvidence(`${pointer}/facts/due`, `is not ${due} (CNF-1)`);
  return true;
}

/** The guardian's word in its window; or silence, at its end, with what silence says. */
export function* wordEnded(
  pointer: string,
  talks: Talks,
  { at, facts }: Said,
): Generator<Difference, boolean> {
  const member = textIn(facts.member);
  const word = wordOf(talks, member);
  if (word === undefined || word.ended !== null) {
    yield inEvidence(pointer, `ends the word of ${member}, who gave none, a second time or at all (CNF-1)`);
    return false;
  }
  const isRuled = facts.because === 'guardian';
  const fault = isRuled
    ? partyRulingFault(talks.state, member, { by: textIn(facts.guardian), at })
    : undefined;
  if (fault !== undefined) yield inEvidence(pointer, `is no word of the guardian: ${fault.code} (CNF-1)`);
  const [party, because] = isRuled
    ? [facts.party === true, 'guardian' as const]
    : silentWord(talks.state, word);
  if (!isRuled && at < word.due) yield inEvidence(pointer, `ends ${at}, before ${word.due} (CNF-1)`);
  if (!same([facts.party, facts.because], [party, because]))
    yield inEvidence(pointer, `does not end as it follows: ${because}, ${party ? 'a' : 'no'} party (CNF-1)`);
  return true;
}

/** The talks go on until the latest of the open words ends. */
export function* held(pointer: string, { state }: Talks, { facts }: Said): Generator<Difference> {
  const open = openWords(state);
  if (open.length === 0) yield inEvidence(pointer, 'holds the talks, but no word is open (CNF-1)');
  const closes = open.reduce((latest, { due }) => laterOf(latest, due), closeOf(state));
  if (facts.closes !== closes) yield inEvidence(`${pointer}/facts/closes`, `is not ${closes} (CNF-1)`);
}

/** When the stage at hand closes; of something else than an instant, a question mark. */
export const closeOf = ({ deadline }: ConflictState): string => textIn(deadline);
