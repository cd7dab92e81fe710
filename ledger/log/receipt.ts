/** Receipts: proof, checkable offline, that an entry stands in the log (REC-3; C2SP tlog-proof@v1). */
import { bytesOfBase64, hashOfBase64 } from '../bytes/base64.ts';
import { countOf, openCheckpoint, type OpenCheckpoint } from './checkpoint.ts';
import { type Fault, fault } from '../recount/fault.ts';
import type { Verifier } from './keys.ts';
import { leafHash } from './merkle.ts';
import { verifyInclusion } from './proofs.ts';
import { textOf } from '../../charter/text/utf8.ts';

const header = 'c2sp.org/tlog-proof@v1';

/** More hashes than this no path has: sizes stay below 2^53. */
const longestPath = 64;

export interface Receipt {
  /** The entry's place in the log, from 0. */
  readonly index: number;
  /** From the entry's sibling up, 32 bytes each. */
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string;
}

export function writeReceipt({ index, path, checkpoint }: Receipt): string {
  const hashes = path.map((hash) => `${Buffer.from(hash).toString('base64')}\n`);
  return `${header}\nindex ${index}\n${hashes.join('')}\n${checkpoint}`;
}

/** Reads a receipt of any log. A line `extra …` is allowed by the format and means nothing here. */
export function parseReceipt(text: string): Receipt | Fault {
  const split = text.indexOf('\n\n');
  if (split < 0) return fault('The receipt ends before its checkpoint: it was cut off.');
  const [first, ...lines] = text.slice(0, split).split('\n');
  if (first !== header) return fault(`The receipt does not begin with ${header}.`);
  if (lines[0]?.startsWith('extra ') === true) {
    const extra = lines.shift()?.slice('extra '.length);
    if (extra === undefined || bytesOfBase64(extra) === undefined)
      return fault('The receipt’s extra data is not base64.');
  }
  const [place = '', ...hashes] = lines;
  const index = place.startsWith('index ') ? countOf(place.slice('index '.length)) : undefined;
  if (index === undefined) return fault('The receipt does not say at which index its entry stands.');
  if (hashes.length > longestPath) return fault('The receipt’s path is longer than that of any log.');
  const path = hashes.map(hashOfBase64);
  if (!path.every((hash) => hash !== undefined))
    return fault('The receipt’s path has a line that is not a hash in base64.');
  return { index, path, checkpoint: text.slice(split + 2) };
}

/** Where the entry stands, and in which log, as of which checkpoint. */
export interface Proven {
  readonly index: number;
  readonly checkpoint: OpenCheckpoint;
}

/** Whether a receipt proves that these very bytes are an entry of a log whose key is known; else the sentence that says why not. */
export function verifyReceipt(
  receipt: Uint8Array,
  entry: Uint8Array,
  verifiers: readonly Verifier[],
): Proven | Fault {
  const text = textOf(receipt);
  if (text === undefined) return fault('The receipt is not text: its bytes are not UTF-8.');
  const parsed = parseReceipt(text);
  if ('fault' in parsed) return parsed;
  const checkpoint = openCheckpoint(parsed.checkpoint, verifiers);
  if ('fault' in checkpoint) return checkpoint;
  const { index, path } = parsed;
  const { size, root } = checkpoint;
  if (index >= size)
    return fault(
      `The checkpoint is older than the entry: it is of ${size} entries, and the receipt’s index is ${index}.`,
    );
  if (!verifyInclusion({ leaf: leafHash(entry), index, size, path, root }))
    return fault(
      `The record is not entry ${index} of the log: its hash and the receipt’s path do not lead to the checkpoint’s root.`,
    );
  return { index, checkpoint };
}
