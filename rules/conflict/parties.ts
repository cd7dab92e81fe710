/** Who is a party of a conflict: the word "I am no party", who contests it, and what comes of it (CNF-1). */
import type { ConflictState, NoParty, Sides, WordEnding } from './state.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { late, laterOf } from '../window.ts';

type Words = Pick<ConflictState, 'noParty'>;

/** The words that are to be decided yet; who has departed is dropped whatever they said. */
export const openWords = ({ noParty, dropped }: Words & Pick<Sides, 'dropped'>): NoParty[] =>
  noParty.filter(({ member, ended }) => ended === null && !dropped.includes(member));

/** Those whose word stands: they are no party, and never were one. */
const nonParties = ({ noParty }: Words): string[] =>
  noParty.filter(({ ended }) => ended?.party === false).map(({ member }) => member);

/** The two sides as they are judged and shown: who departed is named, who is no party is not. */
export function namedOf(conflict: Sides & Words): [string[], string[]] {
  const none = nonParties(conflict);
  const [first, second] = conflict.parties;
  return [first.filter((id) => !none.includes(id)), second.filter((id) => !none.includes(id))];
}

/** A named party says that they are none. @param until when it can be contested */
export const sayNoParty = (
  conflict: ConflictState,
  member: string,
  at: string,
  until: string,
): ConflictState => ({
  ...conflict,
  noParty: [
    ...conflict.noParty,
    { member, at, until, contests: [], guardian: null, asked: null, due: until, ended: null },
  ],
});

const changed = (
  conflict: ConflictState,
  member: string,
  change: (word: NoParty) => NoParty,
): ConflictState => ({
  ...conflict,
  noParty: conflict.noParty.map((word) => (word.member === member ? change(word) : word)),
});

export const contestWord = (conflict: ConflictState, member: string, by: string, at: string): ConflictState =>
  changed(conflict, member, (word) => ({ ...word, contests: [...word.contests, { by, at }] }));

/**
 * Until when an answer to a contested word is waited for: as long as it can be contested at least. Where nobody could answer, it ends with
 * that.
 * @param at ISO 8601: since when the guardian is asked, or nobody is @param answer until when the guardian's word is waited for
 */
export const wordDue = (
  { until }: Pick<NoParty, 'until'>,
  {
    guardian,
    at,
    answer,
  }: { readonly guardian: string | null; readonly at: string; readonly answer: string },
): string => laterOf(until, guardian === null ? at : answer);

/** The guardian is asked about a word, or whoever has got the office since; null: nobody can answer any more (AUT-1, GUA-1). */
export const askGuardian = (
  conflict: ConflictState,
  member: string,
  { guardian, at, due }: { readonly guardian: string | null; readonly at: string; readonly due: string },
): ConflictState =>
  changed(conflict, member, (word) => ({ ...word, guardian, asked: word.asked ?? at, due }));

/** What silence says: nobody contested it, or nobody but the opener. */
export function silentWord(
  { parties: [[opener]] }: Pick<ConflictState, 'parties'>,
  { contests }: NoParty,
): [boolean, WordEnding] {
  if (contests.length === 0) return [false, 'uncontested'];
  return contests.some(({ by }) => by !== opener) ? [true, 'contested'] : [false, 'opener-alone'];
}

/** The word is decided. Where it stands, who gave it is dropped. */
export const endWord = (
  conflict: ConflictState,
  member: string,
  ended: NonNullable<NoParty['ended']>,
): ConflictState => changed(conflict, member, (word) => ({ ...word, ended }));

/** Why a party cannot contest this member's word: there is none, it is their own, they have, or it is late (CNF-1). */
export function contestFault(
  { noParty }: Pick<ConflictState, 'noParty'>,
  member: string,
  { by, at }: { readonly by: string; readonly at: string },
): Refusal | undefined {
  const word = noParty.find((one) => one.member === member);
  if (word === undefined) return refuse('unknown-word', 'CNF-1', { member });
  // Who says that they are none does not speak as one.
  if (noParty.some((one) => one.member === by && one.ended?.party !== true))
    return refuse('not-permitted', 'CNF-1', { allowed: 'other parties' });
  if (word.ended !== null || word.contests.some((one) => one.by === by))
    return refuse('already-done', 'CNF-1', { member });
  return late(word.until, at);
}

/** Why the guardian cannot say whether this member is a party: nothing is asked of them, or it is late (CNF-1, GUA-1). */
export function partyRulingFault(
  { noParty }: Pick<ConflictState, 'noParty'>,
  member: string,
  { by, at }: { readonly by: string; readonly at: string },
): Refusal | undefined {
  const word = noParty.find((one) => one.member === member);
  if (word === undefined || word.asked === null) return refuse('unknown-word', 'CNF-1', { member });
  if (word.ended !== null) return refuse('already-done', 'CNF-1', { member });
  if (word.guardian !== by) return refuse('not-permitted', 'GUA-1', { allowed: 'guardian' });
  return late(word.due, at);
}
