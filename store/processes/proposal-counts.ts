/** Proposals counted by stage, for whoever watches the service. */
import type { Db } from '../postgres/database.ts';

/** How many proposals are at each stage but the last; a stage without one is left out. */
export async function openProposals(
  db: Db,
): Promise<{ readonly stage: string; readonly proposals: number }[]> {
  return db
    .selectFrom('proposals')
    .select((eb) => ['stage', eb.fn.countAll<number>().as('proposals')])
    .where('stage', '<>', 'ended')
    .groupBy('stage')
    .execute();
}
