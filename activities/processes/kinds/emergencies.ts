/** What an emergency asks of the council: whether its actor may act, whether they still lead, the end of what was granted (EMG-1, EMG-2). */
import { leadershipFault } from '../../../rules/emergency/state.ts';
import { repeatFault } from '../../../rules/emergency/repeat.ts';
import { essence } from '../../../rules/actions/essence.ts';
import type { Refusal } from '../../../rules/refusal.ts';
import { closeAction } from '../../../store/processes/actions.ts';
import { endAllocation, grantedThrough } from '../../../store/council/allocation-ends.ts';
import { formerEmergencies, linkRetry, lockAct } from '../../../store/processes/kinds/emergencies.ts';
import { memberById } from '../../../store/council/members.ts';
import { saveProcess } from '../../../store/processes/processes.ts';
import type { Services } from '../../services.ts';
import type { ProcessWrite } from '../process.ts';
import { Refused } from '../refused.ts';
import { tellTimers } from '../allocation-timers.ts';
import { mustBeReversal } from '../../actions/retrying.ts';
import { writeOnce } from '../writing.ts';

export interface Beginning {
  readonly change: ProcessWrite<'emergency'>;
  /** Milliseconds for which an act that failed cannot be repeated (EMG-2). */
  readonly repeat: number;
}

export const emergencyActivities = (services: Pick<Services, 'db' | 'onConflictingWrite'>) => ({
  /** Checks the actor and the act again, and writes the first row, in one transaction; a refusal leaves nothing behind. Begun before, it stands. */
  async beginEmergency({ change, repeat }: Beginning): Promise<Refusal | null> {
    const { actor, action, what, createdAt, retryOf, id } = change.state;
    try {
      await writeOnce(services, change, async (trx) => {
        if (retryOf !== null) await mustBeReversal(trx, retryOf, change.state);
        else {
          await lockAct(trx, essence(action, what));
          const leader = await memberById(trx, actor);
          const before = await formerEmergencies(trx, new Date(Date.parse(createdAt) - repeat).toISOString());
          const refused = leadershipFault(leader) ?? repeatFault({ action, what }, before, repeat, createdAt);
          if (refused !== undefined) throw new Refused(refused);
        }
        await saveProcess(trx, change, null);
        if (retryOf !== null) await linkRetry(trx, retryOf, { id, at: createdAt });
      });
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
    return null;
  },

  /** Whether a member holds emergency authority now. */
  async leads({ member }: { readonly member: string }): Promise<boolean> {
    return leadershipFault(await memberById(services.db, member)) === undefined;
  },

  /** Answers when the allocation ended; null where there was none, and then there will be none. */
  async endAllocation({ id, at }: { readonly id: string; readonly at: string }): Promise<string | null> {
    const until = await services.db.transaction().execute(async (trx) => {
      await closeAction(trx, id);
      return endAllocation(trx, id, at);
    });
    if (until !== null) await tellTimers(await grantedThrough(services.db, id));
    return until;
  },
});
