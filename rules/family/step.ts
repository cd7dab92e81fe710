/** What falls due by itself as a family is founded, and when nobody is waited for any more (MEM-7). */
import { allAccepted, type FamilyState } from './state.ts';

/** The instant at which it lapses unless everyone has accepted before it. */
export const next = ({
  deadline,
}: Pick<FamilyState, 'deadline'>): { readonly at: string; readonly what: 'lapse' } | undefined =>
  deadline === null ? undefined : { at: deadline, what: 'lapse' };

/** Whether every founder has accepted, or one has declined: from then on no word changes anything. */
export const isSettled = (state: Pick<FamilyState, 'founders' | 'accepted' | 'declinedBy'>): boolean =>
  state.declinedBy !== null || allAccepted(state);
