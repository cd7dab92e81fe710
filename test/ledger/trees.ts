/** The hashes of whole trees, which only tests have in one piece. */
import { growTree } from '../../ledger/log/merkle.ts';

/** From the hashes of its leaves. */
export function treeHash(leafHashes: Iterable<Uint8Array>): { root: Buffer; size: number } {
  const tree = growTree();
  for (const hash of leafHashes) tree.addHashes(Buffer.from(hash));
  return { root: tree.root(), size: tree.size() };
}

/** The hash of a tree whose leaves are texts in UTF-8. */
export function rootOfTexts(leaves: Iterable<string>): Buffer {
  const tree = growTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}
