/** Acknowledgements: the log's signed promise that what an elector gave will stand in the record (VOT-6). */
import { randomBytes } from 'node:crypto';
import { hashesOf, hashOfBase64 } from '../bytes/base64.ts';
import { canonicalBytes } from '../bytes/canonical.ts';
import { countOf } from '../log/checkpoint.ts';
import { type Fault, fault } from '../recount/fault.ts';
import { canonicalOf, isObject, type JsonObject } from '../bytes/json.ts';
import type { Signer, Verifier } from '../log/keys.ts';
import { leafHash } from '../log/merkle.ts';
import { openNote, signNote } from '../log/note.ts';
import { proveAll, verifyInclusion } from '../log/proofs.ts';

/** The first line of the signed text: by it no promise can be taken for a checkpoint, though the key is the same. */
const header = 'folkmoot-acknowledgement@v1';

/** One signature over the Merkle root of all that was committed together, and the path of one entry to that root. */
export interface SignedPromise {
  readonly index: number;
  readonly size: number;
  /** From the entry's sibling up, base64. */
  readonly path: readonly string[];
  /** A signed note: the header, the log's name, the number of entries and their root. */
  readonly note: string;
}

/** An entry as taken. `hash` is the RFC 6962 leaf hash of the entry as canonical JSON, lower-case hex. */
export type Acknowledged<Entry> = Entry & { readonly hash: string; readonly promise: SignedPromise };

/** The RFC 6962 leaf hash of an entry as canonical JSON, under which the record will hold it. */
export const entryHash = (entry: object): Buffer => leafHash(canonicalBytes(entry));

/**
 * Acknowledges what was committed together, with one signature. The entries are JSON objects without the keys `hash` and `promise`;
 * the answers stand in their order. Of several, each is followed by a random leaf: what a path says of another entry could be tried
 * out otherwise, for a choice has three values (VOT-7, REC-5).
 * @param hashes of the entries, where they are known
 */
export function acknowledge<Entry extends object>(
  entries: readonly Entry[],
  signer: Signer,
  hashes: readonly Buffer[] = entries.map(entryHash),
): readonly Acknowledged<Entry>[] {
  const leaves = hashes.length > 1 ? hashes.flatMap((hash) => [hash, randomBytes(hash.length)]) : hashes;
  const size = leaves.length;
  const apart = size / entries.length;
  const { root, paths } = proveAll(leaves);
  const note = signNote(`${header}\n${signer.name}\n${size}\n${root}\n`, signer);
  return entries.map((entry, place) => ({
    ...entry,
    hash: (hashes[place] as Buffer).toString('hex'),
    promise: { index: place * apart, size, path: paths[place * apart] ?? [], note },
  }));
}

/** A promise whose signature was checked: what was promised, and by which key. */
export interface OpenPromise {
  readonly entry: JsonObject;
  /** The entry as canonical JSON. */
  readonly text: string;
  readonly origin: string;
  readonly signedBy: string;
}

/** Checks an acknowledgement as it was answered, or says in a sentence what is wrong with it. */
export function openAcknowledgement(answer: unknown, verifiers: readonly Verifier[]): OpenPromise | Fault {
  if (!isObject(answer) || !isObject(answer.promise)) return fault('This is not an acknowledgement.');
  const { hash, promise, ...entry } = answer;
  const { index, size, path, note } = promise;
  const steps = hashesOf(path);
  if (typeof note !== 'string' || steps === undefined)
    return fault('The acknowledgement’s promise has no signed note or no path.');
  const opened = openNote(note, verifiers);
  if ('fault' in opened) return fault(`The acknowledgement’s promise ${opened.fault}.`);
  const [first, origin = '', count = '', rootText = '', ...more] = opened.text.slice(0, -1).split('\n');
  const promised = countOf(count);
  const root = hashOfBase64(rootText);
  const own = opened.signedBy.find(({ name }) => name === origin);
  if (
    first !== header ||
    own === undefined ||
    root === undefined ||
    more.length > 0 ||
    promised === undefined
  )
    return fault('The acknowledgement’s signed note promises nothing of this kind.');
  const text = canonicalOf(entry);
  const leaf = leafHash(Buffer.from(text ?? ''));
  if (text === undefined || leaf.toString('hex') !== hash)
    return fault('The acknowledgement’s entry is not the one that its hash was made of: it was changed.');
  const isPromised = typeof index === 'number' && promised === size;
  if (!isPromised || !verifyInclusion({ leaf, index, size: promised, path: steps, root }))
    return fault('The acknowledgement’s path does not lead to the root that was signed.');
  return { entry, text, origin, signedBy: own.id };
}
