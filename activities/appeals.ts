/** Writing down what happens to an appeal before it ends (APP-1, APP-2). */
import type { AppealState } from '../rules/appeal.ts';
import { type ProcessChange, saveProcess } from '../store/processes.ts';
import type { Services } from './index.ts';

/** Idempotent by appeal and sequence. */
type AppealChange = Pick<ProcessChange<AppealState>, 'sequence' | 'state' | 'entries'>;

export const appealActivities = ({ db }: Pick<Services, 'db'>) => ({
  async recordAppeal(change: AppealChange): Promise<void> {
    const parties = [change.state.appellant];
    await db
      .transaction()
      .execute((trx) => saveProcess(trx, { kind: 'appeal', ...change, parties, confidential: false }, null));
  },
});
