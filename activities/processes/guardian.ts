/** Who the guardian is now, and whether they count as silent (GUA-1). */
import type { Role } from '../../charter/choices.ts';
import { recused } from '../../rules/council/guardian.ts';
import type { MemberStatus } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { absenceAt, standingAbsence } from '../../store/council/absences.ts';
import { holderOf } from '../../store/council/members.ts';
import type { Services } from '../services.ts';

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

  /** How a guardian stood at an instant that is over: what they have done since changes nothing (MEM-4, AMD-2). */
  async guardianAt({ guardian, at }: { readonly guardian: string; readonly at: string }): Promise<{
    readonly status: MemberStatus;
    /** Since when they were offline then, as it is counted; null where they were not. */
    readonly offlineFrom: string | null;
  }> {
    return db.transaction().execute(async (trx) => {
      const offlineFrom = (await absenceAt(trx, guardian, at))?.from ?? null;
      const { status, since } = await trx
        .selectFrom('members')
        .select(['status', 'status_at as since'])
        .where('id', '=', guardian)
        .executeTakeFirstOrThrow();
      if (status === 'departed' && since <= at) return { status, offlineFrom: null };
      return { status: offlineFrom === null ? 'active' : 'offline', offlineFrom };
    });
  },
});
