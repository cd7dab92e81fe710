/** The Merkle tree of RFC 6962 section 2.1 over SHA-256. */
import { hash as digest } from 'node:crypto';

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);
const emptyRoot = digest('sha256', '', 'buffer');

/** SHA-256(0x00 || leaf), 32 bytes. */
export const leafHash = (leaf: Uint8Array): Buffer =>
  digest('sha256', Buffer.concat([leafPrefix, leaf]), 'buffer');

/** SHA-256(0x01 || left || right), 32 bytes. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  digest('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');

/** The roots of the full subtrees of a growing tree, largest first, as a binary counter keeps them. */
type Peaks = { readonly hash: string; readonly leaves: number }[];

function grow(peaks: Peaks, leaf: string): void {
  let node = { hash: leaf, leaves: 1 };
  for (let last = peaks.at(-1); last?.leaves === node.leaves; last = peaks.at(-1)) {
    peaks.pop();
    node = { hash: joinStrings(last.hash, node.hash), leaves: node.leaves * 2 };
  }
  peaks.push(node);
}

/**
 * The hash of a tree from the hashes of the full subtrees it consists of, left to right: each is the left child of all that is right
 * of it. Of none it is the hash of the empty tree, SHA-256 of nothing.
 */
export function foldRight(hashes: readonly Uint8Array[]): Buffer {
  const [last, ...rest] = hashes.toReversed();
  if (last === undefined) return Buffer.from(emptyRoot);
  return Buffer.from(rest.reduce((right, left) => nodeHash(left, right), last));
}

/** A tree that grows leaf by leaf, in memory for the logarithm of their number. */
export interface GrowingTree {
  /** The next leaf, a text in UTF-8. */
  readonly add: (leaf: string) => void;
  /** The next leaves, by their hashes: 32 bytes each. */
  readonly addHashes: (hashes: Buffer) => void;
  readonly size: () => number;
  readonly root: () => Buffer;
}

/**
 * An empty tree whose leaves are texts. Hashes are kept as strings of 32 code units below 256 meanwhile: that way Node hashes several
 * times as many a second as with a buffer for each.
 */
export function growTree(): GrowingTree {
  const peaks: Peaks = [];
  return {
    add: (leaf) => grow(peaks, digest('sha256', `\0${leaf}`, 'binary')),
    addHashes: (hashes) => {
      for (let at = 0; at < hashes.length; at += 32) grow(peaks, hashes.toString('latin1', at, at + 32));
    },
    size: () => peaks.reduce((size, { leaves }) => size + leaves, 0),
    root: () => foldRight(peaks.map(({ hash }) => Buffer.from(hash, 'latin1'))),
  };
}

const pair = Buffer.alloc(65, nodePrefix);

function joinStrings(left: string, right: string): string {
  pair.write(left + right, 1, 'latin1');
  return digest('sha256', pair, 'binary');
}
