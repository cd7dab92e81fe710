/** Who the guardian is now, and whether they count as silent (GUA-1). */
import type { Role } from '../charter/types.ts';
import { recused } from '../rules/guardian.ts';
import type { Refusal } from '../rules/refusal.ts';
import { standingAbsence } from '../store/absences.ts';
import { holderOf } from '../store/members.ts';
import type { Services } from './index.ts';

export interface GuardianRequest {
  readonly id: string;
  readonly role: Role;
  /** The author, parties, accused and victims. */
  readonly concerned: readonly string[];
}

export const guardianActivities = ({ db }: Pick<Services, 'db'>) => ({
  async guardianFor({
    role,
    concerned,
  }: GuardianRequest): Promise<{ readonly guardian: string | null; readonly recused: Refusal | null }> {
    const holder = await holderOf(db, role);
    if (holder === undefined) return { guardian: null, recused: recused(null, concerned) ?? null };
    const offlineBy = (await standingAbsence(db, holder.id))?.word ?? null;
    return { guardian: holder.id, recused: recused({ ...holder, offlineBy }, concerned) ?? null };
  },
});
