/** The roots that a record holds of its evidence, made of the texts of its entries (REC-1, AUT-2). */
import { entriesOf } from '../../ledger/parts/evidence.ts';
import { saltLeaves, saltOfPart, type Salts } from '../../ledger/parts/salts.ts';
import { canonicalJson } from '../../ledger/bytes/canonical.ts';
import type { Root } from '../../ledger/parts/schema/figures.ts';
import { type PartName, partsOf } from '../../ledger/parts/kinds.ts';
import { rootOfTexts } from './trees.ts';
import { type Evidence, evidenceKind } from '../../ledger/parts/records.ts';

/** Of what was withheld there is none. @param salts the evidence's own unless given */
export function rootsOf(
  evidence: Evidence,
  salts: Salts = evidence,
): Readonly<Partial<Record<PartName, Root>>> {
  const kind = evidenceKind(evidence);
  const roots: Partial<Record<PartName, Root>> = {};
  for (const part of partsOf(kind)) {
    const entries = entriesOf(evidence, part);
    if (entries === null) continue;
    const leaves = [
      ...Array.from(entries, (entry) => canonicalJson(entry)),
      ...saltLeaves(saltOfPart(kind, part, salts)),
    ];
    roots[part] = { count: entries.length, root: rootOfTexts(leaves).toString('hex') };
  }
  return roots;
}
