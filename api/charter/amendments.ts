/** Amendments of the charter, shown with their proposals (AMD-1, CHA-4). */
import { type ShownAmendment, shownAmendment } from '../../charter/change/amending.ts';
import { charterVersion } from '../../store/council/charters.ts';
import type { Db } from '../../store/postgres/database.ts';
import type { Proposal } from '../../store/processes/proposals.ts';

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
