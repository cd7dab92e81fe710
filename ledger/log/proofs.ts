/** Inclusion and consistency proofs: which nodes of the tree they consist of (RFC 6962), and whether they hold (RFC 9162). */
import { foldRight, nodeHash } from './merkle.ts';

/** Bytes of SHA-256. */
const hashLength = 32;

/** A full subtree: the leaves from index·2^level on, 2^level of them. Level 0 is the leaf hashes. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/** Reads the hashes of full subtrees, in the order asked for; all that a proof needs is asked for at once. */
export type ReadNodes = (nodes: readonly NodeId[]) => Promise<readonly Uint8Array[]> | readonly Uint8Array[];

/**
 * Reads the nodes of a tree whose leaf hashes are all at hand, one by one or many in a piece. It keeps 64 bytes for a leaf: every level
 * is one stretch of memory.
 */
export function nodesAbove(leafHashes: readonly Uint8Array[]): ReadNodes {
  const levels: Buffer[] = [];
  for (let level: Buffer = Buffer.concat(leafHashes); level.length > 0; level = pairs(level))
    levels.push(level);
  return (nodes) =>
    nodes.map(({ level, index }) => {
      const from = index * hashLength;
      const hash = levels[level]?.subarray(from, from + hashLength);
      if (hash?.length !== hashLength)
        throw new RangeError(`the tree has no full subtree ${index} at level ${level}`);
      return hash;
    });
}

function pairs(hashes: Buffer): Buffer {
  const parents = Buffer.alloc(Math.floor(hashes.length / (2 * hashLength)) * hashLength);
  for (let from = 0; from < parents.length; from += hashLength) {
    const middle = 2 * from + hashLength;
    const [left, right] = [hashes.subarray(2 * from, middle), hashes.subarray(middle, middle + hashLength)];
    parents.set(nodeHash(left, right), from);
  }
  return parents;
}

/** Leaves [start, end). */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The largest power of two below a size of 2 or more: how many leaves the left child has (RFC 6962, section 2.1). */
function leftLeaves(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The full subtrees that a range of leaves consists of, left to right. The range starts where a subtree of its size may start. */
function nodesOf({ start, end }: Range): NodeId[] {
  const nodes: NodeId[] = [];
  for (let from = start; from < end;) {
    let leaves = 1;
    let level = 0;
    while (leaves * 2 <= end - from) {
      leaves *= 2;
      level += 1;
    }
    nodes.push({ level, index: from / leaves });
    from += leaves;
  }
  return nodes;
}

/** PATH(index, D[size]) of RFC 6962, section 2.1.1, as ranges; from the leaf's sibling up. */
function inclusionRanges(index: number, size: number): Range[] {
  const path = (start: number, end: number): Range[] => {
    if (end - start === 1) return [];
    const middle = start + leftLeaves(end - start);
    return index < middle
      ? [...path(start, middle), { start: middle, end }]
      : [...path(middle, end), { start, end: middle }];
  };
  return path(0, size);
}

/** PROOF(from, D[to]) of RFC 6962, section 2.1.2, as ranges. */
function consistencyRanges(from: number, to: number): Range[] {
  const subproof = (start: number, end: number, whole: boolean): Range[] => {
    if (from === end) return whole ? [] : [{ start, end }];
    const middle = start + leftLeaves(end - start);
    return from <= middle
      ? [...subproof(start, middle, whole), { start: middle, end }]
      : [...subproof(middle, end, false), { start, end: middle }];
  };
  return subproof(0, to, true);
}

async function hashesOf(read: ReadNodes, ranges: readonly Range[]): Promise<Buffer[]> {
  const needed = ranges.map(nodesOf);
  const nodes = needed.flat();
  const hashes = nodes.length === 0 ? [] : await read(nodes);
  let taken = 0;
  return needed.map(({ length }) => foldRight(hashes.slice(taken, (taken += length))));
}

/** The root of the tree as it was with so many leaves. */
export async function rootAt(read: ReadNodes, size: number): Promise<Buffer> {
  const [root] = await hashesOf(read, [{ start: 0, end: size }]);
  return root ?? foldRight([]);
}

/**
 * The hashes that lead from a leaf to the root of a tree of so many leaves, from the leaf's sibling up.
 * @throws {RangeError} where the tree has no such leaf
 */
export async function proveInclusion(read: ReadNodes, index: number, size: number): Promise<Buffer[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  return hashesOf(read, inclusionRanges(index, size));
}

/**
 * The root of a tree whose leaf hashes are all at hand, and the inclusion path of each leaf, from its sibling up: PATH(index, D[size]) of
 * RFC 6962, section 2.1.1, for every index at once, so that each node is hashed once. The hashes are base64.
 */
export function proveAll(leafHashes: readonly Buffer[]): {
  readonly root: string;
  readonly paths: readonly (readonly string[])[];
} {
  const paths: string[][] = leafHashes.map(() => []);
  const note = (hash: Buffer, start: number, end: number): void => {
    const text = hash.toString('base64');
    for (let index = start; index < end; index += 1) paths[index]?.push(text);
  };
  const hashOf = (start: number, end: number): Buffer => {
    if (end - start <= 1) return leafHashes[start] ?? foldRight([]);
    const middle = start + leftLeaves(end - start);
    const [left, right] = [hashOf(start, middle), hashOf(middle, end)];
    note(right, start, middle);
    note(left, middle, end);
    return nodeHash(left, right);
  };
  return { root: hashOf(0, leafHashes.length).toString('base64'), paths };
}

/**
 * The hashes that show a tree to begin with what it was at a smaller size; none from 0 or to the same size.
 * @throws {RangeError} where the later tree is the smaller one
 */
export async function proveConsistency(read: ReadNodes, from: number, to: number): Promise<Buffer[]> {
  if (!(from >= 0 && from <= to)) throw new RangeError(`a tree of ${to} was never one of ${from}`);
  return from === 0 ? [] : hashesOf(read, consistencyRanges(from, to));
}

const isOdd = (count: number): boolean => count % 2 === 1;
const half = (count: number): number => Math.floor(count / 2);
const isHash = (bytes: Uint8Array): boolean => bytes.length === hashLength;
const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;

/** Whether a path leads from a leaf to a root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion({
  leaf,
  index,
  size,
  path,
  root,
}: {
  /** The leaf's hash. */
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || ![leaf, root, ...path].every(isHash))
    return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      for (; !isOdd(node) && node !== 0; node = half(node)) last = half(last);
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && Buffer.compare(hash, root) === 0;
}

/** A tree as somebody saw it. */
export interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the later tree begins with the earlier one (RFC 9162, section 2.1.4.2). Every tree begins with the empty one. */
export function verifyConsistency(earlier: Tree, later: Tree, path: readonly Uint8Array[]): boolean {
  if (!isCount(earlier.size) || !isCount(later.size) || earlier.size > later.size) return false;
  if (![earlier.root, later.root, ...path].every(isHash)) return false;
  if (earlier.size === 0) return path.length === 0 && Buffer.compare(earlier.root, foldRight([])) === 0;
  if (earlier.size === later.size) return path.length === 0 && Buffer.compare(earlier.root, later.root) === 0;
  let node = earlier.size - 1;
  let last = later.size - 1;
  for (; isOdd(node); node = half(node)) last = half(last);
  // Where the earlier tree is a full subtree of the later one, its own root begins the path.
  const [first, ...rest] = node === 0 ? [earlier.root, ...path] : path;
  if (first === undefined || path.length === 0) return false;
  let before = first;
  let after = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      before = nodeHash(hash, before);
      after = nodeHash(hash, after);
      for (; !isOdd(node) && node !== 0; node = half(node)) last = half(last);
    } else {
      after = nodeHash(after, hash);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && Buffer.compare(before, earlier.root) === 0 && Buffer.compare(after, later.root) === 0;
}
