/** What a veto's question asks, matter by matter, and who has no ballot on which; whether the decision that waited took its answers (VET-2, GUA-2). */
import { vetoQuestion } from '../../rules/proposal/tiers.ts';
import { countedOutcomes, withoutBallot } from '../../rules/proposal/vetoes/vetoes.ts';
import type { AskedRecord, VetoRecord } from '../parts/schema/course.ts';
import { compared, type Difference, inRecord, same } from '../recount/difference.ts';
import type { PackedProposal } from '../parts/packed.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';

/** From the record alone: a question asks each matter once, and its votes open and close together. */
export function* questionFigures({ asks, category, votes }: ProposalRecord): Generator<Difference> {
  yield* compared('/asks', asks !== null, category === vetoQuestion);
  if (asks === null) return;
  const matters = asks.map(({ matter }) => matter);
  if (matters.length === 0 || !same(matters, [...new Set(matters)].toSorted()))
    yield inRecord('/asks', 'are not matters, each once, in the order of their names (VET-2)');
  for (const [place, { named, without }] of asks.entries())
    if (without.length > 0 && !same(without, named))
      yield inRecord(`/asks/${place}/without`, 'is neither nobody nor who raised it (VET-2)');
  const [first] = votes;
  for (const [place, { opens, closes, closedAt }] of votes.entries())
    for (const [key, value] of Object.entries({ opens, closes, closedAt }))
      yield* compared(`/votes/${place}/${key}`, value, first?.[key as 'opens']);
  if (votes.length > 0) yield* compared('/votes/length', votes.length, asks.length);
}

/** From the evidence: who raised a matter has no ballot on it while enough of the electorate is left. */
export function* voterDifferences(
  { asks, rules }: ProposalRecord,
  { electorate }: PackedProposal,
): Generator<Difference> {
  for (const [place, { named, without }] of (asks ?? []).entries()) {
    let left = 0;
    for (const { member } of electorate) if (!named.includes(member)) left += 1;
    const due = withoutBallot(named, { whole: electorate.length, left }, rules.charter);
    yield* compared(`/asks/${place}/without`, without, due);
  }
}

/** What an ended question said, for the decision that waited for it. */
export interface Answered {
  readonly asks: readonly AskedRecord[];
  readonly lifted: readonly string[];
}

export function answersOf({ asks, votes, outcome }: ProposalRecord): Answered {
  const isCounted = countedOutcomes.includes(outcome);
  const adopted = (asks ?? []).filter((_, place) => votes[place]?.tally?.verdict === 'adopted');
  return { asks: asks ?? [], lifted: isCounted ? adopted.map(({ matter }) => matter) : [] };
}

/** A decision waits for its question, whose record so comes before its own: what that lifted is lifted, and nothing else is (VET-2). */
export function vetoFault(
  { vetoes }: ProposalRecord,
  answerOf: (question: string) => Answered | undefined,
): string | undefined {
  for (const veto of vetoes) {
    const { number, question, matter, answer } = veto;
    if (question === null) continue;
    const answered = answerOf(question);
    const asked = answered?.asks.find((one) => one.matter === matter);
    if (answered !== undefined && !same(asked?.named.toSorted(), raisers(vetoes, veto)))
      return `has veto ${number} on ${matter}, but ${question} before it asked about others’ (VET-2)`;
    if (answer === null || answer.outcome === 'lapsed') continue;
    const isLifted = answered?.lifted.includes(matter) === true;
    if (isLifted !== (answer.outcome === 'lifted'))
      return isLifted
        ? `has veto ${number} stand, though before it ${question} lifted it (VET-2)`
        : `has veto ${number} lifted, but before it the log has no adoption of ${question} (VET-2)`;
  }
  return undefined;
}

/** Who raised the same matter in the same question. */
const raisers = (vetoes: readonly VetoRecord[], { question, matter }: VetoRecord): string[] =>
  [
    ...new Set(
      vetoes.filter((one) => one.question === question && one.matter === matter).map(({ by }) => by),
    ),
  ].toSorted();
