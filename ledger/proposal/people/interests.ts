/** Electors' own interests: who declared one and was recused, and that nobody answered without a declaration where all must make one (GUA-2). */
import { noInterest } from '../../../rules/proposal/interests.ts';
import { clockDifference, millisecond } from '../course/windows.ts';
import { type Difference, inEvidence } from '../../recount/difference.ts';
import type { Declaration } from '../../parts/evidence-entries.ts';
import { electorsIn } from '../../parts/entries.ts';
import type { PackedProposal } from '../../parts/packed.ts';
import type { ProposalRecord } from '../../parts/schema/record.ts';

/** Whether a member had an interest as the electors were counted: surely, perhaps (of what came in the same moments nobody can say whether it was seen), or not. */
export type Interest = 'yes' | 'perhaps' | 'no';

/** By member, of all who declared. @param at when the electors were counted, ISO 8601, UTC */
export function interestsAt(declarations: Iterable<Declaration>, at: string): Map<string, Interest> {
  const counted = millisecond(at);
  const said = new Map<string, boolean[]>();
  for (const one of declarations) {
    if (one.kind !== 'interests' || millisecond(one.at) > counted + clockDifference) continue;
    const has = one.facts.interests !== noInterest;
    // The last word before those moments holds, unless one in them does.
    const isSure = millisecond(one.at) + clockDifference < counted;
    const before = isSure ? [] : (said.get(one.member) ?? [false]);
    said.set(one.member, [...before, has]);
  }
  return new Map(
    [...said].map(([member, words]) => [
      member,
      words.every(Boolean) ? 'yes' : words.some(Boolean) ? 'perhaps' : 'no',
    ]),
  );
}

/**
 * Since when each member who surely had an interest as the electors were counted has said so: who said so first is recused first. Nobody
 * of whom a word came in those moments.
 */
export function interestedSince(declarations: Iterable<Declaration>, at: string): Map<string, string> {
  const counted = millisecond(at);
  const since = new Map<string, string>();
  const unsure = new Set<string>();
  for (const one of declarations) {
    if (one.kind !== 'interests' || millisecond(one.at) > counted + clockDifference) continue;
    if (millisecond(one.at) + clockDifference >= counted) unsure.add(one.member);
    if (one.facts.interests === noInterest) since.delete(one.member);
    else since.set(one.member, one.at);
  }
  for (const member of unsure) since.delete(member);
  return since;
}

export function* interestDifferences(
  { rules, counted }: ProposalRecord,
  { declarations, electorate, ballots, positions, preferences }: PackedProposal,
): Generator<Difference> {
  const { interests } = rules.charter;
  const electors = electorsIn(electorate, counted?.recused ?? []);
  const declared = new Map<string, string>();
  for (const [place, { kind, member, at }] of declarations.entries()) {
    if (kind !== 'interests') continue;
    if (interests === undefined || !electors.has(member))
      yield inEvidence(`/declarations/${place}`, `is of ${member}, whose interests nobody asks for (GUA-2)`);
    const first = declared.get(member);
    if (first === undefined || at < first) declared.set(member, at);
  }
  if (interests !== 'require') return;
  for (const [part, answers] of Object.entries({ ballots, positions, preferences }))
    for (const [place, { elector, at }] of answers.entries()) {
      const since = declared.get(elector);
      if (since === undefined || at < since)
        yield inEvidence(
          `/${part}/${place}`,
          `is of ${elector}, who had not declared their interests (GUA-2)`,
        );
    }
}
