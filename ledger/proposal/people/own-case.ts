/** Nobody judges their own case: who was recused, and who were electors all the same (JUS-1, GUA-2). */
import { type Interest, interestedSince, interestsAt } from './interests.ts';
import { inOwnCase } from '../../../rules/polls/electorate.ts';
import { atLeast } from '../../../rules/polls/share.ts';
import type { Content } from '../../../rules/model.ts';
import type { PackedProposal } from '../../parts/packed.ts';
import type { ProposalRecord } from '../../parts/schema/record.ts';
import { type Difference, inEvidence, inRecord } from '../../recount/difference.ts';

/** The accused, the victims who said that they are one, who declared an interest, and the leader whom a removal concerns, are no electors of their own case. */
export function* judgesOfThemselves(
  { tier, counted }: ProposalRecord,
  { versions, electorate }: PackedProposal,
): Generator<Difference> {
  const [first] = versions;
  if (first === undefined) return;
  const judged = tier === 3 ? inOwnCase(first.content as Content) : [];
  const own = [...judged, ...(counted?.recused ?? [])];
  if (own.length === 0) return;
  for (const [place, { member }] of electorate.entries())
    if (own.includes(member))
      yield inEvidence(`/electorate/${place}`, `is ${member}, whose own case it is (GUA-2)`);
}

/** Who was recused had been named and said so in the hearing, or declared an interest; who said so and was not, is one of the last who are left to judge (JUS-1, GUA-2). */
export function* victimsCounted(
  { counted, rules, electorate, rounds, votes }: ProposalRecord,
  { versions, declarations, departures, timeline, electorate: electors }: PackedProposal,
): Generator<Difference> {
  const [first] = versions;
  const victims = (first?.content as Content | undefined)?.victims ?? [];
  if (counted === null) {
    const asked =
      victims.length > 0 ? 'victims were named' : rules.charter.interests && 'interests were asked for';
    if (asked !== undefined && rounds.length + votes.length > 0)
      yield inRecord('/counted', `is null, but ${asked}, and the electors asked (GUA-2)`);
    return;
  }
  const { council, recused, at } = counted;
  // At the submission all but the accused, who may be none of the council, were electors.
  const submitted = timeline.find(({ kind }) => kind === 'submitted')?.facts.electorate;
  const before = Number((submitted as { size?: unknown } | undefined)?.size);
  const size = electorate?.size ?? 0;
  if (before < size || before > size + recused.length || council < before || council > before + 1)
    yield inRecord('/counted', `is not out of the ${before} who were electors at the submission (GUA-2)`);
  const words = new Map(
    declarations
      .filter((one) => one.kind === 'hearing' && one.at <= at && victims.includes(one.member))
      .map(({ member, facts }) => [member, !('none' in facts)]),
  );
  const interests =
    rules.charter.interests === undefined ? new Map<string, Interest>() : interestsAt(declarations, at);
  for (const [place, member] of recused.entries())
    if (words.get(member) !== true && (interests.get(member) ?? 'no') === 'no')
      yield inRecord(
        `/counted/recused/${place}`,
        `is ${member}, who never said that they are a victim (JUS-1)${rules.charter.interests === undefined ? '' : ', or have an interest (GUA-2)'}`,
      );
  const gone = new Set(departures.filter((one) => one.at <= at).map(({ member }) => member));
  const judges = size - gone.size;
  for (const [place, { member }] of electors.entries()) {
    const said = words.get(member) === true ? 'are a victim' : 'have an interest';
    const isOne = words.get(member) === true || interests.get(member) === 'yes';
    if (isOne && atLeast(rules.charter.recusal.least, judges - 1, council))
      yield inEvidence(
        `/electorate/${place}`,
        `is ${member}, who said that they ${said}, and enough of the council were left (GUA-2)`,
      );
  }
  if (rules.charter.interests !== undefined)
    yield* outOfTurn(recused, interestedSince(declarations, at), { electors, victims });
}

/** Where half of the council is left, whoever said so later stays an elector: nobody is recused in the place of another who said so before (GUA-2). */
function* outOfTurn(
  recused: readonly string[],
  since: ReadonlyMap<string, string>,
  {
    electors,
    victims,
  }: { readonly electors: PackedProposal['electorate']; readonly victims: readonly string[] },
): Generator<Difference> {
  let first: { readonly member: string; readonly at: string } | undefined;
  for (const { member } of electors) {
    const said = since.get(member);
    if (said !== undefined && (first === undefined || said < first.at)) first = { member, at: said };
  }
  if (first === undefined) return;
  for (const [place, member] of recused.entries()) {
    const said = since.get(member);
    // A victim may have been recused for what they said in the hearing.
    if (said !== undefined && said > first.at && !victims.includes(member))
      yield inRecord(
        `/counted/recused/${place}`,
        `is ${member}, who declared an interest at ${said}, after ${first.member}, who stayed an elector (GUA-2)`,
      );
  }
}
