/** What a plan of repair asks about the restorative work that it came out of (RST-4). */
import type { RestorativeState } from '../../rules/restorative/state.ts';
import { continuedBy, processRow } from '../../store/processes/interruptions.ts';
import { processById } from '../../store/processes/processes.ts';
import type { Services } from '../services.ts';

export const restorativeActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Whether no other plan has taken its place there; one that goes on from an interrupted one stands in its place (PRO-9). */
  async planStands({ plan, restorative }: { readonly plan: string; readonly restorative: string }): Promise<boolean> {
    const work = await processById<RestorativeState>(db, 'restorative', restorative);
    for (let next = work?.plan?.id ?? null; next !== null; ) {
      if (next === plan) return true;
      const row = await processRow(db, 'repair', next);
      next = row === undefined ? null : continuedBy(row);
    }
    return work === undefined;
  },
});
