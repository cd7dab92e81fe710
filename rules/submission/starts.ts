/** A start date: the instant at which a draft is submitted by itself (PRO-1). */
import { refuse, type Refusal } from '../refusal.ts';

/**
 * Why a draft cannot be submitted by itself at an instant: it must lie ahead, and before the draft would lapse if nobody touched it again.
 * @param at now, ISO 8601, UTC, as `startsAt` is @param lapse milliseconds after which a draft that is left alone lapses
 */
export function startFault(startsAt: string | null, at: string, lapse: number): Refusal | undefined {
  if (startsAt === null) return undefined;
  const asked = { path: '/startsAt', instant: startsAt };
  if (startsAt <= at) return refuse('past-instant', 'PRO-1', { ...asked, at });
  const latest = new Date(Date.parse(at) + lapse - 1).toISOString();
  return startsAt > latest ? refuse('too-far-ahead', 'PRO-1', { ...asked, latest }) : undefined;
}
