/** Computes a decision again from its record and evidence, and says where the two differ (REC-1). */
import { collect } from './answers.ts';
import { composeRecord } from './composition.ts';
import { countsOf, declaredDifferences } from './declared.ts';
import { compared, type Difference, firstOf, inEvidence } from './difference.ts';
import { entryDifferences } from './entries.ts';
import type { Evidence } from './evidence-schema.ts';
import { type ReadEvidence, rootsOf } from './evidence.ts';
import { figureDifferences } from './figures.ts';
import { roundOf, voteOf } from './polls.ts';
import { isPrivate, partNames, type RecordDocument } from './record-schema.ts';
import { timelineDifferences } from './timeline.ts';

/**
 * Everything in which a record differs from what follows: from its own figures, and where the evidence is there, from the evidence too.
 * None: its outcome is the one that its rules give. At most a hundred are answered.
 */
export function recompute(record: RecordDocument, evidence: ReadEvidence | null): readonly Difference[] {
  return firstOf(all(record, evidence));
}

function* all(record: RecordDocument, evidence: ReadEvidence | null): Generator<Difference> {
  yield* figureDifferences(record);
  if (evidence === null) return;
  yield* rootDifferences(record, evidence);
  yield* evidenceDifferences(record, evidence.evidence);
}

function* rootDifferences(record: RecordDocument, evidence: ReadEvidence): Generator<Difference> {
  const roots = rootsOf(evidence.texts, evidence.evidence.salt);
  for (const part of partNames) {
    const { count, root } = record.evidence[part];
    const found = roots[part];
    if (count !== found.count)
      yield inEvidence(`/${part}`, `has ${found.count} entries, but the record was made of ${count}`);
    else if (root !== found.root)
      yield inEvidence(`/${part}`, 'was changed: its entries do not hash to the root in the record');
  }
}

function* evidenceDifferences(record: RecordDocument, evidence: Evidence): Generator<Difference> {
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
  yield* collected.found;
  yield* compared('/electorate/size', record.electorate?.size ?? 0, collected.electors.size);
  const declared = countsOf(evidence.declarations);
  const facts = { ...record, rounds, votes, versions, timeline, dissent, declared, salt };
  yield* compared('', record, composeRecord(facts));
  yield* timelineDifferences(record, timeline);
  yield* declaredDifferences(record, evidence);
}
