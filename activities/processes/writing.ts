/** How an activity writes what a workflow tells it: once for each number, whatever fails in between (docs/decisions/0014). */
import { ApplicationFailure } from '@temporalio/activity';
import type { Trx } from '../../store/postgres/database.ts';
import { ConflictingWrite, takeNumber } from '../../store/processes/writes.ts';
import type { Services } from '../services.ts';

/** One write of a workflow. */
interface Numbered {
  readonly sequence: number;
  readonly state: { readonly id: string };
}

/**
 * Does the work in one transaction with the number that it takes; done before, it is not done again.
 * @throws a failure that is tried again each minute, and is told to operators, where the number is taken by other content: nobody but they
 * can say which of the two holds
 */
export async function writeOnce<Change extends Numbered>(
  { db, onConflictingWrite }: Pick<Services, 'db' | 'onConflictingWrite'>,
  change: Change,
  work: (trx: Trx) => Promise<void>,
): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      if (await takeNumber(trx, change.state.id, change.sequence, change)) await work(trx);
    });
  } catch (error) {
    if (!(error instanceof ConflictingWrite)) throw error;
    const { message, process, sequence } = error;
    onConflictingWrite({ process, sequence });
    throw ApplicationFailure.create({ message, type: 'conflicting-write', nextRetryDelay: '1 minute' });
  }
}
