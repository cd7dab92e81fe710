/** Why an amendment of the charter is refused before anything is started (AMD-1, CHA-4). */
import type { Action } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { amendingFaultNow } from '../council/amending.ts';
import { charterInForce, charterVersion } from '../council/charters.ts';
import type { Db } from '../postgres/database.ts';

/** The problems that an amendment of the charter can be refused with. */
export const amendingProblems = ['invalid-amendment', 'wrong-class', 'changes-nothing'] as const;

/**
 * Why an action cannot amend the charter in this category, or nothing.
 * @param council its pace, and the instant (ISO 8601) at which its members are counted
 * @param council.version of the charter that the decision carries; the one in force where it carries none yet (CHA-1)
 */
export async function patchFault(
  db: Db,
  category: string,
  action: Action | null,
  { version, ...council }: { readonly pace: number; readonly at: string; readonly version?: number },
): Promise<Refusal | undefined> {
  if (action?.type !== 'charter.amend') return undefined;
  const kept = await (version === undefined ? charterInForce(db) : charterVersion(db, version));
  if (kept === undefined) throw new Error('the council has no charter');
  return amendingFaultNow(db, { document: kept.document, category, action }, council);
}
