/** Proofs that single answers stand in an ended decision's record (REC-1). */
import type { AnswerPart, AnswerProof } from '../../ledger/answers/proof.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { nodesAbove, proveInclusion } from '../../ledger/log/proofs.ts';
import type { Db } from '../postgres/database.ts';
import { kindOf, saltTexts, textsOfPart } from './record-evidence.ts';

/**
 * A proof of each answer that a member gave in one part of a decision's evidence, in their order: replaced ones too. Reads the whole
 * part: some seconds and a hundred megabytes for a million ballots.
 */
export async function answerProofs(
  db: Db,
  decision: string,
  part: AnswerPart,
  member: string,
): Promise<AnswerProof[]> {
  const kind = await kindOf(db, decision);
  const leaves: Buffer[] = [];
  const own: { readonly entry: AnswerProof['entry']; readonly index: number }[] = [];
  for await (const texts of textsOfPart(db, kind, decision, part))
    for (const text of texts) {
      const entry = text.includes(`"${member}"`) ? (JSON.parse(text) as AnswerProof['entry']) : undefined;
      if (entry !== undefined && giverOf(entry) === member) own.push({ entry, index: leaves.length });
      leaves.push(leafHash(Buffer.from(text)));
    }
  const salts = await saltTexts(db, kind, decision, part);
  leaves.push(...salts.map((text) => leafHash(Buffer.from(text))));
  const read = nodesAbove(leaves);
  return Promise.all(
    own.map(async ({ entry, index }) => {
      const path = await proveInclusion(read, index, leaves.length);
      return { part, entry, index, size: leaves.length, path: path.map((hash) => hash.toString('base64')) };
    }),
  );
}

const giverOf = (entry: object): unknown => {
  if ('elector' in entry) return entry.elector;
  return 'member' in entry ? entry.member : undefined;
};
