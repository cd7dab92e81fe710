/** Verifies a decision as anyone can: record, receipt, evidence. Each check answers with a sentence (REC-3). */
import { acknowledgementCheck, proofChecks, words } from '../answers/checks.ts';
import { type Check, counted, failed, passed } from './check.ts';
import { same } from './difference.ts';
import { readEvidence, type PackedEvidence, readRecord } from '../parts/evidence.ts';
import type { Fault } from './fault.ts';
import type { Verifier } from '../log/keys.ts';
import { retryOf } from '../proposal/course/path.ts';
import { type Proven, verifyReceipt } from '../log/receipt.ts';
import { recompute } from './recomputation.ts';
import { participationChecks } from './took-part.ts';
import { type PartName, partsOf } from '../parts/kinds.ts';
import { recordedRoots } from '../parts/recorded.ts';
import { evidenceKind, type RecordDocument } from '../parts/records.ts';

export interface Exported {
  readonly record: Uint8Array;
  readonly receipt: Uint8Array;
  readonly evidence?: Uint8Array | undefined;
  /** As they were answered. */
  readonly acknowledgements?: readonly unknown[] | undefined;
  /** Proofs of single answers. */
  readonly proofs?: readonly unknown[] | undefined;
}

/** The same, the evidence read already where its bytes came piece by piece. */
interface Given extends Omit<Exported, 'evidence'> {
  readonly evidence?: Uint8Array | PackedEvidence | Fault | undefined;
}

/**
 * Every check that the files allow, in order. They hold together only if each of them is `ok`. Of what only executes again something else there is
 * none that its outcome follows: see `notCheckedAlone`.
 */
export function verifyDecision(files: Given, verifiers: readonly Verifier[]): readonly Check[] {
  const proven = verifyReceipt(files.receipt, files.record, verifiers);
  const record = readRecord(files.record);
  const checks = [
    'fault' in proven ? failed('receipt', proven.fault) : passed('receipt', receiptSentence(proven)),
  ];
  if ('fault' in record) return [...checks, failed('record', record.fault)];
  checks.push(passed('record', recordSentence(record)));
  const other = 'fault' in proven ? undefined : councilFault(record, proven.checkpoint.origin);
  if (other !== undefined) checks.push(failed('record', other));
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

/** Signed ballots name the council whose log it is (AUT-1). */
function councilFault(record: RecordDocument, origin: string): string | undefined {
  const council = councilOf(record);
  return council === undefined || council === origin
    ? undefined
    : `The record is of the council ${council}, but its log is that of ${origin}.`;
}

const councilOf = (record: RecordDocument): string | undefined =>
  'council' in record ? record.council : undefined;

/** What nobody can tell from one decision's files of the keys that its ballots are signed by; undefined where none are. */
export const keysNotChecked = (record: RecordDocument): string | undefined =>
  councilOf(record) === undefined
    ? undefined
    : 'Not checked: whether the keys by which ballots are signed stood in the log under their electors’ names before the electorate was fixed, and who put them there (MEM-3, MEM-6). `folkmoot verify` of an archive shows it.';

/** Evidence beside its record: whether the record was made of it, and what the checks of both together found. */
export type EvidenceChecks =
  | { readonly isOwn: true; readonly read: PackedEvidence; readonly checks: readonly Check[] }
  | { readonly isOwn: false; readonly checks: readonly Check[] };

export function evidenceChecks(
  evidence: Uint8Array | PackedEvidence | Fault,
  record: RecordDocument,
): EvidenceChecks {
  const read = evidence instanceof Uint8Array ? readEvidence(evidence) : evidence;
  if ('fault' in read)
    return { isOwn: false, checks: [...recomputationChecks(record, null), failed('evidence', read.fault)] };
  const checks = recomputationChecks(record, read);
  return isMadeOf(record, read) ? { isOwn: true, read, checks } : { isOwn: false, checks };
}

/** Whether a record was made of this evidence, as far as it was given: a room may have been withheld (AUT-2). */
function isMadeOf(record: RecordDocument, { roots, evidence }: PackedEvidence): boolean {
  if (evidenceKind(evidence) !== record.kind) return false;
  const recorded = recordedRoots(record);
  return partsOf(record.kind).every((part) => roots[part] === undefined || same(roots[part], recorded[part]));
}

function receiptSentence({ index, checkpoint }: Proven): string {
  const { origin, size, signedBy } = checkpoint;
  const entries = counted(size, 'entry', 'entries');
  return `The record is entry ${index} of the log ${origin}, as of its checkpoint of ${entries}, signed with key ${signedBy}.`;
}

/** What stands before the title of a record whose kind is no word for it. */
const titles: Partial<Record<RecordDocument['kind'], string>> = {
  lookback: 'look back on',
  family: 'founding of the family',
};

/** A pace above 1 is told: its windows were the charter's in name only. */
function recordSentence({ kind, title, id, outcome, endedAt, charter: { pace } }: RecordDocument): string {
  const [what, article] = kind === 'proposal' ? ['decision', ''] : [kind, `the ${titles[kind] ?? kind} `];
  const titled = title === null ? `the ${what} ${id}` : `${article}“${title}” (${id})`;
  const paced =
    pace === 1 ? '' : ` Its windows ran ${pace} times shorter than its charter says: it was a trial.`;
  return `The record is of ${titled}: ${outcome}, ended ${endedAt}.${paced}`;
}

/** Computes the decision again, from its own figures, and from the evidence where it is there. */
function recomputationChecks(record: RecordDocument, evidence: PackedEvidence | null): readonly Check[] {
  const differences = recompute(record, evidence);
  if (differences.length > 0)
    return differences.map(({ document, pointer, sentence }) => ({
      check: document === 'record' ? 'figures' : 'evidence',
      ok: false,
      sentence: `${document} ${pointer === '' ? '(the whole)' : pointer} ${sentence}.`,
      document,
      pointer,
    }));
  const figures =
    retriedBy(record) === null
      ? [...participationChecks(record), passed('figures', figuresSentence(record))]
      : [];
  if (evidence === null) return figures;
  const roots = recordedRoots(record);
  const withheld = withheldParts(record, evidence);
  const parts = partsOf(record.kind).flatMap((part) => {
    const { count } = roots[part] ?? { count: 0 };
    return count === 0 || withheld.includes(part) ? [] : [`${words[part]}: ${count}`];
  });
  const again = retriedBy(record) === null ? evidenceSentence(parts, withheld) : retryEvidence(parts);
  return [...figures, passed('evidence', again)];
}

/** The parts that the evidence keeps from who is not in the room (AUT-2). */
const withheldParts = ({ kind }: RecordDocument, { roots }: PackedEvidence): readonly PartName[] =>
  partsOf(kind).filter((part) => roots[part] === undefined);

function evidenceSentence(parts: readonly string[], withheld: readonly PartName[]): string {
  if (withheld.length === 0)
    return `The evidence is what the record was made of, and gives the same outcome again: ${parts.join(', ')}.`;
  const kept = `What was said in its room was withheld (AUT-2): only who was in it can check that it hashes to the record’s root.`;
  return parts.length === 0
    ? kept
    : `The evidence is what the record was made of, and what happened before the council gives the same again: ${parts.join(', ')}. ${kept}`;
}

const retryEvidence = (parts: readonly string[]): string =>
  `The evidence is what the record was made of: ${parts.join(', ')}.`;

/** What a record executes again: a decision, or the reversal of an emergency (EXE-2). */
const retriedBy = (record: RecordDocument): string | null =>
  record.kind === 'proposal' ? (retryOf(record) ?? null) : 'retryOf' in record ? record.retryOf : null;

/**
 * What nobody can tell from one decision's files: a retry decides nothing, so that its record is as good as the original's, which only the log
 * has before it (ledger/recount/succession.ts). Undefined where everything can be told.
 */
export function notCheckedAlone(record: RecordDocument): string | undefined {
  if (record.outcome === 'wrong-category')
    return 'Not checked: whether the same had been in the wrong category before, so that more had to ask for another (TIE-6). The log shows it: `folkmoot verify-log`, or `folkmoot verify` of an archive.';
  const retried = retriedBy(record);
  if (retried === null) return undefined;
  return `Not checked: whether ${retried}, which it only executes again (EXE-2), was decided, failed, and is the same. The log with the record of that shows it: \`folkmoot verify-log\`, or \`folkmoot verify\` of an archive.`;
}

function figuresSentence(record: RecordDocument): string {
  if (record.kind !== 'proposal') return `Its figures agree with its rules: ${record.outcome}.`;
  const { rounds, votes, outcome } = record;
  return `Its figures agree with its rules: ${counted(rounds.length, 'round')}, ${counted(votes.length, 'vote')}, ${outcome}.`;
}
