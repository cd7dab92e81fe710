/** Computes a decision again from its record and evidence, and says where the two differ (REC-1). */
import { type Difference, firstOf, inEvidence } from './difference.ts';
import { signedActDifferences } from '../acts/signed-acts.ts';
import { strangers } from '../answers/entries.ts';
import type { PackedEvidence } from '../parts/evidence.ts';
import { partsOf } from '../parts/kinds.ts';
import { recordedKinds } from '../parts/recorded-kinds.ts';
import { recordedRoots } from '../parts/recorded.ts';
import { evidenceKind, type RecordDocument } from '../parts/records.ts';

/**
 * Everything in which a record differs from what follows: from its own figures, and where the evidence is there, from the evidence too.
 * None: its outcome is the one that its rules give. At most a hundred are answered.
 */
export function recompute(record: RecordDocument, evidence: PackedEvidence | null): readonly Difference[] {
  return firstOf(all(record, evidence));
}

function* all(record: RecordDocument, read: PackedEvidence | null): Generator<Difference> {
  const kind = recordedKinds[record.kind];
  yield* kind.figures(record);
  if (read === null) return;
  const found = evidenceKind(read.evidence);
  if (found !== record.kind) {
    yield inEvidence('', `is of another kind, ${found}, than the record, ${record.kind}`);
    return;
  }
  yield* rootDifferences(record, read);
  yield* strangers(record, read.evidence);
  yield* kind.differences(record, read.evidence);
  yield* signedActDifferences(record, read.evidence);
}

function* rootDifferences(record: RecordDocument, read: PackedEvidence): Generator<Difference> {
  const recorded = recordedRoots(record);
  for (const part of partsOf(record.kind)) {
    const [made, found] = [recorded[part], read.roots[part]];
    if (made === undefined || found === undefined) continue;
    if (made.count !== found.count)
      yield inEvidence(`/${part}`, `has ${found.count} entries, but the record was made of ${made.count}`);
    else if (made.root !== found.root)
      yield inEvidence(`/${part}`, 'was changed: its entries do not hash to the root in the record');
  }
}
