/** Writing down what happens to an appeal (APP-1, APP-2). */
import { type AppealChange, saveAppeal } from '../store/appeals.ts';
import type { Services } from './index.ts';

export const appealActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Idempotent by appeal and sequence. */
  async recordAppeal(change: AppealChange): Promise<void> {
    await db.transaction().execute((trx) => saveAppeal(trx, change));
  },
});
