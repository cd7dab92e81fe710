/** Verifies a decision as anyone can: record, receipt, evidence. Each check answers with a sentence (REC-3). */
import { acknowledgementCheck, proofChecks, words } from './answer-checks.ts';
import { type Check, counted, failed, passed } from './check.ts';
import { same } from './difference.ts';
import { readEvidence, type ReadEvidence, readRecord, rootsOf } from './evidence.ts';
import type { Verifier } from './keys.ts';
import { retryOf } from './path.ts';
import { type Proven, verifyReceipt } from './receipt.ts';
import { recompute } from './recomputation.ts';
import { partNames, type RecordDocument } from './record-schema.ts';

export interface Exported {
  readonly record: Uint8Array;
  readonly receipt: Uint8Array;
  readonly evidence?: Uint8Array | undefined;
  /** As they were answered. */
  readonly acknowledgements?: readonly unknown[] | undefined;
  /** Proofs of single answers. */
  readonly proofs?: readonly unknown[] | undefined;
}

/** Every check that the files allow, in order. They hold together only if each of them is `ok`. */
export function verifyDecision(files: Exported, verifiers: readonly Verifier[]): readonly Check[] {
  const proven = verifyReceipt(files.receipt, files.record, verifiers);
  const record = readRecord(files.record);
  const checks = [
    'fault' in proven ? failed('receipt', proven.fault) : passed('receipt', receiptSentence(proven)),
  ];
  if ('fault' in record) return [...checks, failed('record', record.fault)];
  checks.push(passed('record', recordSentence(record)));
  const evidence = files.evidence === undefined ? null : evidenceChecks(files.evidence, record);
  checks.push(...(evidence?.checks ?? recomputationChecks(record, null)));
  const proofs = proofChecks(record, files.proofs ?? []);
  const known = {
    record,
    verifiers,
    log: 'fault' in proven ? null : proven.checkpoint.origin,
    evidence: evidence === null ? null : evidence.isOwn ? evidence.read : 'other',
    proven: proofs.proven,
  } as const;
  const acknowledgements = (files.acknowledgements ?? []).map((answer) =>
    acknowledgementCheck(answer, known),
  );
  return [...checks, ...proofs.checks, ...acknowledgements];
}

/** Evidence beside its record: whether the record was made of it, and what the checks of both together found. */
export type EvidenceChecks =
  | { readonly isOwn: true; readonly read: ReadEvidence; readonly checks: readonly Check[] }
  | { readonly isOwn: false; readonly checks: readonly Check[] };

export function evidenceChecks(bytes: Uint8Array, record: RecordDocument): EvidenceChecks {
  const read = readEvidence(bytes);
  if ('fault' in read)
    return { isOwn: false, checks: [...recomputationChecks(record, null), failed('evidence', read.fault)] };
  const checks = recomputationChecks(record, read);
  return same(rootsOf(read.texts, read.evidence.salt), record.evidence)
    ? { isOwn: true, read, checks }
    : { isOwn: false, checks };
}

function receiptSentence({ index, checkpoint }: Proven): string {
  const { origin, size, signedBy } = checkpoint;
  const entries = counted(size, 'entry', 'entries');
  return `The record is entry ${index} of the log ${origin}, as of its checkpoint of ${entries}, signed with key ${signedBy}.`;
}

/** A pace above 1 is told: its windows were the charter's in name only. */
function recordSentence({ title, id, outcome, endedAt, charter: { pace } }: RecordDocument): string {
  const titled = title === null ? `the decision ${id}` : `“${title}” (${id})`;
  const paced =
    pace === 1 ? '' : ` Its windows ran ${pace} times shorter than its charter says: it was a trial.`;
  return `The record is of ${titled}: ${outcome}, ended ${endedAt}.${paced}`;
}

/** Computes the decision again, from its own figures, and from the evidence where it is there. */
function recomputationChecks(record: RecordDocument, evidence: ReadEvidence | null): readonly Check[] {
  const differences = recompute(record, evidence);
  if (differences.length > 0)
    return differences.map(({ document, pointer, sentence }) => ({
      check: document === 'record' ? 'figures' : 'evidence',
      ok: false,
      sentence: `${document} ${pointer === '' ? '(the whole)' : pointer} ${sentence}.`,
      document,
      pointer,
    }));
  const figures = passed('figures', figuresSentence(record));
  if (evidence === null) return [figures];
  const parts = partNames
    .filter((part) => record.evidence[part].count > 0)
    .map((part) => `${words[part]}: ${record.evidence[part].count}`);
  const sentence = `The evidence is what the record was made of, and gives the same outcome again: ${parts.join(', ')}.`;
  return [figures, passed('evidence', sentence)];
}

function figuresSentence(record: RecordDocument): string {
  const { rounds, votes, outcome } = record;
  const retried = retryOf(record);
  return retried === undefined
    ? `Its figures agree with its rules: ${counted(rounds.length, 'round')}, ${counted(votes.length, 'vote')}, ${outcome}.`
    : `It only executes again what the decision ${retried} adopted (EXE-2), whose own record shows how: ${outcome}.`;
}
