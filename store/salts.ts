/** Salts of what is private: what stands of it in the public log are hashes, and nobody who guesses the words can tell (AUT-2). */
import { randomBytes } from 'node:crypto';
import type { Db, Trx } from './database.ts';

/** Bytes; as base64url, 43 characters. */
const saltLength = 32;

/** The salt of a decision, made the first time that it is asked for: a record that is composed again is the same. */
export async function makeSalt(trx: Trx, decision: string): Promise<string> {
  await trx
    .updateTable('proposal_versions')
    .set({ salt: randomBytes(saltLength).toString('base64url') })
    .where('proposal', '=', decision)
    .where('version', '=', 1)
    .where('salt', 'is', null)
    .execute();
  const salt = await saltOf(trx, decision);
  if (salt === null) throw new Error(`${decision} has no text to salt`);
  return salt;
}

/** The salt of a decision; null where nothing in it is private. It goes only to who may read the evidence. */
export async function saltOf(db: Db | Trx, decision: string): Promise<string | null> {
  const row = await db
    .selectFrom('proposal_versions')
    .select('salt')
    .where('proposal', '=', decision)
    .where('version', '=', 1)
    .executeTakeFirst();
  return row?.salt ?? null;
}
