/** Checkpoints and receipts: signed when they are asked for, of what is committed, by any number of processes (REC-3). */
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { proveConsistency, verifyConsistency } from '../../ledger/log/proofs.ts';
import { writeReceipt } from '../../ledger/log/receipt.ts';
import type { Db } from '../postgres/database.ts';
import { inclusionPath, indexOf, ledgerRoot, ledgerSize, readNodes } from './ledger.ts';

export interface SignedCheckpoint {
  readonly size: number;
  /** The signed note. */
  readonly note: string;
}

/**
 * The log's newest checkpoint. The tree never changes below its size and Ed25519 signs alike each time, so that processes that sign at
 * once write the same note or one of another size, and none contradicts another.
 * @throws where the tree does not begin with the one that was signed last: rather no checkpoint than two histories
 */
export async function currentCheckpoint(db: Db, signer: Signer): Promise<SignedCheckpoint> {
  const size = await ledgerSize(db);
  const kept = await db
    .selectFrom('ledger_checkpoints')
    .select(['size', 'note'])
    .where('size', '=', size)
    .where('key_id', '=', signer.id)
    .executeTakeFirst();
  if (kept !== undefined) return kept;
  const root = await ledgerRoot(db, size);
  await refuseAnotherHistory(db, { size, root });
  const note = signCheckpoint({ size, root }, signer);
  await db
    .insertInto('ledger_checkpoints')
    .values({ size, key_id: signer.id, root, note })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { size, note };
}

async function refuseAnotherHistory(
  db: Db,
  tree: { readonly size: number; readonly root: Buffer },
): Promise<void> {
  const last = await db
    .selectFrom('ledger_checkpoints')
    .select(['size', 'root'])
    .where('size', '<=', tree.size)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return;
  const path = await proveConsistency(readNodes(db), last.size, tree.size);
  if (!verifyConsistency(last, tree, path))
    throw new Error(
      `the ledger does not begin with the ${last.size} entries of its last checkpoint: its rows were changed`,
    );
}

/** The receipt of an ended decision, as of the newest checkpoint; undefined while the decision has no record in the log. */
export async function receiptOf(db: Db, signer: Signer, decision: string): Promise<string | undefined> {
  const index = await indexOf(db, decision);
  if (index === undefined) return undefined;
  const { size, note } = await currentCheckpoint(db, signer);
  return writeReceipt({ index, path: await inclusionPath(db, index, size), checkpoint: note });
}
