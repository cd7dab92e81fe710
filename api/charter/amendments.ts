/** Amendments of the charter as the API meets them: refused before anything is started, and shown with their proposals (AMD-1, CHA-4). */
import { type ShownAmendment, shownAmendment } from '../../charter/change/amending.ts';
import type { Action } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { amendingFaultNow } from '../../store/council/amending.ts';
import { charterInForce, charterVersion } from '../../store/council/charters.ts';
import type { Db } from '../../store/postgres/database.ts';
import type { Proposal } from '../../store/processes/proposals.ts';

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

/** What each of these proposals would change in the charter that it carries, by its id; a version is read once. */
export async function amendmentsOf(
  db: Db,
  proposals: readonly Proposal[],
): Promise<ReadonlyMap<string, ShownAmendment | null>> {
  const amending = proposals.filter(({ content }) => content.action?.type === 'charter.amend');
  const versions = [...new Set(amending.map(({ state }) => state.charter.version))];
  const kept = await Promise.all(versions.map(async (version) => charterVersion(db, version)));
  const documents = new Map(versions.map((version, place) => [version, kept[place]?.document]));
  return new Map(
    amending.map(({ state, content }) => [
      state.id,
      shownAmendment(documents.get(state.charter.version), content.action),
    ]),
  );
}
