/** Who counts as offline, from when, and for how long (MEM-4, GUA-1). */
import type { Charter } from '../../charter/types.ts';
import type { MemberStatus } from '../model.ts';

/** Whose word it is that a member is offline: their own, the registrar's, or that of the file which an empty council read. */
export type OfflineWord = 'member' | 'registrar' | 'members-file';

/** A time in which a member is offline, half-open; instants are ISO 8601, UTC. */
export interface Absence {
  /** From when it counts: by the registrar's word only once the notice is over. */
  readonly from: string;
  /** When an act of theirs or a later word ended it: before it counted, where that is not after `from`; null while it stands. */
  readonly until: string | null;
}

/** From when a status `offline` counts that is set at an instant: the registrar's after the notice, any other at once (MEM-4). */
export function offlineFrom(
  word: OfflineWord,
  at: string,
  { notice }: Pick<Charter['offline'], 'notice'>,
): string {
  return word === 'registrar' ? new Date(Date.parse(at) + notice).toISOString() : at;
}

/** Whether an absence counts at an instant. */
function counts({ from, until }: Absence, at: string): boolean {
  return Date.parse(from) <= Date.parse(at) && (until === null || Date.parse(at) < Date.parse(until));
}

/**
 * The status that counts at an instant (MEM-4): `offline` in an absence only. Who has departed stays so.
 * @param absences all of the member's that may matter then
 */
export function countedStatus(status: MemberStatus, absences: readonly Absence[], at: string): MemberStatus {
  if (status === 'departed') return status;
  return absences.some((absence) => counts(absence, at)) ? 'offline' : 'active';
}

/** Whether a member was offline from a poll's opening to its close, so that an abstention is assumed of them (MEM-4). */
export function isOfflineThroughout(
  absences: readonly Absence[],
  { opens, closes }: { readonly opens: string; readonly closes: string },
): boolean {
  return absences.some(
    ({ from, until }) =>
      Date.parse(from) <= Date.parse(opens) && (until === null || Date.parse(until) >= Date.parse(closes)),
  );
}
