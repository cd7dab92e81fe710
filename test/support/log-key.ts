/** A key for a council's log, and that log's knowledge of it. */
import type { Signer } from '../../ledger/log/keys.ts';
import type { Db } from '../../store/postgres/database.ts';
import { registerLogKey } from '../../store/log/log-keys.ts';
import { newSigner } from '../ledger/keys.ts';

export async function openTestLog(db: Db, at: string): Promise<Signer> {
  const signer = newSigner();
  const fault = await registerLogKey(db, signer, at);
  if (fault !== undefined) throw new Error(fault.fault);
  return signer;
}
