/** Durations as people write them, `ms` notation ("24h", "1 week") or wakes ("3 wakes"), read into milliseconds. */
import ms from 'ms';
import type { StringValue } from 'ms';

const WAKES = /^(\d{1,9}) *wakes?$/i;

/** What a duration is written in: a fixed length of time, or the charter's own unit of activity. */
export type Notation = 'ms' | 'wakes';

/** The notation of a duration, or null when the text is none. A number without a unit is none. */
export function notationOf(text: string): Notation | null {
  if (WAKES.test(text)) return 'wakes';
  return /[a-z]$/i.test(text) && Number.isFinite(ms(text as StringValue)) ? 'ms' : null;
}

/**
 * A duration in whole milliseconds (the nearest; `ms` reads decimals). A year is 365.25 days, as in `ms`.
 * @param text a text that has a notation
 * @param wake the charter's wake in milliseconds
 */
export function milliseconds(text: string, wake: number): number {
  const wakes = WAKES.exec(text);
  return wakes ? Number(wakes[1]) * wake : Math.round(ms(text as StringValue));
}
