/** What an emergency asks of the council: whether its actor may act, whether they still lead, the end of what was granted (EMG-1, EMG-2). */
import { leadershipFault, repeatFault, type EmergencyState } from '../rules/emergency.ts';
import type { Refusal } from '../rules/refusal.ts';
import { endAllocation } from '../store/allocations.ts';
import { decidedEmergencies, linkRetry } from '../store/emergencies.ts';
import { memberById } from '../store/members.ts';
import { saveProcess } from '../store/processes.ts';
import type { Services } from './index.ts';
import type { ProcessWrite } from './processes.ts';

export interface Beginning {
  readonly change: Omit<ProcessWrite, 'state'> & { readonly state: EmergencyState };
  /** Milliseconds for which an act that failed cannot be repeated (EMG-2). */
  readonly repeat: number;
}

export const emergencyActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Checks the actor and the act again, and writes the first row, in one transaction; a refusal leaves nothing behind. */
  async beginEmergency({ change, repeat }: Beginning): Promise<Refusal | null> {
    const { actor, action, what, createdAt, retryOf, id } = change.state;
    return db.transaction().execute(async (trx) => {
      if (retryOf === null) {
        const leader = await memberById(trx, actor);
        const before = await decidedEmergencies(trx, new Date(Date.parse(createdAt) - repeat).toISOString());
        const refused = leadershipFault(leader) ?? repeatFault({ action, what }, before, repeat, createdAt);
        if (refused !== undefined) return refused;
      }
      await saveProcess(trx, change, null);
      if (retryOf !== null) await linkRetry(trx, retryOf, { id, at: createdAt });
      return null;
    });
  },

  /** Whether a member holds emergency authority now. */
  async leads({ member }: { readonly member: string }): Promise<boolean> {
    return leadershipFault(await memberById(db, member)) === undefined;
  },

  /** Answers when the allocation ended; null where there was none. */
  async endAllocation({ id, at }: { readonly id: string; readonly at: string }): Promise<string | null> {
    return endAllocation(db, id, at);
  },
});
