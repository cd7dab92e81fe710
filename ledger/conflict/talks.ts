/** What the rules say of each thing that happens in a conflict's room, row by row (CNF-1 to CNF-3, GUA-1). */
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import {
  contestFault,
  namedOf,
  openWords,
  partyRulingFault,
  silentWord,
  wordDue,
} from '../../rules/conflict/parties.ts';
import { type ConflictAct, mayAct, termsFault } from '../../rules/conflict/permissions.ts';
import { type ConflictState, emptySide, isWaiting, partiesOf } from '../../rules/conflict/state.ts';
import { settledTerms } from '../../rules/conflict/terms.ts';
import { next } from '../../rules/conflict/step.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { laterOf } from '../../rules/window.ts';
import { later } from '../proposal/course/windows.ts';
import { same } from '../recount/difference.ts';
import type { Course, Wrong } from '../recount/replay.ts';
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

/** Who mediated and who held an office then, only the members of that time would tell: every other thing that the act needs is asked. */
export const may = (act: ConflictAct, { state }: Followed, id: string, at: string): Refusal | undefined =>
  mayAct(act, state, { id, status: 'active', mediator: true, elector: true, guardian: true }, at);

/** By one of these codes it was refused. */
const isOf = ({ code }: Refusal, ...codes: readonly Refusal['code'][]): boolean => codes.includes(code);

export const talks = ({
  contest,
  ruling,
}: ConflictRecord['rules']['conflicts']): Course<Followed, ConflictEntry>['rows'] => ({
  message: {
    refused: (followed, { at, facts: { by } }) => may('messages', followed, by, at),
  },
  'terms-put': {
    due: ({ state }) => ({ n: state.terms.length + 1 }),
    refused: (followed, { at, facts: { by } }) => may('terms', followed, by, at),
  },
  'terms-accepted': {
    refused: (followed, { at, facts: { by, n } }) =>
      may('acceptance', followed, by, at) ?? termsFault(followed.state, n, by),
    said: (refused) =>
      isOf(refused, 'replaced-terms', 'unknown-terms')
        ? 'accepts terms that were replaced, or that nobody put (CNF-2)'
        : undefined,
  },
  impasse: {
    refused: (followed, { at, facts: { by } }) => may('impasse', followed, by, at),
  },
  withdrawn: {
    refused: (followed, { at, facts: { by } }) => may('withdrawal', followed, by, at),
    said: (refused, { facts: { by } }) =>
      isOf(refused, 'not-permitted') ? `is by ${by}, who did not open it (CNF-1)` : undefined,
  },
  'no-party': {
    *wrong(_followed, { at, facts: { until } }) {
      const due = later(at, contest);
      if (until !== due) yield ['until', `is not ${due} (CNF-1)`];
    },
    refused: (followed, { at, facts: { by } }) => may('no-party', followed, by, at),
    said: (refused, { facts: { by } }) =>
      isOf(refused, 'not-permitted', 'wrong-stage')
        ? `is of ${by}, who is not named, or comes after the negotiation (CNF-1)`
        : undefined,
  },
  'no-party-contested': {
    refused: (followed, { at, facts: { by, member } }) =>
      may('no-party/contest', followed, by, at) ?? contestFault(followed.state, member, { by, at }),
  },
  'no-party-asked': {
    due: ({ state }, { at, facts: { member, guardian } }) => {
      const word = wordOf(state, member);
      const [first] = word?.contests ?? [];
      if (word === undefined || first === undefined) return {};
      // The office has passed to another: until the same instant (AUT-1).
      if (guardian !== null && word.asked !== null) return { due: word.due };
      const since = word.asked === null ? first.at : at;
      return { due: wordDue(word, { guardian, at: since, answer: later(since, ruling) }) };
    },
    *wrong({ state }, { at, facts: { member, guardian, from } }) {
      const word = wordOf(state, member);
      if (word === undefined || word.contests.length === 0)
        yield `asks about ${member}, whose word nobody contested (CNF-1)`;
      if (guardian === null || word === undefined) return;
      if (namedOf(state).flat().includes(guardian))
        yield `asks ${guardian}, who would judge their own case (GUA-1)`;
      const isAnother = from === word.guardian && from !== null && from !== guardian && at < word.due;
      if (word.asked !== null && !isAnother) yield `asks ${guardian}, but nobody else was waited for (GUA-1)`;
    },
  },
  'no-party-ended': {
    *wrong({ state }, { at, facts: { member, party, because } }) {
      const word = wordOf(state, member);
      if (word === undefined)
        yield `ends the word of ${member}, who gave none, a second time or at all (CNF-1)`;
      if (word === undefined || because === 'guardian') return;
      const [falls, due] = [next(state), laterOf(word.due, state.path.at(-1)?.opens ?? word.due)];
      if (at !== due || falls?.what !== 'word' || falls.word.due !== word.due)
        yield `ends ${at}, ${at < due ? 'before' : 'but it fell due'} ${due} (CNF-1)`;
      const silence = silentWord(state, word);
      if (!same([party, because], silence))
        yield `does not end as it follows: ${silence[1]}, ${silence[0] ? 'a' : 'no'} party (CNF-1)`;
    },
    refused: (followed, { at, facts: { member, because, guardian: by = '' } }) =>
      because === 'guardian'
        ? (may('no-party/ruling', followed, by, at) ?? partyRulingFault(followed.state, member, { by, at }))
        : undefined,
  },
  'party-dropped': {
    *wrong({ state }, { facts: { member } }) {
      if (!partiesOf(state).includes(member)) yield `is of ${member}, who is no party (CNF-1)`;
    },
  },
  'talks-held': {
    *wrong(followed, { at, facts }) {
      const { state } = followed;
      if (state.heldSince === null) yield* climbed(followed, at);
      const open = openWords(state);
      if (open.length === 0) yield 'holds the talks, but no word is open (CNF-1)';
      const closes = open.reduce((latest, { due }) => laterOf(latest, due), state.deadline ?? at);
      if (facts.closes !== closes) yield ['closes', `is not ${closes} (CNF-1)`];
    },
  },
});

const wordOf = (state: ConflictState, member: string) =>
  openWords(state).find((word) => word.member === member);

/** The next stage took over: not before the window's end, unless every party had declared an impasse; and nothing was settled (CNF-3, CNF-5). */
export function* climbed({ state, over }: Followed, at: string): Generator<Wrong> {
  const { deadline } = state;
  if (isWaiting(state)) yield 'goes on while it waits (RST-1)';
  if (emptySide(state) !== undefined) yield 'goes on, but one side had nobody left (CNF-1)';
  else if (settledTerms(state) !== undefined)
    yield 'goes on, but every party had accepted the same terms (CNF-2)';
  else if (over === null && deadline !== null && at < deadline)
    yield `goes on before ${deadline}, but not every party had declared an impasse (CNF-3)`;
  const falls = over === null ? next(state) : undefined;
  if (falls !== undefined && falls.what !== 'deadline')
    yield 'goes on, but a word that somebody is no party fell due before (CNF-1)';
}

/** Arbitration does not begin while somebody's word that they are no party is open (CNF-1). */
export function* wordsOver({ state }: Followed): Generator<Wrong> {
  for (const { member } of openWords(state)) yield `goes on, but the word of ${member} is open (CNF-1)`;
}

/** What ended in its room: on what, and when. */
export function* endedThere(
  { state, over, withdrawn }: Followed,
  { at, facts: { outcome, terms } }: Happens<'ended'>,
): Generator<Wrong> {
  const settled = settledTerms(state);
  if (outcome === 'withdrawn') {
    if (withdrawn !== at) yield 'is withdrawn, but its opener did not say so then (CNF-1)';
  } else if (outcome !== 'settled' || settled === undefined || settled !== terms || over !== at)
    yield 'is not settled, on terms that every party had accepted then (CNF-2)';
}
