/** How soon what is submitted can be carried out: whoever is asked may answer at once, but these windows pass whole (PRO-3, VET-1, APP-1, VET-4). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Action } from '../model.ts';
import { refuse, type Refusal } from '../refusal.ts';

export interface FixedWindow {
  readonly stage: 'review' | 'requirements' | 'veto' | 'appeal' | 'delay';
  /** Milliseconds. */
  readonly length: number;
}

type Rules = Pick<Charter, 'review' | 'discussion' | 'vetoes' | 'appeals' | 'guardian'>;

/** In their order. A round in which silence is assent stands for the review (CON-3); what a personal decision is done with is its author's. */
export function fixedWindows(
  { tier, adopts, appeal, delay }: Pick<Category, 'tier' | 'adopts' | 'appeal' | 'delay'>,
  { review, discussion, vetoes, appeals, guardian }: Rules,
): readonly FixedWindow[] {
  if (tier === 1) return [];
  const unreviewed = review === null && discussion.rounds === 0;
  const windows: readonly (readonly [FixedWindow['stage'], number | null])[] = [
    ['review', tier === 3 && adopts !== 'lazy' ? review : null],
    ['requirements', tier === 3 && unreviewed ? (vetoes?.window ?? null) : null],
    ['veto', tier === 2 ? (vetoes?.window ?? null) : null],
    ['appeal', appeal && guardian !== null ? (appeals?.window ?? null) : null],
    ['delay', delay],
  ];
  return windows.flatMap(([stage, length]) => (length === null ? [] : [{ stage, length }]));
}

/** @param from the submission, or when a new text is put, ISO 8601 @returns the instant, ISO 8601 */
export const earliestEnd = (from: string, windows: readonly FixedWindow[]): string =>
  new Date(windows.reduce((at, { length }) => at + length, Date.parse(from))).toISOString();

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
