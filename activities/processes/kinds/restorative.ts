/** What restorative work asks about where it came from, and a plan of repair about the work that it came out of (RST-1, RST-4). */
import type { RestorativeState } from '../../../rules/restorative/state.ts';
import { continuedBy, processRow } from '../../../store/processes/interruptions.ts';
import { processById } from '../../../store/processes/processes.ts';
import type { Services } from '../../services.ts';

export const restorativeActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** The conflict that waits for what came out of one: that, or the one in which it goes on (PRO-9). */
  async conflictWaiting(conflict: string): Promise<string> {
    for (let last = conflict; ;) {
      const row = await processRow(db, 'conflict', last);
      const next = row === undefined ? null : continuedBy(row);
      if (next === null) return last;
      last = next;
    }
  },

  /** Whether no other plan has taken its place there; one that goes on from an interrupted one stands in its place (PRO-9). */
  async planStands({
    plan,
    restorative,
  }: {
    readonly plan: string;
    readonly restorative: string;
  }): Promise<boolean> {
    const work = await processById<RestorativeState>(db, 'restorative', restorative);
    for (let next = work?.plan?.id ?? null; next !== null;) {
      if (next === plan) return true;
      const row = await processRow(db, 'repair', next);
      next = row === undefined ? null : continuedBy(row);
    }
    return work === undefined;
  },
});
