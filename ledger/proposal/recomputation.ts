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
import type { Content } from '../../rules/model.ts';
import { namedInJustice } from '../../rules/proposal/sealing.ts';
import { unveiled } from '../parts/veil.ts';
import { namesIn, proposalPlaces } from './veil.ts';

/** Everything in which the record of a proposal differs from what follows from its evidence. */
export function* proposalDifferences(
  record: ProposalRecord,
  evidence: PackedProposal,
): Generator<Difference> {
  yield* entryDifferences(record, evidence);
  const { timeline, versions, salt } = evidence;
  yield* saltDifferences(record, evidence);
  if (!timeline.some(({ kind }) => kind === 'ended')) {
    yield inEvidence('/timeline', 'has no ending (PRO-9)');
    return;
  }
  // Without a threshold nothing can be counted again; the record's own figures say so.
  if (record.rules.category.threshold === null && record.votes.length > 0) return;
  const named =
    salt === null || isPrivate(record)
      ? record
      : unveiled(record, { names: namesIn(versions, timeline), salt }, proposalPlaces);
  const collected = collect(named, evidence);
  const judged = record.rounds.map((round) => roundOf(collected, round));
  const rounds = judged.map(({ round }) => round);
  const dissent = judged.flatMap((one) => one.dissent);
  const votes = record.votes.map((vote) => voteOf(collected, vote));
  yield* electorPartDifferences(evidence.electorate, record.rules.category.threshold);
  yield* collected.found;
  yield* compared('/electorate/size', record.electorate?.size ?? 0, collected.electors.size);
  const declared = countsOf(evidence.declarations);
  const { names: _names, ...said } = record;
  const facts = { ...said, rounds, votes, versions, timeline, dissent, declared, salt };
  yield* compared('', record, composeRecord(facts));
  yield* timelineDifferences(named, timeline);
  yield* declaredDifferences(named, evidence);
  yield* officeDifferences(record, evidence);
  yield* doneDifferences(record, evidence);
}

/** What is private is salted, and what names somebody accused; a question about objections may be, as the decision that waits for it is (AUT-2, REC-5). */
function* saltDifferences(record: ProposalRecord, { versions, salt }: PackedProposal): Generator<Difference> {
  const isDue =
    isPrivate(record) || versions.some(({ content }) => namedInJustice(content as Content).length > 0);
  if (salt === null ? isDue : !isDue && record.asks === null)
    yield inEvidence(
      '/salt',
      'belongs to what is private or names somebody accused, and to nothing else (AUT-2, REC-5)',
    );
}
