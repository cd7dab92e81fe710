/** Terms of a conflict: put, accepted by every party, or given up by all (CNF-2, CNF-3). */
import { type ConflictState, inRoom, partiesOf, type Sides } from './state.ts';

/** New terms take the place of the same member's; a party who puts them accepts them (CNF-2). */
export function putTerms(conflict: ConflictState, by: string, at: string): ConflictState {
  const n = conflict.terms.length + 1;
  const before = conflict.terms.map((terms) =>
    terms.by === by && terms.replacedBy === null ? { ...terms, replacedBy: n } : terms,
  );
  const acceptedBy = partiesOf(conflict).includes(by) ? [by] : [];
  return { ...conflict, terms: [...before, { n, by, at, acceptedBy, replacedBy: null }] };
}

/** A party accepts terms (CNF-2). */
export const acceptTerms = (conflict: ConflictState, n: number, by: string): ConflictState => ({
  ...conflict,
  terms: conflict.terms.map((terms) =>
    terms.n === n && !terms.acceptedBy.includes(by)
      ? { ...terms, acceptedBy: [...terms.acceptedBy, by] }
      : terms,
  ),
});

/** The terms that every party has accepted; where a departure completes several at once, the first of them (CNF-2). */
export function settledTerms(conflict: Sides & Pick<ConflictState, 'terms'>): number | undefined {
  const parties = partiesOf(conflict);
  return conflict.terms.find(
    ({ replacedBy, acceptedBy }) => replacedBy === null && parties.every((id) => acceptedBy.includes(id)),
  )?.n;
}

/** Whether every party has declared an impasse in the stage at hand (CNF-3). */
const inImpasse = (conflict: Sides & Pick<ConflictState, 'impasse'>): boolean =>
  partiesOf(conflict).every((id) => conflict.impasse.includes(id));

/** The stage at hand has an end before its window's: settled, or given up by all. What comes then changes nothing any more. */
export const endsEarly = (conflict: ConflictState): boolean =>
  inRoom(conflict) && (settledTerms(conflict) !== undefined || inImpasse(conflict));
