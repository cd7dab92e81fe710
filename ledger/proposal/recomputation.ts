/** Computes a proposal again from its record and evidence (REC-1). */
import { collect } from '../answers/standing.ts';
import { composeRecord } from './composition.ts';
import { officeDifferences } from './confirmation.ts';
import { countsOf, declaredDifferences } from './people/declared.ts';
import { doneDifferences } from './done.ts';
import { compared, type Difference, inEvidence } from '../recount/difference.ts';
import { entryDifferences } from '../answers/entries.ts';
import type { PackedProposal } from '../parts/packed.ts';
import { electorPartDifferences } from '../recount/parts.ts';
import { roundOf, voteOf } from '../recount/polls.ts';
import { isPrivate, type ProposalRecord } from '../parts/schema/record.ts';
import { timelineDifferences } from './timeline.ts';

/** Everything in which the record of a proposal differs from what follows from its evidence. */
export function* proposalDifferences(
  record: ProposalRecord,
  evidence: PackedProposal,
): Generator<Difference> {
  yield* entryDifferences(record, evidence);
  const { timeline, versions, salt } = evidence;
  if ((salt !== null) !== isPrivate(record))
    yield inEvidence('/salt', 'belongs to what is private, and to nothing else (AUT-2)');
  if (!timeline.some(({ kind }) => kind === 'ended')) {
    yield inEvidence('/timeline', 'has no ending (PRO-9)');
    return;
  }
  // Without a threshold nothing can be counted again; the record's own figures say so.
  if (record.rules.category.threshold === null && record.votes.length > 0) return;
  const collected = collect(record, evidence);
  const judged = record.rounds.map((round) => roundOf(collected, round));
  const rounds = judged.map(({ round }) => round);
  const dissent = judged.flatMap((one) => one.dissent);
  const votes = record.votes.map((vote) => voteOf(collected, vote));
  yield* electorPartDifferences(evidence.electorate, record.rules.category.threshold);
  yield* collected.found;
  yield* compared('/electorate/size', record.electorate?.size ?? 0, collected.electors.size);
  const declared = countsOf(evidence.declarations);
  const facts = { ...record, rounds, votes, versions, timeline, dissent, declared, salt };
  yield* compared('', record, composeRecord(facts));
  yield* timelineDifferences(record, timeline);
  yield* declaredDifferences(record, evidence);
  yield* officeDifferences(record, evidence);
  yield* doneDifferences(record, evidence);
}
