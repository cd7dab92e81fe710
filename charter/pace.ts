/** A charter at a pace: every window so many times shorter, for trials that cannot wait for weeks. */
import { pointer, valueAt } from './text/places.ts';
import type { Charter } from './types.ts';
import { durationPlaces, withDurations } from './windows.ts';

/** A Temporal timer below this many milliseconds fires late anyway. */
const shortest = 1000;

/** No timer waits for the end of these: an act is taken or late, at any pace (PRO-6). */
const untimed: readonly string[] = ['/amendments/corrections/window'];

/** The sections whose windows a pace makes a second long at least: there it is refused for none of them. */
const bounded: readonly unknown[] = ['repairs', 'nodeVetoes', 'support', 'alarms', 'restorative'];

/** A window that a pace would make too short. */
export interface ShortWindow {
  /** RFC 6901 JSON Pointer into the charter. */
  readonly path: string;
  /** As the charter says. */
  readonly milliseconds: number;
  /** Milliseconds that it would become, before they are rounded up. */
  readonly atPace: number;
}

/**
 * The charter with every window divided by `pace`, in milliseconds, rounded up; ages and counts stay. Of the sections that are bounded none
 * becomes shorter than a second.
 * @param pace a positive integer; 1 changes nothing
 * @throws RangeError where the pace is none
 */
export function atPace(charter: Charter, pace: number): Charter {
  requirePace(pace);
  if (pace === 1) return charter;
  return withDurations(charter, (duration, [section]) => {
    const shorter = Math.ceil((duration as number) / pace);
    return bounded.includes(section) ? Math.max(shorter, shortest) : shorter;
  }) as Charter;
}

/**
 * The windows with a timer that a pace would make shorter than one second, in the charter's order; empty at pace 1, which makes none.
 * @throws RangeError where the pace is no positive integer
 */
export function paceFaults(charter: Charter, pace: number): readonly ShortWindow[] {
  requirePace(pace);
  if (pace === 1) return [];
  const places = durationPlaces(charter).filter(([section]) => !bounded.includes(section));
  return places.flatMap((place) => {
    const milliseconds = valueAt(charter, place) as number;
    const shortened = milliseconds / pace;
    const path = pointer(place);
    return shortened < shortest && !untimed.includes(path) ? [{ path, milliseconds, atPace: shortened }] : [];
  });
}

function requirePace(pace: number): void {
  if (!Number.isSafeInteger(pace) || pace < 1)
    throw new RangeError(`a pace is a positive integer, not ${pace}`);
}
