/** Salts of what is private: what stands of it in the public log are hashes, and nobody who guesses the words can tell (AUT-2). */
import { randomBytes } from 'node:crypto';
import type { Db, Trx } from '../postgres/database.ts';

/** Bytes; as base64url, 43 characters. */
const saltLength = 32;

/** The salt of a proposal, made the first time that it is asked for: a record that is composed again is the same. */
export async function makeSalt(trx: Trx, decision: string): Promise<string> {
  await trx
    .updateTable('proposal_versions')
    .set({ salt: newSalt() })
    .where('proposal', '=', decision)
    .where('version', '=', 1)
    .where('salt', 'is', null)
    .execute();
  return madeSalt(trx, decision);
}

/** The same of an emergency, a conflict or an appeal. */
export async function makeProcessSalt(trx: Trx, process: string): Promise<string> {
  await trx
    .updateTable('processes')
    .set({ salt: newSalt() })
    .where('id', '=', process)
    .where('salt', 'is', null)
    .execute();
  return madeSalt(trx, process);
}

const newSalt = (): string => randomBytes(saltLength).toString('base64url');

async function madeSalt(trx: Trx, decision: string): Promise<string> {
  const salt = await saltOf(trx, decision);
  if (salt === null) throw new Error(`${decision} has nothing to salt`);
  return salt;
}

/** The salt of a decision; null where nothing in it is private. It goes only to who may read what is. */
export async function saltOf(db: Db | Trx, decision: string): Promise<string | null> {
  const row = await db
    .selectFrom('proposal_versions')
    .select('salt')
    .where('proposal', '=', decision)
    .where('version', '=', 1)
    .unionAll(db.selectFrom('processes').select('salt').where('id', '=', decision))
    .executeTakeFirst();
  return row?.salt ?? null;
}
