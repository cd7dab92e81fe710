/** How long a duration of a charter is, as far as it can be read (CHA-2). */
import { milliseconds, notationOf } from '../text/duration.ts';
import type { ReadableCharter } from './readable.ts';

/** A duration in milliseconds; null where it cannot be told. */
export function lengthOf({ wake }: ReadableCharter['charter'], duration: string | undefined): number | null {
  if (duration === undefined) return null;
  if (notationOf(duration) === 'ms') return milliseconds(duration, 1);
  return wake === undefined ? null : milliseconds(duration, milliseconds(wake, 1));
}
