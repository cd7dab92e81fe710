/** The Merkle tree and its proofs, against the published vectors, and for every size up to 300. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { foldRight, leafHash, nodeHash } from '../../ledger/log/merkle.ts';
import { rootOfTexts, treeHash } from './trees.ts';
import {
  nodesAbove,
  proveConsistency,
  proveInclusion,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from '../../ledger/log/proofs.ts';
import { consistency, hasher, inclusion, leaves, roots } from './vectors.ts';

const hashes = leaves.map(leafHash);
const reference = nodesAbove(hashes);
const sizes = Array.from({ length: 301 }, (_, size) => size);

/** Lies are told of every so many only: each costs as much hashing as the truth. */
const liedAbout = 10;

/** A tree of so many leaves, each another text. */
const grown = (size: number): Buffer[] =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));

/** The definition of RFC 6962, section 2.1, word for word. */
function defined(all: readonly Buffer[]): Buffer {
  if (all.length <= 1) return all[0] ?? foldRight([]);
  let split = 1;
  while (split * 2 < all.length) split *= 2;
  return nodeHash(defined(all.slice(0, split)), defined(all.slice(split)));
}

describe('the published vectors', () => {
  it('REC-3 give the hashes of a leaf and of a node', () => {
    expect(leafHash(Buffer.from(hasher.leaf.of)).toString('hex')).toBe(hasher.leaf.hash);
    expect(nodeHash(Buffer.from(hasher.node.left), Buffer.from(hasher.node.right)).toString('hex')).toBe(
      hasher.node.hash,
    );
  });

  it('REC-3 give the root of every size of the reference tree', async () => {
    for (const [size, root] of roots.entries()) {
      expect(await rootAt(reference, size)).toEqual(root);
      expect(treeHash(hashes.slice(0, size))).toEqual({ root, size });
    }
  });

  it('REC-3 give the inclusion proofs, and each of them holds', async () => {
    for (const { index, size, path } of inclusion) {
      expect(await proveInclusion(reference, index, size)).toEqual(path);
      expect(verifyInclusion({ leaf: hashes[index]!, index, size, path, root: roots[size]! })).toBe(true);
    }
  });

  it('REC-3 give the consistency proofs, and each of them holds', async () => {
    for (const { from, to, path } of consistency) {
      expect(await proveConsistency(reference, from, to)).toEqual(path);
      expect(
        verifyConsistency({ size: from, root: roots[from]! }, { size: to, root: roots[to]! }, path),
      ).toBe(true);
    }
  });
});

describe('a leaf', () => {
  it('REC-1 is told from a node, so that no node can be passed off as an entry', () => {
    const [left, right] = [leafHash(Buffer.from('left')), leafHash(Buffer.from('right'))];
    expect(nodeHash(left, right)).not.toEqual(leafHash(Buffer.concat([left, right])));
    expect(nodeHash(left, right)).not.toEqual(nodeHash(right, left));
  });
});

describe('a tree of any size', () => {
  const all = grown(300);
  const read = nodesAbove(all);

  it('REC-3 hashes as the definition says, however it is computed', async () => {
    for (const size of sizes.slice(0, 70)) {
      const root = defined(all.slice(0, size));
      expect(await rootAt(read, size)).toEqual(root);
      expect(treeHash(all.slice(0, size)).root).toEqual(root);
      const texts = Array.from({ length: size }, (_, index) => `entry ${index}`);
      expect(rootOfTexts(texts)).toEqual(root);
    }
  });

  it('REC-3 proves each of its leaves, and never under another index or by another path', async () => {
    const wrong: unknown[] = [];
    for (const size of sizes.slice(1)) {
      const root = await rootAt(read, size);
      for (let index = 0; index < size; index += 1) {
        const path = await proveInclusion(read, index, size);
        const claim = { leaf: all[index]!, index, size, path, root };
        if (!verifyInclusion(claim)) wrong.push({ size, index });
        if (index % liedAbout !== 0) continue;
        const lies = [
          { index: index ^ 1 },
          { path: [...path, root] },
          ...(size > 1 ? [{ path: path.slice(1) }] : []),
        ];
        for (const lie of lies) if (verifyInclusion({ ...claim, ...lie })) wrong.push({ size, index, lie });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('REC-2 proves to begin with what it was at every smaller size', async () => {
    const wrong: unknown[] = [];
    const seen = await Promise.all(sizes.map(async (size) => ({ size, root: await rootAt(read, size) })));
    for (const later of seen)
      for (const earlier of seen.slice(0, later.size + 1)) {
        const path = await proveConsistency(read, earlier.size, later.size);
        const sizesOf = { from: earlier.size, to: later.size };
        if (!verifyConsistency(earlier, later, path)) wrong.push(sizesOf);
        if (earlier.size % liedAbout !== 1 || earlier.size === later.size) continue;
        const lies = [
          verifyConsistency({ ...earlier, root: later.root }, later, path),
          verifyConsistency(earlier, { ...later, root: earlier.root }, path),
          verifyConsistency(earlier, later, path.slice(1)),
        ];
        if (lies.includes(true)) wrong.push({ ...sizesOf, lies });
      }
    expect(wrong).toEqual([]);
  });

  it.prop([fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), fc.nat(255)])(
    'REC-3 proves nothing with one bit of a path changed',
    async (size, which, place, bit) => {
      const index = which % size;
      const root = await rootAt(read, size);
      const path = await proveInclusion(read, index, size);
      fc.pre(path.length > 0);
      const changed = path.map((hash) => Buffer.from(hash));
      const hash = changed[place % path.length]!;
      hash[bit % 32] = hash[bit % 32]! ^ (1 << (bit % 8));
      expect(verifyInclusion({ leaf: all[index]!, index, size, path: changed, root })).toBe(false);
    },
  );

  it('REC-3 has no proof of what is not in it, nor of a tree that it never was', async () => {
    await expect(proveInclusion(read, 300, 300)).rejects.toThrow(RangeError);
    await expect(proveInclusion(read, -1, 300)).rejects.toThrow(RangeError);
    await expect(proveConsistency(read, 8, 7)).rejects.toThrow(RangeError);
    expect(() => read([{ level: 9, index: 0 }])).toThrow(RangeError);
  });

  it('REC-3 refuses what is no proof at all', async () => {
    const [leaf, root] = [all[0]!, await rootAt(read, 1)];
    const claim = { leaf, index: 0, size: 1, path: [], root };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, index: 0.5 })).toBe(false);
    expect(verifyInclusion({ ...claim, index: -1 })).toBe(false);
    expect(verifyInclusion({ ...claim, size: 2 ** 60 })).toBe(false);
    expect(verifyInclusion({ ...claim, leaf: leaf.subarray(1) })).toBe(false);
    const empty = { size: 0, root: foldRight([]) };
    expect(verifyConsistency(empty, { size: 1, root }, [])).toBe(true);
    expect(verifyConsistency({ ...empty, root }, { size: 1, root }, [])).toBe(false);
    expect(verifyConsistency(empty, { size: 1, root }, [root])).toBe(false);
    expect(verifyConsistency({ size: 1, root }, empty, [])).toBe(false);
  });
});
