/** Writing down how support stands, and deleting it (SUP-1 to SUP-4). */
import { forgetSupport, saveSupport, type SupportChange } from '../../../store/support/supports.ts';
import type { Services } from '../../services.ts';
import { writeOnce } from '../writing.ts';

export const supportActivities = (services: Services) => ({
  async recordSupport(change: SupportChange): Promise<void> {
    const { db, clock } = services;
    const at = await clock(db);
    await writeOnce(services, change, (trx) => saveSupport(trx, change, at));
  },

  /** Deletes it whole, once; answers null, or when something was said in it since. */
  async forgetSupport({
    id,
    since,
  }: {
    readonly id: string;
    readonly since: string;
  }): Promise<string | null> {
    return services.db.transaction().execute((trx) => forgetSupport(trx, id, since));
  },
});
