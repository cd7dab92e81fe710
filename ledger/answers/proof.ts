/** Proof that one answer stands in a decision's record: its path to the root of its part of the evidence (REC-1). */
import { hashesOf } from '../bytes/base64.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { canonicalOf, isObject, type JsonObject } from '../bytes/json.ts';
import { leafHash } from '../log/merkle.ts';
import { verifyInclusion } from '../log/proofs.ts';
import { recordedRoots } from '../parts/recorded.ts';
import { isOfParties } from '../parts/kinds.ts';
import { isVeiled } from '../parts/schema/record.ts';
import type { RecordDocument } from '../parts/records.ts';

/** The parts of the evidence that hold what members gave. */
export const answerParts = ['ballots', 'declarations', 'positions', 'preferences', 'statements'] as const;
export type AnswerPart = (typeof answerParts)[number];

export interface AnswerProof {
  readonly part: AnswerPart;
  /** The entry as it stands in the evidence. */
  readonly entry: JsonObject;
  /** Its place in the part, from 0, and how many leaves the part has: its entries, and the salt of what is private. */
  readonly index: number;
  readonly size: number;
  /** From the entry's sibling up, base64. */
  readonly path: readonly string[];
}

/** Which part of the evidence an answer belongs to; undefined for an entry of no known kind. */
export function partOf(entry: JsonObject): AnswerPart | undefined {
  switch (entry.poll) {
    case 'votes':
    case 'override':
    case 'ratification':
      return 'ballots';
    case 'remedies':
      return 'preferences';
    case 'positions':
    case 'preferences':
      return entry.poll;
    case undefined:
      if (typeof entry.text === 'string') return 'statements';
      return typeof entry.kind === 'string' && isObject(entry.facts) ? 'declarations' : undefined;
    default:
      return undefined;
  }
}

/** Whether a record was made of this very entry; else the sentence that says why not. */
export function verifyAnswerProof(record: RecordDocument, proof: unknown): AnswerProof | Fault {
  if (!isObject(proof)) return fault('This is not the proof of an answer.');
  const { entry, index, size, path } = proof;
  const part = isObject(entry) ? partOf(entry) : undefined;
  if (
    !isObject(entry) ||
    part === undefined ||
    part !== proof.part ||
    typeof index !== 'number' ||
    typeof size !== 'number'
  )
    return fault('This is not the proof of an answer.');
  if (entry.decision !== record.id) return fault('The proof is of an answer in another decision.');
  const recorded = recordedRoots(record)[part];
  if (recorded === undefined) return fault(`The record of this ${record.kind} has no ${part}.`);
  const { count, root } = recorded;
  const steps = hashesOf(path);
  const text = canonicalOf(entry);
  if (steps === undefined || text === undefined)
    return fault('The proof’s path has a line that is not a hash in base64.');
  const isSalted = record.kind === 'proposal' ? isVeiled(record) : isOfParties(record.kind);
  if (size !== count + (isSalted ? 1 : 0) || index >= count)
    return fault(`The proof is of ${size} ${part}, but the record was made of ${count}.`);
  const leaf = leafHash(Buffer.from(text));
  if (!verifyInclusion({ leaf, index, size, path: steps, root: Buffer.from(root, 'hex') }))
    return fault(
      `The proof’s entry is not number ${index} of the record’s ${part}: its hash and path do not lead to their root.`,
    );
  return { part, entry, index, size, path: path as readonly string[] };
}
