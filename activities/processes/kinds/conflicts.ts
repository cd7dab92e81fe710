/** What a conflict asks of the council: who mediates, and which parties have departed (CNF-1, CNF-3). */
import {
  type Departed,
  departedOf,
  fixMediators,
  type Mediating,
  type Mediators,
} from '../../../store/processes/kinds/conflicts.ts';
import type { Db } from '../../../store/postgres/database.ts';
import type { Services } from '../../services.ts';

export type MediatorsRequest = Mediating & { readonly conflict: string };

export interface DepartedRequest {
  readonly members: readonly string[];
  readonly mediation: MediatorsRequest | null;
}

const seizeMediators = (db: Db, request: MediatorsRequest): Promise<Mediators> =>
  db.transaction().execute((trx) => fixMediators(trx, request.conflict, request));

export const conflictActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Fixes the mediators, once, and answers how many each side's families gave; asked again, those that it has. */
  async seizeMediators(request: MediatorsRequest): Promise<Mediators> {
    return seizeMediators(db, request);
  },

  /**
   * Who of these has departed, and when. Where nobody has, and mediation is what follows, its mediators in the same answer: they must be
   * sought again for the parties that are left.
   */
  async departed({ members, mediation }: DepartedRequest): Promise<{
    readonly departed: readonly Departed[];
    readonly mediators: Mediators | null;
  }> {
    const departed = await departedOf(db, members);
    const mediators = mediation === null || departed.length > 0 ? null : await seizeMediators(db, mediation);
    return { departed, mediators };
  },
});
