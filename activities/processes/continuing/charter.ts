/** The charter copy that an interrupted process carried, which its continuation carries too (CHA-1, PRO-9). */
import { charterCopy } from '../../../charter/copy.ts';
import type { CharterCopy } from '../../../charter/types.ts';
import { charterVersion } from '../../../store/council/charters.ts';
import type { Db } from '../../../store/postgres/database.ts';

/** @throws where its version is missing */
export async function copyOf(
  db: Db,
  { version, pace }: { readonly version: number; readonly pace: number },
): Promise<CharterCopy> {
  const kept = await charterVersion(db, version);
  if (kept === undefined) throw new Error(`no charter version ${version}`);
  return charterCopy(kept, pace);
}
