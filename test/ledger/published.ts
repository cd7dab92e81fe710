/** A decision of five as its log publishes it, honest or not. */
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import { rootOfTexts } from './trees.ts';
import { writeReceipt } from '../../ledger/log/receipt.ts';
import type { Evidence, RecordDocument } from '../../ledger/parts/records.ts';
import { type Exported, verifyDecision } from '../../ledger/recount/verification.ts';
import { decide, people } from './decision.ts';
import { newSigner } from './keys.ts';

export const signer = newSigner();
export const keys = [signer.verifier];
export const five = people(5);

export const decision = decide({
  electors: five,
  rounds: [{ positions: [['m1', 'agree']] }],
  votes: [
    {
      ballots: [
        ['m1', 'against'],
        ['m1', 'for', 2],
        ['m2', 'for'],
        ['m3', 'for'],
        ['m4', 'against'],
      ],
    },
  ],
});

/** The files of a decision as a dishonest log could publish them: whatever the record says, its receipt holds. */
export function published(record: RecordDocument, evidence: Evidence): Exported {
  const bytes = canonicalBytes(record);
  const root = rootOfTexts([String(bytes)]);
  const receipt = writeReceipt({ index: 0, path: [], checkpoint: signCheckpoint({ size: 1, root }, signer) });
  return { record: bytes, receipt: Buffer.from(receipt), evidence: canonicalBytes(evidence) };
}

export const files = published(decision.record, decision.evidence);

/** What the checks of the files say, one after another. */
export const sentences = (exported: Exported, verifiers = keys): readonly string[] =>
  verifyDecision(exported, verifiers).map(({ ok, sentence }) => `${ok ? '✔' : '✖'} ${sentence}`);
