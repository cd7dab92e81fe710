/** The earliest instant at which what is submitted can be carried out: whatever everybody does at once, its windows pass (PRO-3, VET-1, APP-1, VET-4). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Action } from '../model.ts';
import { refuse, type Refusal } from '../refusal.ts';

type Rules = Pick<Charter, 'review' | 'vetoes' | 'appeals' | 'guardian'>;

/** Milliseconds from the submission, or from when a new text is put. Rounds, votes and approvals end as soon as everybody has answered. */
export function leastUntilExecution(
  { tier, appeal, delay }: Pick<Category, 'tier' | 'appeal' | 'delay'>,
  { review, vetoes, appeals, guardian }: Rules,
): number {
  if (tier === 1) return 0;
  const windows =
    tier === 2 ? [vetoes?.window] : [review, appeal && guardian !== null ? appeals?.window : null, delay];
  return windows.reduce<number>((sum, window) => sum + (window ?? 0), 0);
}

/** The instant of an action that must lie ahead when it is carried out, with its path in the proposal; of a mandate its own rule tells (MAN-1). */
function instantOf(action: Action | null): { readonly path: string; readonly instant: string } | undefined {
  if (action?.type === 'task') return { path: '/action/by', instant: action.by };
  return action?.type === 'allocation.grant' && action.until !== undefined
    ? { path: '/action/until', instant: action.until }
    : undefined;
}

/** Refuses an action whose instant has passed already, or is over before it could be carried out (EXE-1). @param earliest unless given, now */
export function instantFault(action: Action | null, at: string, earliest: string = at): Refusal | undefined {
  const ahead = instantOf(action);
  if (ahead === undefined || Date.parse(ahead.instant) > Date.parse(earliest)) return undefined;
  return refuse('past-instant', 'EXE-1', { ...ahead, at, ...(earliest === at ? {} : { earliest }) });
}
