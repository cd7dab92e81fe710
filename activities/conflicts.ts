/** What a conflict asks of the council: who mediates, and which parties have departed (CNF-1, CNF-3). */
import { type Departed, departedOf, fixMediators, type Mediating } from '../store/conflicts.ts';
import type { Services } from './index.ts';

export const conflictActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Fixes the mediators, once, and answers how many each side's families gave; asked again, those that it has. */
  async seizeMediators(
    request: Mediating & { readonly conflict: string },
  ): Promise<readonly [number, number]> {
    return db.transaction().execute((trx) => fixMediators(trx, request.conflict, request));
  },

  /** Who of these has departed, and when. */
  async departed({ members }: { readonly members: readonly string[] }): Promise<Departed[]> {
    return departedOf(db, members);
  },
});
