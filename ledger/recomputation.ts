/** Computes a decision again from its record and evidence, and says where the two differ (REC-1). */
import { appealDifferences, appealFigures } from './appeal/recomputation.ts';
import type { AppealEvidence } from './appeal/schema.ts';
import { conflictFigures } from './conflict/figures.ts';
import { conflictDifferences } from './conflict/recomputation.ts';
import type { ConflictEvidence } from './conflict/schema.ts';
import { type Difference, firstOf, inEvidence } from './difference.ts';
import { emergencyFigures } from './emergency/figures.ts';
import { emergencyDifferences } from './emergency/recomputation.ts';
import type { EmergencyEvidence } from './emergency/schema.ts';
import { strangers } from './entries.ts';
import type { ProposalEvidence } from './evidence-schema.ts';
import { type ReadEvidence, rootsOf } from './evidence.ts';
import { figureDifferences } from './figures.ts';
import { partsOf } from './kinds.ts';
import { proposalDifferences } from './proposal.ts';
import { recordedRoots } from './recorded.ts';
import { evidenceKind, type Evidence, type RecordDocument } from './records.ts';

/**
 * Everything in which a record differs from what follows: from its own figures, and where the evidence is there, from the evidence too.
 * None: its outcome is the one that its rules give. At most a hundred are answered.
 */
export function recompute(record: RecordDocument, evidence: ReadEvidence | null): readonly Difference[] {
  return firstOf(all(record, evidence));
}

function* all(record: RecordDocument, read: ReadEvidence | null): Generator<Difference> {
  yield* figuresOf(record);
  if (read === null) return;
  const kind = evidenceKind(read.evidence);
  if (kind !== record.kind) {
    yield inEvidence('', `is of another kind, ${kind}, than the record, ${record.kind}`);
    return;
  }
  yield* rootDifferences(record, read);
  yield* strangers(record, read.evidence);
  yield* evidenceDifferences(record, read.evidence);
}

function figuresOf(record: RecordDocument): Generator<Difference> {
  switch (record.kind) {
    case 'proposal':
      return figureDifferences(record);
    case 'emergency':
      return emergencyFigures(record);
    case 'conflict':
      return conflictFigures(record);
    case 'appeal':
      return appealFigures(record);
  }
}

/** What follows from the evidence, which is of the record's kind. */
function evidenceDifferences(record: RecordDocument, evidence: Evidence): Generator<Difference> {
  switch (record.kind) {
    case 'proposal':
      return proposalDifferences(record, evidence as ProposalEvidence);
    case 'emergency':
      return emergencyDifferences(record, evidence as EmergencyEvidence);
    case 'conflict':
      return conflictDifferences(record, evidence as ConflictEvidence);
    case 'appeal':
      return appealDifferences(record, evidence as AppealEvidence);
  }
}

function* rootDifferences(record: RecordDocument, read: ReadEvidence): Generator<Difference> {
  const recorded = recordedRoots(record);
  const roots = rootsOf(read.texts, read.evidence);
  for (const part of partsOf(record.kind)) {
    const [made, found] = [recorded[part], roots[part]];
    if (made === undefined || found === undefined) continue;
    if (made.count !== found.count)
      yield inEvidence(`/${part}`, `has ${found.count} entries, but the record was made of ${made.count}`);
    else if (made.root !== found.root)
      yield inEvidence(`/${part}`, 'was changed: its entries do not hash to the root in the record');
  }
}
