/** The Merkle tree of RFC 6962 section 2.1 over SHA-256. */
import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** SHA-256(0x00 || leaf), 32 bytes. */
export const leafHash = (leaf: Uint8Array): Buffer => sha256(leafPrefix, leaf);

/** SHA-256(0x01 || left || right), 32 bytes. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodePrefix, left, right);

/**
 * The tree's hash from leaf hashes that are read one by one, so that a root over a million takes memory for twenty.
 * Keeps the roots of the full subtrees so far, largest first, as a binary counter does.
 */
export async function treeHash(
  leafHashes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ root: Buffer; size: number }> {
  const full: { hash: Uint8Array; leaves: number }[] = [];
  let size = 0;
  for await (const hash of leafHashes) {
    let node = { hash, leaves: 1 };
    for (let last = full.at(-1); last?.leaves === node.leaves; last = full.at(-1)) {
      full.pop();
      node = { hash: nodeHash(last.hash, node.hash), leaves: node.leaves * 2 };
    }
    full.push(node);
    size += 1;
  }
  const roots = full.map(({ hash }) => hash);
  let root = roots.pop() ?? sha256();
  while (roots.length > 0) root = nodeHash(roots.pop() as Uint8Array, root);
  return { root: Buffer.from(root), size };
}
